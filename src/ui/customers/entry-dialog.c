/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/entry-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/format.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"
#include "core/party/note.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "ui/customers/log-dialog.h"
#include "ui/customers/note-dialog.h"
#include "ui/customers/visit-dialog.h"
#include "ui/shell/window.h"
#include "ui/widgets/value-row.h"

struct _AxleEntryDialog
{
  AdwDialog            parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AxleTimelineEntry   *entry;

  AdwWindowTitle      *title;
  GtkWidget           *edit_button;
  GtkWidget           *delete_button;
  GtkBox              *groups;
};

G_DEFINE_FINAL_TYPE (AxleEntryDialog, axle_entry_dialog, ADW_TYPE_DIALOG)

/* Forms. */

static AdwDialog *
edit_note (AxleWorkstation  *workstation,
           const AxleRecord *note)
{
  AxleId subject = axle_record_get_id (note, AXLE_NOTE_SUBJECT);

  return axle_note_dialog_new (workstation, &subject, note);
}

static AdwDialog *
edit_visit (AxleWorkstation  *workstation,
            const AxleRecord *visit)
{
  AxleId customer = axle_record_get_id (visit, AXLE_VISIT_CUSTOMER);

  return axle_visit_dialog_new (workstation, &customer, visit);
}

static AdwDialog *
edit_logged (AxleWorkstation  *workstation,
             const AxleRecord *record)
{
  AxleId customer = axle_record_get_id (record, (guint) axle_entity_find_field (record->entity, "customer"));

  return axle_log_dialog_new (workstation, record->entity, &customer, record);
}

/* What can be taken back from here, and the form over it where it may be changed. */
static const struct
{
  const AxleEntity *entity;
  AdwDialog      *(*edit) (AxleWorkstation  *workstation,
                           const AxleRecord *record);
} kinds[] = {
  { &axle_contact_entity, NULL },
  { &axle_note_entity, edit_note },
  { &axle_odometer_entity, NULL },
  { &axle_visit_entity, edit_visit },
  { &axle_deal_entity, edit_logged },
  { &axle_points_entity, NULL },
  { &axle_complaint_entity, edit_logged },
};

static int
find_kind (AxleEntryDialog *self)
{
  const AxleEntity *entity = axle_timeline_entry_get_record (self->entry)->entity;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      return (int) i;
  return -1;
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleEntryDialog *self = AXLE_ENTRY_DIALOG (widget);
  GtkWidget *parent = GTK_WIDGET (axle_window_of (widget));
  AdwDialog *dialog = kinds[find_kind (self)].edit (self->workstation, axle_timeline_entry_get_record (self->entry));

  adw_dialog_close (ADW_DIALOG (self));
  adw_dialog_present (dialog, parent);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleEntryDialog *self = AXLE_ENTRY_DIALOG (widget);
  g_autofree char *text = g_strjoin ("\n", axle_timeline_entry_get_title (self->entry),
                                     axle_timeline_entry_get_body (self->entry), NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Entry deleted"));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleEntryDialog *self = AXLE_ENTRY_DIALOG (widget);

  axle_record_delete_async (self->workstation, axle_timeline_entry_get_record (self->entry), NULL, deleted_cb,
                            g_object_ref (axle_window_of (widget)));
  adw_dialog_close (ADW_DIALOG (self));
}

/* What is shown. */

static GtkWidget *
add_group (AxleEntryDialog *self,
           const char      *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return group;
}

static void
add_row (GtkWidget  *group,
         const char *title,
         const char *value)
{
  if (value != NULL && *value != '\0')
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), axle_value_row_new (title, value));
}

static gboolean
is_shown (const AxleField *field)
{
  /* Whose it is, and what it is part of, one sees. */
  return field->type != AXLE_FIELD_BLOB &&
         (field->type != AXLE_FIELD_REFERENCE ||
          (g_strcmp0 (field->target, "customer") != 0 && (field->flags & AXLE_FIELD_FIXED) == 0));
}

