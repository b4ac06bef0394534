/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking-check.h"

#include <glib/gi18n-lib.h>

#include "app/day-plans.h"
#include "app/wait-words.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/fit.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "store/appointments.h"

/* Of more it is enough that there are more. */
#define NAMES_LIMIT 5

typedef struct
{
  AxleRecord *appointment;
  AxleId      store;
  GTimeZone  *zone;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  axle_record_unref (asked->appointment);
  g_time_zone_unref (asked->zone);
  g_free (asked);
}

static AxleBookingCheck *
check_new (void)
{
  AxleBookingCheck *self = g_new0 (AxleBookingCheck, 1);

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->waits = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
axle_booking_check_free (AxleBookingCheck *self)
{
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->waits);
  g_free (self);
}

/* On the browser's thread. */

static void
add_wait (AxleBookingCheck *self,
          AxleStore        *store,
          const Asked      *asked,
          const AxleWait   *wait)
{
  gboolean itself = axle_id_equal (&wait->appointment->id, &asked->appointment->id);
  g_autofree char *who = itself ? NULL : axle_appointment_dup_who (store, wait->appointment);

  g_ptr_array_add (self->waits, axle_wait_dup_words (wait, who));
}

static void
add_plan (AxleBookingCheck  *self,
          AxleStore         *store,
          const Asked       *asked,
          const AxleDayPlan *plan)
{
  g_autoptr(GPtrArray) waits = axle_waits_measure (plan, asked->appointment);
  g_autoptr(GPtrArray) problems = NULL;
  g_auto(AxleWish) wish = { 0 };

  axle_wish_init (&wish, asked->appointment);
  problems = axle_fit_judge (plan, &wish);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (problem->blocking)
        g_ptr_array_add (self->problems, g_strdup (problem->message));
    }
  for (guint i = 0; i < waits->len; i++)
    add_wait (self, store, asked, waits->pdata[i]);
}

/* The plan says the same as the guard and names what is taken; the guard sees further than
 * a day. */
static gboolean
look (AxleStore         *store,
      const Asked       *asked,
      AxleBookingCheck  *self,
      GError           **error)
{
  g_autoptr(AxleVerdict) clash = NULL;
  g_autoptr(AxleDayPlans) plans =
    axle_day_plans_read (store, &asked->store, asked->zone, axle_record_get_integer (asked->appointment, AXLE_APPOINTMENT_AT), 1, error);

  if (plans == NULL || !axle_store_find_clash (store, asked->appointment, &clash, error))
    return FALSE;
  if (!axle_record_get_boolean (asked->appointment, AXLE_APPOINTMENT_ALL_DAY))
    add_plan (self, store, asked, plans->plans->pdata[0]);
  if (clash != NULL && self->problems->len == 0)
    g_ptr_array_add (self->problems, g_strdup (clash->message));
  return TRUE;
}

static gboolean
check_job (AxleStore    *store,
           GTask        *task,
           gpointer      data,
           GCancellable *cancellable)
{
  g_autoptr(AxleBookingCheck) self = NULL;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  self = check_new ();
  if (look (store, data, self, &cause))
    {
      g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) axle_booking_check_free);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* On the main thread. */

void
axle_booking_check_async (AxleWorkstation     *workstation,
                          const AxleRecord    *before,
                          const AxleRecord    *appointment,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->appointment = axle_record_copy (appointment);
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  g_task_set_task_data (task, asked, free_asked);
  if (axle_appointment_is_on (appointment) && axle_appointment_holds_more (before, appointment))
    axle_workstation_browse (workstation, AXLE_JOB_URGENT, task, check_job, asked);
  else
    g_task_return_pointer (task, check_new (), (GDestroyNotify) axle_booking_check_free);
}

AxleBookingCheck *
axle_booking_check_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
may_overbook (AxleWorkstation  *workstation,
              const AxleRecord *staff)
{
  AxleId id = axle_record_get_id (staff, AXLE_STAFF_ROLE);
  g_autoptr(AxleRecord) role = axle_workstation_get_record (workstation, &axle_role_entity, &id);

  return role != NULL && axle_rights_contain (axle_record_get (role, AXLE_ROLE_RIGHTS), AXLE_RIGHT_APPOINTMENTS_OVERBOOK);
}

char *
axle_booking_check_dup_who_may (AxleWorkstation *workstation)
{
  g_autoptr(GPtrArray) staff = axle_workstation_list_staff (workstation);
  g_autoptr(GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < staff->len; i++)
    if (may_overbook (workstation, staff->pdata[i]) && n++ < NAMES_LIMIT)
      g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "",
                              axle_record_get_text (staff->pdata[i], AXLE_STAFF_NAME));
  if (n == 0)
    return g_strdup (_("Nobody here may overbook. Choose another time or place."));
  return g_strdup_printf (n > NAMES_LIMIT ? _("Choose another time or place, or ask somebody who may overbook: %s and others.")
                                          : _("Choose another time or place, or ask somebody who may overbook: %s."),
                          names->str);
}
