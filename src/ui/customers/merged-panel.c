/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/merged-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/merge.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/shell/window.h"

struct _AxleMergedPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkListBox          *list;
};

G_DEFINE_FINAL_TYPE (AxleMergedPanel, axle_merged_panel, ADW_TYPE_BIN)

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  guint n_kept = 0;
  gint64 operation = axle_merge_undo_finish (AXLE_WORKSTATION (source), result, &n_kept, &error);

  if (error != NULL)
    {
      axle_window_toast_error (window, error);
      return;
    }
  title = n_kept == 0 ? g_strdup (_("Merge taken back"))
    : g_strdup_printf (ngettext ("Merge taken back; %u value that was changed since stays",
                                 "Merge taken back; %u values that were changed since stay", n_kept), n_kept);
  axle_window_toast_undo (window, title, operation);
}

static void
free_entry (gpointer  data,
            GClosure *closure)
{
  axle_merge_entry_free (data);
}

static void
take_back_cb (GtkButton      *button,
              AxleMergeEntry *entry)
{
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (button), AXLE_TYPE_MERGED_PANEL);

  axle_merge_undo_async (AXLE_MERGED_PANEL (panel)->workstation, &entry->survivor, &entry->absorbed->id, NULL, undone_cb,
                         g_object_ref (axle_window_of (panel)));
}

/* What they were known by, and when, by whom and why they were merged. */
static char *
describe (AxleMergedPanel      *self,
          const AxleMergeEntry *entry)
{
  g_autofree char *phones = axle_workstation_format_value (self->workstation,
                                                           &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES],
                                                           axle_record_get (entry->absorbed, AXLE_CUSTOMER_PHONES));
  g_autoptr(GString) text = g_string_new (phones);

  if (entry->merging != NULL)
    {
      AxleId staff = axle_record_get_id (entry->merging, AXLE_MERGING_STAFF);
      const char *who = axle_workstation_get_staff_name (self->workstation, &staff);
      const char *why = axle_record_get_text (entry->merging, AXLE_MERGING_REASONS);
      g_autofree char *when = axle_workstation_format_time (self->workstation,
                                                            axle_record_get_integer (entry->merging, AXLE_MERGING_AT));

      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", when, *who != '\0' ? " · " : "", who);
      if (why != NULL)
        g_string_append_printf (text, " · %s", why);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Takes @entry. */
static void
add_row (AxleMergedPanel *self,
         AxleMergeEntry  *entry,
         gboolean         may)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Separate Again"));
  g_autofree char *title = axle_record_dup_title (entry->absorbed);
  g_autofree char *subtitle = describe (self, entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, may);
  gtk_widget_set_tooltip_text (button, _("Take the merge back; what was added since stays where it is"));
  g_signal_connect_data (button, "clicked", G_CALLBACK (take_back_cb), entry, free_entry, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->list, row);
}

static void
show_merged (AxleMergedPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  g_autoptr(GPtrArray) entries = dossier != NULL ? axle_merge_list (dossier) : g_ptr_array_new ();
  gboolean may = axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_MERGE);

  gtk_list_box_remove_all (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > 0);
  while (entries->len > 0)
    add_row (self, g_ptr_array_steal_index (entries, 0), may);
}

static void
axle_merged_panel_dispose (GObject *object)
{
  AxleMergedPanel *self = AXLE_MERGED_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_merged_panel_parent_class)->dispose (object);
}

static void
axle_merged_panel_class_init (AxleMergedPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_merged_panel_dispose;
}

static void
axle_merged_panel_init (AxleMergedPanel *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Merged customers"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
axle_merged_panel_new (AxleWorkstation     *workstation,
                       AxleCustomerProfile *profile)
{
  AxleMergedPanel *self = g_object_new (AXLE_TYPE_MERGED_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_merged), self, G_CONNECT_SWAPPED);
  show_merged (self);
  return GTK_WIDGET (self);
}