static void
add_fields (AxleEntryDialog  *self,
            GtkWidget        *group,
            const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autofree char *value =
        is_shown (field) ? axle_workstation_format_value (self->workstation, field, axle_record_get (record, i)) : NULL;

      add_row (group, axle_field_get_label (field), value);
    }
}

/* A part in two lines: its title over all else that it says. */
static GtkWidget *
new_part_row (AxleEntryDialog  *self,
              const AxleRecord *part)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = axle_record_dup_title (part);
  g_autoptr(GString) rest = g_string_new (NULL);

  for (guint i = 0; i < part->entity->n_fields; i++)
    {
      const AxleField *field = &part->entity->fields[i];
      g_autofree char *value =
        is_shown (field) ? axle_workstation_format_value (self->workstation, field, axle_record_get (part, i)) : NULL;

      if (value != NULL && *value != '\0' && g_strcmp0 (value, title) != 0 &&
          field->type != AXLE_FIELD_REFERENCE && field->type != AXLE_FIELD_TIME)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " · " : "", value);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rest->str);
  return row;
}

static void
add_parts (AxleEntryDialog *self)
{
  GPtrArray *parts = axle_timeline_entry_get_parts (self->entry);
  GtkWidget *group;

  if (parts == NULL)
    return;
  group = add_group (self, _(((AxleRecord *) parts->pdata[0])->entity->label));
  for (guint i = parts->len; i-- > 0;)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_part_row (self, parts->pdata[i]));
}

/* Who wrote it down, and when: of a call it is not who took it. */
static void
add_making (AxleEntryDialog  *self,
            const AxleRecord *record)
{
  static const AxleField made = { .name = "created_at", .type = AXLE_FIELD_TIME };
  GtkWidget *group = add_group (self, _("Written down"));
  g_auto(AxleValue) at = AXLE_VALUE_INIT;
  g_autofree char *time = NULL;

  axle_value_set_integer (&at, record->created_at);
  time = axle_workstation_format_value (self->workstation, &made, &at);
  add_row (group, _("When"), time);
  add_row (group, _("By"), axle_workstation_get_staff_name (self->workstation, &record->created_by));
}

static void
show_entry (AxleEntryDialog *self)
{
  AxleRecord *record = axle_timeline_entry_get_record (self->entry);
  int kind = find_kind (self);
  gboolean may_write = axle_customer_profile_may (self->profile, "customers.write");

  adw_dialog_set_title (ADW_DIALOG (self), axle_timeline_entry_get_title (self->entry));
  adw_window_title_set_title (self->title, axle_timeline_entry_get_title (self->entry));
  adw_window_title_set_subtitle (self->title, axle_timeline_entry_get_facts (self->entry));
  add_fields (self, add_group (self, NULL), record);
  add_parts (self);
  add_making (self, record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.edit", may_write && kind >= 0 && kinds[kind].edit != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.delete", may_write && kind >= 0);
  gtk_widget_set_visible (self->edit_button, may_write && kind >= 0 && kinds[kind].edit != NULL);
  gtk_widget_set_visible (self->delete_button, may_write && kind >= 0);
}

static void
axle_entry_dialog_dispose (GObject *object)
{
  AxleEntryDialog *self = AXLE_ENTRY_DIALOG (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_ENTRY_DIALOG);
  G_OBJECT_CLASS (axle_entry_dialog_parent_class)->dispose (object);
}

static void
axle_entry_dialog_class_init (AxleEntryDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_entry_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/entry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleEntryDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AxleEntryDialog, edit_button);
  gtk_widget_class_bind_template_child (widget_class, AxleEntryDialog, delete_button);
  gtk_widget_class_bind_template_child (widget_class, AxleEntryDialog, groups);
  gtk_widget_class_install_action (widget_class, "entry.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "entry.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "entry.delete", NULL, delete_action);
}

static void
axle_entry_dialog_init (AxleEntryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
axle_entry_dialog_new (AxleWorkstation     *workstation,
                       AxleCustomerProfile *profile,
                       AxleTimelineEntry   *entry)
{
  AxleEntryDialog *self = g_object_new (AXLE_TYPE_ENTRY_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->entry = g_object_ref (entry);
  show_entry (self);
  return ADW_DIALOG (self);
}
