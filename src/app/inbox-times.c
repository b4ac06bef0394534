/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inbox.h"

#include "app/inbox-private.h"
#include "app/look.h"
#include "app/other-times.h"
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"

/* Other times for an appointment that somebody else was quicker with. */

/* Who is told of the refusal takes no time that is further off. */
#define N_DAYS 10

typedef struct
{
  AxleRecord *appointment;
  AxleId      place;
  GTimeZone  *zone;
  gint64      now;
} Finding;

static void
free_finding (gpointer data)
{
  Finding *self = data;

  axle_record_unref (self->appointment);
  g_time_zone_unref (self->zone);
  g_free (self);
}

gboolean
axle_inbox_item_has_times (AxleInboxItem *item)
{
  AxleInboxReason reason = axle_inbox_item_get_reason (item);

  return (reason == AXLE_INBOX_REFUSED || reason == AXLE_INBOX_NOT_MADE) &&
         axle_inbox_item_get_entity (item) == &axle_appointment_entity &&
         axle_inbox_item_get_decision (item) == AXLE_DECISION_NONE &&
         g_strcmp0 (axle_inbox_item_get_code (item), axle_appointment_busy_guard.name) == 0;
}

/* From the beginning of its day on, but not before now. */
static gint64
find_first (const Finding *finding)
{
  AxleDate day = axle_date_from_time (axle_record_get_integer (finding->appointment, AXLE_APPOINTMENT_AT), finding->zone);

  return MAX (axle_date_get_time (&day, 0, finding->zone), finding->now + AXLE_OTHER_TIMES_NOTICE * G_TIME_SPAN_MINUTE);
}

static gpointer
find (AxleStore  *store,
      gpointer    asked,
      GError    **error)
{
  const Finding *finding = asked;
  gint64 first = find_first (finding);
  g_autoptr(AxleDayPlans) days = axle_day_plans_read (store, &finding->place, finding->zone, first, N_DAYS, error);

  return days != NULL ? axle_other_times_find (store, days, finding->appointment, first, AXLE_INBOX_N_TIMES) : NULL;
}

void
axle_inbox_find_times_async (AxleInbox           *self,
                             AxleInboxItem       *item,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  AxleWorkstation *workstation = axle_inbox_get_workstation (self);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  AxleRecord *appointment = axle_inbox_item_has_times (item) ? axle_inbox_dup_refused (self, item) : NULL;
  Finding *finding;

  if (appointment == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func ((GDestroyNotify) axle_slot_free),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  finding = g_new0 (Finding, 1);
  finding->appointment = appointment;
  finding->place = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  finding->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  finding->now = axle_host_now (axle_host_get_default ());
  g_task_set_task_data (task, finding, free_finding);
  axle_look_aside (workstation, AXLE_JOB_LONG, task, find, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
axle_inbox_find_times_finish (AxleInbox     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
