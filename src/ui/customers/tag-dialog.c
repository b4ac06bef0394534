/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/tag-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/party/customer.h"
#include "ui/shell/matching.h"
#include "ui/shell/window.h"

struct _AxleTagDialog
{
  AdwDialog        parent_instance;

  AxleWorkstation *workstation;
  GArray          *customers;

  GtkEditable     *entry;
  GtkListBox      *list;
  GtkLabel        *empty;
};

G_DEFINE_FINAL_TYPE (AxleTagDialog, axle_tag_dialog, ADW_TYPE_DIALOG)

/* How many of the customers have a tag. */
typedef enum
{
  HELD_BY_NONE,
  HELD_BY_SOME,
  HELD_BY_ALL,
} Held;

static char *
dup_typed (AxleTagDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static const char *
row_tag (GtkListBoxRow *row)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
}

static GtkCheckButton *
row_check (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

static Held
row_state (GtkListBoxRow *row)
{
  if (gtk_check_button_get_inconsistent (row_check (row)))
    return HELD_BY_SOME;
  return gtk_check_button_get_active (row_check (row)) ? HELD_BY_ALL : HELD_BY_NONE;
}

static gboolean
is_changed (GtkListBoxRow *row)
{
  return row_state (row) != (Held) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "held"));
}

static void
update_apply (AxleTagDialog *self)
{
  GtkListBoxRow *row;
  gboolean changed = FALSE;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    changed |= is_changed (row);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tags.apply", changed);
}

static void
toggled_cb (AxleTagDialog  *self,
            GtkCheckButton *check)
{
  gtk_check_button_set_inconsistent (check, FALSE);
  update_apply (self);
}

static GtkListBoxRow *
add_row (AxleTagDialog *self,
         const char    *tag,
         Held           held,
         int            position)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tag);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), held == HELD_BY_ALL);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (check), held == HELD_BY_SOME);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, tag, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data (G_OBJECT (row), "held", GINT_TO_POINTER (held));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, position);
  return GTK_LIST_BOX_ROW (row);
}

static Held
who_holds (AxleTagDialog *self,
           const char    *tag,
           GPtrArray     *records)
{
  guint n_holders = 0;

  for (guint i = 0; i < records->len; i++)
    {
      g_auto(GStrv) members = axle_record_dup_members (records->pdata[i], AXLE_CUSTOMER_TAGS);
      n_holders += g_strv_contains ((const char * const *) members, tag) ? 1 : 0;
    }
  return n_holders == 0 ? HELD_BY_NONE : n_holders < records->len ? HELD_BY_SOME : HELD_BY_ALL;
}

static void
add_rows (AxleTagDialog *self)
{
  g_auto(GStrv) tags = axle_workstation_list_tags (self->workstation);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->customers->len; i++)
    {
      AxleRecord *record = axle_workstation_get_record (self->workstation, &axle_customer_entity,
                                                        &g_array_index (self->customers, AxleId, i));
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  for (guint i = 0; tags[i] != NULL; i++)
    add_row (self, tags[i], who_holds (self, tags[i], records), -1);
}

static gboolean
matches_cb (GtkListBoxRow *row,
            gpointer       data)
{
  g_autofree char *typed = dup_typed (data);
  return axle_matches (row_tag (row), typed);
}

static void
typed_cb (AxleTagDialog *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *offer = g_strdup_printf (_("Press Enter to make the tag “%s”."), typed);

  gtk_label_set_label (self->empty, *typed != '\0' ? offer : _("There are no tags yet. Type the first one."));
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter ticks what is meant: the tag of that name, else the first on show, else a new one. */
static void
entered_cb (AxleTagDialog *self)
{
  g_autofree char *typed = dup_typed (self);
  GtkListBoxRow *row, *meant = NULL;

  if (*typed == '\0')
    return;
  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_utf8_collate (row_tag (row), typed) == 0)
      meant = row;
    else if (meant == NULL && axle_matches (row_tag (row), typed))
      meant = row;
  if (meant == NULL)
    meant = add_row (self, typed, HELD_BY_NONE, 0);
  gtk_check_button_set_active (row_check (meant), row_state (meant) != HELD_BY_ALL);
  gtk_editable_set_text (self->entry, "");
}

static void
stop_cb (AxleTagDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tagged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Tags changed"));
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleTagDialog *self = AXLE_TAG_DIALOG (widget);
  g_autoptr(GPtrArray) add = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) take_out = g_ptr_array_new_with_free_func (g_free);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_changed (row))
      g_ptr_array_add (row_state (row) == HELD_BY_ALL ? add : take_out, g_strdup (row_tag (row)));
  g_ptr_array_add (add, NULL);
  g_ptr_array_add (take_out, NULL);
  axle_customers_tag_async (self->workstation, (const AxleId *) (gpointer) self->customers->data, self->customers->len,
                            (const char * const *) add->pdata, (const char * const *) take_out->pdata, NULL,
                            tagged_cb, g_object_ref (axle_window_of (widget)));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
axle_tag_dialog_dispose (GObject *object)
{
  AxleTagDialog *self = AXLE_TAG_DIALOG (object);

  g_clear_object (&self->workstation);
  g_clear_pointer (&self->customers, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_TAG_DIALOG);
  G_OBJECT_CLASS (axle_tag_dialog_parent_class)->dispose (object);
}

static void
axle_tag_dialog_class_init (AxleTagDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_tag_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/tag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleTagDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, AxleTagDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AxleTagDialog, empty);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_install_action (widget_class, "tags.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "tags.cancel", NULL, cancel_action);
}

static void
axle_tag_dialog_init (AxleTagDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, matches_cb, self, NULL);
}

/**
 * axle_tag_dialog_new:
 * @workstation: the desk
 * @customers: (array length=n_customers): whose tags
 * @n_customers: how many
 */
AdwDialog *
axle_tag_dialog_new (AxleWorkstation *workstation,
                     const AxleId    *customers,
                     gsize            n_customers)
{
  AxleTagDialog *self = g_object_new (AXLE_TYPE_TAG_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->customers = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (AxleId)), customers, (guint) n_customers);
  add_rows (self);
  typed_cb (self);
  update_apply (self);
  return ADW_DIALOG (self);
}
