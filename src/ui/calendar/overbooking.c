/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/overbooking.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/booking-check.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "ui/widgets/reason-alert.h"

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

/* Takes @task. */
static void
save (GTask      *task,
      const char *reason)
{
  Saving *self = g_task_get_task_data (task);
  AxleWorkstation *workstation = g_task_get_source_object (task);

  if (self->batch != NULL)
    axle_appointments_book_async (workstation, self->batch, self->over, reason, g_task_get_cancellable (task),
                                  axle_reason_alert_saved_cb, task);
  else
    axle_appointment_book_async (workstation, self->request, self->before, self->after, self->more, reason,
                                 g_task_get_cancellable (task), axle_reason_alert_saved_cb, task);
}

/* The alert. */

static void
answered_cb (const char *reason,
             gpointer    data)
{
  g_autoptr(GTask) task = data;

  if (reason == NULL)
    axle_reason_alert_go_back (task);
  else
    save (g_steal_pointer (&task), reason);
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

/* Takes @task. */
static void
ask (GTask            *task,
     AxleBookingCheck *check)
{
  Saving *self = g_task_get_task_data (task);
  AxleWorkstation *workstation = g_task_get_source_object (task);
  g_autoptr(GString) body = g_string_new (NULL);
  AxleReasonQuestion question = { .heading = _("This Does Not Fit") };

  append_lines (body, check->problems);
  if (check->waits->len > 0)
    g_string_append_c (body, '\n');
  append_lines (body, check->waits);
  if (axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_OVERBOOK))
    {
      question.heading = _("Overbook?");
      question.label = _("_Overbook");
      question.row = _("Why it has to be");
      question.text = self->after != NULL ? axle_record_get_text (self->after, AXLE_APPOINTMENT_OVERRIDE) : NULL;
    }
  else
    {
      g_autofree char *who = axle_booking_check_dup_who_may (workstation);

      g_string_append_printf (body, "\n\n%s", who);
    }
  question.body = body->str;
  axle_reason_alert_present (&question, self->parent, answered_cb, task);
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
