/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/overbooking.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/booking-check.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"

/* Of more it is said how many. */
#define LINES 8

typedef struct
{
  GtkWidget  *parent;
  GPtrArray  *batch;    /* several new ones; NULL for one appointment */
  GPtrArray  *over;     /* those of them that something is in the way of */
  AxleRecord *before;   /* NULL for a new one */
  AxleRecord *after;    /* NULL of several */
  AxleRecord *request;  /* NULL where none is booked */
  GPtrArray  *more;     /* NULL for nothing */
  gboolean    answered;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_clear_weak_pointer (&self->parent);
  g_clear_pointer (&self->before, axle_record_unref);
  g_clear_pointer (&self->request, axle_record_unref);
  g_clear_pointer (&self->more, g_ptr_array_unref);
  g_clear_pointer (&self->after, axle_record_unref);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->over, g_ptr_array_unref);
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

/* Takes @task. */
static void
save (GTask      *task,
      const char *reason)
{
  Saving *self = g_task_get_task_data (task);
  AxleWorkstation *workstation = g_task_get_source_object (task);

  if (self->batch != NULL)
    axle_appointments_book_async (workstation, self->batch, self->over, reason, g_task_get_cancellable (task), saved_cb, task);
  else
    axle_appointment_book_async (workstation, self->request, self->before, self->after, self->more, reason,
                                 g_task_get_cancellable (task), saved_cb, task);
}

/* The alert. */

static char *
dup_reason (AdwAlertDialog *dialog)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (dialog), "reason");

  return row != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)))) : g_strdup ("");
}

static void
update (AdwAlertDialog *dialog)
{
  g_autofree char *reason = dup_reason (dialog);

  adw_alert_dialog_set_response_enabled (dialog, "overbook", *reason != '\0');
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
  Saving *self = g_task_get_task_data (task);
  g_autofree char *reason = dup_reason (dialog);

  if (self->answered)
    return;
  self->answered = TRUE;
  if (g_str_equal (response, "overbook"))
    save (g_object_ref (task), reason);
  else
    go_back (task);
}

/* A window that closes takes its alerts along, unanswered. */
static void
let_go (gpointer  data,
        GClosure *closure)
{
  g_autoptr(GTask) task = data;

  if (!((Saving *) g_task_get_task_data (task))->answered)
    go_back (task);
}

static void
append_lines (GString   *text,
              GPtrArray *lines)
{
  guint n = lines->len > LINES ? LINES - 1 : lines->len;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (const char *) lines->pdata[i]);
  if (n < lines->len)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", lines->len - n), lines->len - n);
    }
}

/* @appointment: (nullable): whose reason was given before. */
static void
add_reason (AdwAlertDialog   *dialog,
            const AxleRecord *appointment)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();
  const char *before = appointment != NULL ? axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE) : NULL;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Why it has to be"));
  gtk_editable_set_text (GTK_EDITABLE (row), before != NULL ? before : "");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_object_set_data (G_OBJECT (dialog), "reason", row);
  adw_alert_dialog_add_response (dialog, "overbook", _("_Overbook"));
  adw_alert_dialog_set_response_appearance (dialog, "overbook", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), dialog, G_CONNECT_SWAPPED);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_alert_dialog_set_default_response (dialog, "overbook");
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  update (dialog);
}

/* Takes @task. */
static void
ask (GTask            *task,
     AxleBookingCheck *check)
{
  Saving *self = g_task_get_task_data (task);
  AxleWorkstation *workstation = g_task_get_source_object (task);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  g_autoptr(GString) body = g_string_new (NULL);

  append_lines (body, check->problems);
  if (check->waits->len > 0)
    g_string_append_c (body, '\n');
  append_lines (body, check->waits);
  adw_alert_dialog_add_response (dialog, "back", _("_Go Back"));
  adw_alert_dialog_set_close_response (dialog, "back");
  if (axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_OVERBOOK))
    {
      adw_alert_dialog_set_heading (dialog, _("Overbook?"));
      add_reason (dialog, self->after);
    }
  else
    {
      g_autofree char *who = axle_booking_check_dup_who_may (workstation);

      adw_alert_dialog_set_heading (dialog, _("This Does Not Fit"));
      g_string_append_printf (body, "\n\n%s", who);
    }
  adw_alert_dialog_set_body (dialog, body->str);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), task, let_go, 0);
  adw_dialog_present (ADW_DIALOG (dialog), self->parent);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Saving *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleBookingCheck) check = axle_booking_check_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  /* What cannot be looked up now is judged when it is saved; and without a window nobody can
   * be asked. */
  if (check == NULL || check->problems->len == 0 || self->parent == NULL)
    {
      save (g_steal_pointer (&task), NULL);
      return;
    }
  self->over = g_ptr_array_ref (check->over);
  ask (g_steal_pointer (&task), check);
}

void
axle_overbooking_book_all (GtkWidget           *parent,
                           AxleWorkstation     *workstation,
                           GPtrArray           *appointments,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  Saving *self = g_new0 (Saving, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->batch = g_ptr_array_ref (appointments);
  g_task_set_task_data (task, self, saving_free);
  axle_booking_check_all_async (workstation, appointments, cancellable, checked_cb, task);
}

void
axle_overbooking_book (GtkWidget           *parent,
                       AxleWorkstation     *workstation,
                       const AxleRecord    *request,
                       const AxleRecord    *before,
                       const AxleRecord    *after,
                       GPtrArray           *more,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  Saving *self = g_new0 (Saving, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->before = before != NULL ? axle_record_copy (before) : NULL;
  self->after = axle_record_copy (after);
  self->request = request != NULL ? axle_record_copy (request) : NULL;
  self->more = more != NULL ? g_ptr_array_ref (more) : NULL;
  g_task_set_task_data (task, self, saving_free);
  axle_booking_check_async (workstation, before, after, cancellable, checked_cb, task);
}

void
axle_overbooking_save (GtkWidget           *parent,
                       AxleWorkstation     *workstation,
                       const AxleRecord    *before,
                       const AxleRecord    *after,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  axle_overbooking_book (parent, workstation, NULL, before, after, NULL, cancellable, callback, user_data);
}
