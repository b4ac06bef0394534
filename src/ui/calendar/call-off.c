/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/call-off.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/format.h"
#include "core/appointment/appointment.h"

typedef struct
{
  AxleRecord *appointment;
  char       *state;
  GtkWidget  *row;
  gboolean    answered;
} Question;

/* What is heard most, so that nobody has to type it. */
static const char * const cancelled[] = {
  N_("Customer has no time"), N_("Goes to another workshop"), N_("Car is all right again"), N_("Parts are missing"),
  N_("We had to put it off"), NULL,
};
static const char * const missed[] = {
  N_("Forgot it"), N_("Nobody answered the phone"), N_("Held up on the way"), NULL,
};

static void
question_free (gpointer data)
{
  Question *self = data;

  axle_record_unref (self->appointment);
  g_free (self->state);
  g_free (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, operation);
}

static void
go_back (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was saved."));
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             GTask          *task)
{
  Question *self = g_task_get_task_data (task);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row))));
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  if (self->answered)
    return;
  self->answered = TRUE;
  if (!g_str_equal (response, "note"))
    {
      go_back (task);
      return;
    }
  g_ptr_array_add (one, self->appointment);
  axle_appointments_call_off_async (g_task_get_source_object (task), one, self->state, *reason != '\0' ? reason : NULL, NULL,
                                    saved_cb, g_object_ref (task));
}

/* A window that closes takes its questions along, unanswered. */
static void
let_go (gpointer  data,
        GClosure *closure)
{
  g_autoptr(GTask) task = data;

  if (!((Question *) g_task_get_task_data (task))->answered)
    go_back (task);
}

static void
chosen_cb (GtkButton *button,
           GtkWidget *row)
{
  gtk_editable_set_text (GTK_EDITABLE (row), gtk_button_get_label (button));
  gtk_widget_grab_focus (row);
}

static GtkWidget *
new_content (Question           *self,
             const char * const *reasons)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *chips = adw_wrap_box_new ();

  self->row = adw_entry_row_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Reason, if known"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  for (guint i = 0; reasons[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(reasons[i]));

      gtk_widget_add_css_class (button, "chip-button");
      g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), self->row, 0);
      adw_wrap_box_append (ADW_WRAP_BOX (chips), button);
    }
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), chips);
  return box;
}

static char *
dup_value (AxleWorkstation       *workstation,
           const AxleRecord      *appointment,
           AxleAppointmentField   field)
{
  return axle_workstation_format_value (workstation, &axle_appointment_entity.fields[field], axle_record_get (appointment, field));
}

/* Whose it is, and when: the key that asks is next to others. */
static char *
dup_which (AxleWorkstation  *workstation,
           const AxleRecord *appointment)
{
  gboolean known = axle_record_get (appointment, AXLE_APPOINTMENT_CUSTOMER)->kind != AXLE_VALUE_NONE;
  g_autofree char *who = dup_value (workstation, appointment, known ? AXLE_APPOINTMENT_CUSTOMER : AXLE_APPOINTMENT_TITLE);
  g_autofree char *at = dup_value (workstation, appointment, AXLE_APPOINTMENT_AT);

  return g_strjoin (" · ", at, who, NULL);
}

void
axle_call_off (GtkWidget           *parent,
               AxleWorkstation     *workstation,
               const AxleRecord    *appointment,
               const char          *state,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, NULL, callback, user_data);
  gboolean no_show = g_str_equal (state, "no-show");
  g_autofree char *which = dup_which (workstation, appointment);
  AdwDialog *dialog = adw_alert_dialog_new (no_show ? _("Nobody Came?") : _("Cancel Appointment?"), which);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  Question *self = g_new0 (Question, 1);

  self->appointment = axle_record_copy (appointment);
  self->state = g_strdup (state);
  g_task_set_task_data (task, self, question_free);
  adw_alert_dialog_set_extra_child (alert, new_content (self, no_show ? missed : cancelled));
  adw_alert_dialog_add_responses (alert, "back", _("_Back"), "note", no_show ? _("Note _No-Show") : _("_Cancel Appointment"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "note", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "note");
  adw_alert_dialog_set_close_response (alert, "back");
  adw_dialog_set_focus (dialog, self->row);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), g_object_ref (task), let_go, 0);
  adw_dialog_present (dialog, parent);
}
