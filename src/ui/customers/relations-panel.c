/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/relations-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/relations.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "ui/customers/relation-dialog.h"
#include "ui/shell/window.h"

struct _AxleRelationsPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkListBox          *list;
};

G_DEFINE_FINAL_TYPE (AxleRelationsPanel, axle_relations_panel, ADW_TYPE_BIN)

static AxleRelationEntry *
entry_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return g_object_get_data (G_OBJECT (row), "entry");
}

static void
open_cb (AxleRelationsPanel *self,
         AdwActionRow       *row)
{
  axle_window_show_record (axle_window_of (GTK_WIDGET (self)), &axle_customer_entity,
                           &entry_of (GTK_WIDGET (row))->other->id);
}

static void
edit_cb (AxleRelationsPanel *self,
         GtkButton          *button)
{
  AxleRelationEntry *entry = entry_of (GTK_WIDGET (button));

  adw_dialog_present (axle_relation_dialog_new (self->workstation, entry->relation, FALSE), GTK_WIDGET (self));
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Relation ended"));
}

static void
end_cb (AxleRelationsPanel *self,
        GtkButton          *button)
{
  axle_relation_end_async (self->workstation, entry_of (GTK_WIDGET (button))->relation, NULL, ended_cb,
                           g_object_ref (axle_window_of (GTK_WIDGET (self))));
}

static void
add_button (AxleRelationsPanel *self,
            GtkWidget          *row,
            const char         *icon,
            const char         *tooltip,
            GCallback           callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The role, the number, and from when to when. */
static char *
describe (AxleRelationsPanel      *self,
          const AxleRelationEntry *entry)
{
  g_autofree char *phones = axle_workstation_format_value (self->workstation,
                                                           &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES],
                                                           axle_record_get (entry->other, AXLE_CUSTOMER_PHONES));
  const char *since = axle_record_get_text (entry->relation, AXLE_RELATION_SINCE);
  const char *until = axle_record_get_text (entry->relation, AXLE_RELATION_UNTIL);
  g_autoptr(GString) text = g_string_new (axle_relation_get_label (entry->relation, entry->inverse));

  if (*phones != '\0')
    g_string_append_printf (text, " · %s", phones);
  g_string_append (text, since != NULL || until != NULL ? " · " : "");
  if (since != NULL && until != NULL)
    g_string_append_printf (text, "%s – %s", since, until);
  else if (since != NULL)
    g_string_append_printf (text, _("since %s"), since);
  else if (until != NULL)
    g_string_append_printf (text, _("until %s"), until);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Takes @entry. */
static void
add_row (AxleRelationsPanel *self,
         AxleRelationEntry  *entry,
         gboolean            may)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = axle_record_dup_title (entry->other);
  g_autofree char *subtitle = describe (self, entry);
  gboolean company = g_strcmp0 (axle_record_get_text (entry->other, AXLE_CUSTOMER_TYPE), "company") == 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (company ? "system-users-symbolic" : "avatar-default-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "entry", entry, (GDestroyNotify) axle_relation_entry_free);
  if (!entry->current)
    gtk_widget_add_css_class (row, "dimmed");
  if (may)
    add_button (self, row, "document-edit-symbolic", _("Edit Relation"), G_CALLBACK (edit_cb));
  if (may && entry->current)
    add_button (self, row, "list-remove-symbolic", _("End Relation Today"), G_CALLBACK (end_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
add_more (AxleRelationsPanel *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Add Relation…"));
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), "list-add-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "customer.add-relation");
  gtk_list_box_append (self->list, row);
}

static void
show_relations (AxleRelationsPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  g_autoptr(GPtrArray) entries = dossier != NULL ? axle_relations_list (self->workstation, dossier) : g_ptr_array_new ();
  gboolean may = axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_WRITE);

  gtk_list_box_remove_all (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > 0);
  while (entries->len > 0)
    add_row (self, g_ptr_array_steal_index (entries, 0), may);
  if (may)
    add_more (self);
}

static void
axle_relations_panel_dispose (GObject *object)
{
  AxleRelationsPanel *self = AXLE_RELATIONS_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_relations_panel_parent_class)->dispose (object);
}

static void
axle_relations_panel_class_init (AxleRelationsPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_relations_panel_dispose;
}

static void
axle_relations_panel_init (AxleRelationsPanel *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Relations"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
axle_relations_panel_new (AxleWorkstation     *workstation,
                          AxleCustomerProfile *profile)
{
  AxleRelationsPanel *self = g_object_new (AXLE_TYPE_RELATIONS_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_relations), self, G_CONNECT_SWAPPED);
  show_relations (self);
  return GTK_WIDGET (self);
}
