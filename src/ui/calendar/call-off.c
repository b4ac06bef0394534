/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/call-off.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/format.h"
#include "core/appointment/appointment.h"
#include "ui/widgets/reason-alert.h"

typedef struct
{
  AxleRecord *appointment;
  char       *state;
} CallingOff;

/* What is heard most, so that nobody has to type it. */
static const char * const cancelled[] = {
  N_("Customer has no time"), N_("Goes to another workshop"), N_("Car is all right again"), N_("Parts are missing"),
  N_("We had to put it off"), NULL,
};
static const char * const missed[] = {
  N_("Forgot it"), N_("Nobody answered the phone"), N_("Held up on the way"), NULL,
};

static void
calling_off_free (gpointer data)
{
  CallingOff *self = data;

  axle_record_unref (self->appointment);
  g_free (self->state);
  g_free (self);
}

static void
answered_cb (const char *reason,
             gpointer    data)
{
  g_autoptr(GTask) task = data;
  CallingOff *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  if (reason == NULL)
    {
      axle_reason_alert_go_back (task);
      return;
    }
  g_ptr_array_add (one, self->appointment);
  axle_appointments_call_off_async (g_task_get_source_object (task), one, self->state, *reason != '\0' ? reason : NULL, NULL,
                                    axle_reason_alert_saved_cb, g_object_ref (task));
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
  GTask *task = g_task_new (workstation, NULL, callback, user_data);
  gboolean no_show = g_str_equal (state, "no-show");
  g_autofree char *which = dup_which (workstation, appointment);
  CallingOff *self = g_new0 (CallingOff, 1);
  const AxleReasonQuestion question = {
    .heading = no_show ? _("Nobody Came?") : _("Cancel Appointment?"), .body = which,
    .label = no_show ? _("Note _No-Show") : _("_Cancel Appointment"), .row = _("Reason, if known"),
    .choices = no_show ? missed : cancelled, .optional = TRUE,
  };

  self->appointment = axle_record_copy (appointment);
  self->state = g_strdup (state);
  g_task_set_task_data (task, self, calling_off_free);
  axle_reason_alert_present (&question, parent, answered_cb, task);
}
