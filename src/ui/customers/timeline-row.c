/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-row.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/party/contact.h"
#include "core/party/note.h"
#include "ui/customers/note-dialog.h"
#include "ui/shell/window.h"
#include "ui/widgets/time-label.h"

struct _AxleTimelineRow
{
  GtkListBoxRow      parent_instance;

  AxleWorkstation   *workstation;
  AxleTimelineEntry *entry;

  GtkImage          *icon;
  GtkLabel          *title;
  GtkWidget         *pinned;
  GtkWidget         *pending;
  AdwBin            *time;
  GtkLabel          *body;
  GtkLabel          *by;
};

G_DEFINE_FINAL_TYPE (AxleTimelineRow, axle_timeline_row, GTK_TYPE_LIST_BOX_ROW)

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleTimelineRow *self = AXLE_TIMELINE_ROW (widget);
  AxleRecord *note = axle_timeline_entry_get_record (self->entry);
  AxleId subject = axle_record_get_id (note, AXLE_NOTE_SUBJECT);

  adw_dialog_present (axle_note_dialog_new (self->workstation, &subject, note), widget);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleTimelineRow *self = AXLE_TIMELINE_ROW (widget);
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
  AxleTimelineRow *self = AXLE_TIMELINE_ROW (widget);

  axle_record_delete_async (self->workstation, axle_timeline_entry_get_record (self->entry), NULL,
                            deleted_cb, g_object_ref (axle_window_of (widget)));
}

static void
axle_timeline_row_dispose (GObject *object)
{
  AxleTimelineRow *self = AXLE_TIMELINE_ROW (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_TIMELINE_ROW);
  G_OBJECT_CLASS (axle_timeline_row_parent_class)->dispose (object);
}

static void
axle_timeline_row_class_init (AxleTimelineRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_timeline_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, title);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, pinned);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, pending);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, time);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, body);
  gtk_widget_class_bind_template_child (widget_class, AxleTimelineRow, by);
  gtk_widget_class_install_action (widget_class, "entry.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "entry.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "entry.delete", NULL, delete_action);
}

static void
axle_timeline_row_init (AxleTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

GtkWidget *
axle_timeline_row_new (AxleWorkstation   *workstation,
                       AxleTimelineEntry *entry)
{
  AxleTimelineRow *self = g_object_new (AXLE_TYPE_TIMELINE_ROW, NULL);
  AxleRecord *record = axle_timeline_entry_get_record (entry);
  gboolean is_note = record->entity == &axle_note_entity;
  gboolean may_write = axle_workstation_may (workstation, "customers.write");
  GtkWidget *time = axle_time_label_new (workstation, axle_timeline_entry_get_at (entry));

  self->workstation = g_object_ref (workstation);
  self->entry = g_object_ref (entry);
  gtk_image_set_from_icon_name (self->icon, axle_timeline_entry_get_icon (entry));
  gtk_label_set_label (self->title, axle_timeline_entry_get_title (entry));
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dimmed");
  adw_bin_set_child (self->time, time);
  show_text (self->body, axle_timeline_entry_get_body (entry));
  show_text (self->by, axle_timeline_entry_get_by (entry));
  gtk_widget_set_visible (self->pinned, axle_timeline_entry_is_pinned (entry));
  gtk_widget_set_visible (self->pending, axle_timeline_entry_is_pending (entry));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.edit", is_note && may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.delete",
                                 may_write && (is_note || record->entity == &axle_contact_entity));
  return GTK_WIDGET (self);
}
