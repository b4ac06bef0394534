/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/segment-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/customer-filter.h"
#include "app/customer-operations.h"
#include "axle-config.h"
#include "core/insight/segment.h"
#include "ui/shell/window.h"

struct _AxleSegmentDialog
{
  AdwDialog        parent_instance;

  AxleWorkstation *workstation;
  AxleRecord      *segment;   /* NULL for a new one */
  GCancellable    *counting;

  GtkEditable     *name;
  GtkEditable     *condition;
  GtkLabel        *status;
  AdwExpanderRow  *words;
  GtkWidget       *save_button;
  GtkWidget       *delete_button;
};

G_DEFINE_FINAL_TYPE (AxleSegmentDialog, axle_segment_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleSegmentDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) counts = axle_segments_count_finish (AXLE_WORKSTATION (source), result, &error);
  g_autofree char *text = NULL;
  gint64 count = counts != NULL ? g_array_index (counts, gint64, 0) : -1;

  if (count < 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'" PRId64 " customer", "%'" PRId64 " customers", (gulong) count), count);
  gtk_label_set_label (self->status, text);
}

static void
count (AxleSegmentDialog *self,
       const char        *condition)
{
  self->counting = g_cancellable_new ();
  axle_segments_count_async (self->workstation, (const char *[]) { condition, NULL }, self->counting,
                             counted_cb, g_object_ref (self));
}

/* What is wrong with the condition is said while it is typed. */
static void
changed_cb (AxleSegmentDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *condition = dup_text (self->condition);
  g_autofree char *problem = *condition != '\0' ? axle_segment_dup_problem (condition) : NULL;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_label_set_label (self->status, problem != NULL ? problem : "");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  gtk_widget_set_sensitive (self->save_button, *name != '\0' && *condition != '\0' && problem == NULL);
  if (*condition != '\0' && problem == NULL && self->workstation != NULL)
    count (self, condition);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleSegmentDialog) self = data;
  g_autoptr(GError) error = NULL;

  if (axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error) >= 0)
    adw_dialog_close (ADW_DIALOG (self));
  else
    gtk_label_set_label (self->status, error->message);
}

static void
save_cb (AxleSegmentDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *condition = dup_text (self->condition);

  axle_segment_save_async (self->workstation, self->segment, name, condition, NULL, saved_cb, g_object_ref (self));
}

static void
delete_cb (AxleSegmentDialog *self)
{
  axle_record_delete_async (self->workstation, self->segment, NULL, saved_cb, g_object_ref (self));
}

static void
cancel_cb (AxleSegmentDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_words (AxleSegmentDialog *self)
{
  g_autoptr(GPtrArray) words = axle_segment_list_texts ();

  for (guint i = 0; i + 1 < words->len; i += 2)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words->pdata[i]);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words->pdata[i + 1]);
      adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
      adw_expander_row_add_row (self->words, row);
    }
}

static void
axle_segment_dialog_dispose (GObject *object)
{
  AxleSegmentDialog *self = AXLE_SEGMENT_DIALOG (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_SEGMENT_DIALOG);
  g_clear_pointer (&self->segment, axle_record_unref);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_segment_dialog_parent_class)->dispose (object);
}

static void
axle_segment_dialog_class_init (AxleSegmentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_segment_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/segment-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, condition);
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, status);
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, words);
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AxleSegmentDialog, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
axle_segment_dialog_init (AxleSegmentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_words (self);
}

AdwDialog *
axle_segment_dialog_new (AxleWorkstation  *workstation,
                         const AxleRecord *segment,
                         const char       *condition)
{
  AxleSegmentDialog *self = g_object_new (AXLE_TYPE_SEGMENT_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  if (segment != NULL)
    {
      self->segment = axle_record_copy (segment);
      condition = axle_record_get_text (segment, AXLE_SEGMENT_CONDITION);
      gtk_editable_set_text (self->name, axle_record_get_text (segment, AXLE_SEGMENT_NAME));
    }
  gtk_widget_set_visible (self->delete_button, segment != NULL);
  gtk_editable_set_text (self->condition, condition != NULL ? condition : "");
  return ADW_DIALOG (self);
}
