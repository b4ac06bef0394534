/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/reason-alert.h"

#include <glib/gi18n-lib.h>

#include "app/workstation.h"

/* One alert: that of before may still be going when the next one comes. */
typedef struct
{
  GtkEditable    *row;   /* NULL where no reason is asked for */
  AxleReasonFunc  func;  /* NULL once it is answered */
  gpointer        user_data;
} Asking;

static char *
dup_reason (GtkEditable *row)
{
  return g_strstrip (g_strdup (row != NULL ? gtk_editable_get_text (row) : ""));
}

static void
typed_cb (GtkEditable    *row,
          AdwAlertDialog *dialog)
{
  g_autofree char *reason = dup_reason (row);

  adw_alert_dialog_set_response_enabled (dialog, "do", *reason != '\0');
}

static void
answer (Asking     *self,
        const char *reason)
{
  AxleReasonFunc func = g_steal_pointer (&self->func);

  if (func != NULL)
    func (reason, self->user_data);
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             Asking         *self)
{
  g_autofree char *reason = dup_reason (self->row);

  answer (self, g_str_equal (response, "do") ? reason : NULL);
}

/* A window that closes takes its alerts along, unanswered. */
static void
free_asking (gpointer  data,
             GClosure *closure)
{
  answer (data, NULL);
  g_free (data);
}

static void
chosen_cb (GtkButton *button,
           GtkWidget *row)
{
  gtk_editable_set_text (GTK_EDITABLE (row), gtk_button_get_label (button));
  gtk_widget_grab_focus (row);
}

static GtkWidget *
new_chips (const char * const *choices,
           GtkWidget          *row)
{
  GtkWidget *chips = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(choices[i]));

      gtk_widget_add_css_class (button, "chip-button");
      g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), row, 0);
      adw_wrap_box_append (ADW_WRAP_BOX (chips), button);
    }
  return chips;
}

static GtkEditable *
add_row (AdwAlertDialog           *dialog,
         const AxleReasonQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), question->row);
  gtk_editable_set_text (GTK_EDITABLE (row), question->text != NULL ? question->text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (box), list);
  if (question->choices != NULL)
    gtk_box_append (GTK_BOX (box), new_chips (question->choices, row));
  adw_alert_dialog_set_extra_child (dialog, box);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return GTK_EDITABLE (row);
}

static void
add_answer (AdwAlertDialog           *dialog,
            const AxleReasonQuestion *question,
            Asking                   *self)
{
  adw_alert_dialog_add_response (dialog, "do", question->label);
  adw_alert_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "do");
  if (question->row == NULL)
    return;
  self->row = add_row (dialog, question);
  if (question->optional)
    return;
  g_signal_connect_object (self->row, "changed", G_CALLBACK (typed_cb), dialog, 0);
  typed_cb (self->row, dialog);
}

void
axle_reason_alert_present (const AxleReasonQuestion *question,
                           GtkWidget                *parent,
                           AxleReasonFunc            func,
                           gpointer                  user_data)
{
  AdwAlertDialog *dialog;
  Asking *self;

  if (parent == NULL)
    {
      func (NULL, user_data);
      return;
    }
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (question->heading, NULL));
  self = g_new0 (Asking, 1);
  self->func = func;
  self->user_data = user_data;
  if (question->body != NULL)
    adw_alert_dialog_set_body (dialog, question->body);
  adw_alert_dialog_add_response (dialog, "back", _("_Go Back"));
  adw_alert_dialog_set_close_response (dialog, "back");
  if (question->label != NULL)
    add_answer (dialog, question, self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, free_asking, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

void
axle_reason_alert_go_back (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was saved."));
}

void
axle_reason_alert_saved_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      task)
{
  g_autoptr(GTask) own = task;
  GError *error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    g_task_return_error (own, error);
  else
    g_task_return_int (own, operation);
}
