/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking-check.h"

#include <glib/gi18n-lib.h>

#include "app/day-plans.h"
#include "app/look.h"
#include "app/wait-words.h"
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/fit.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "store/appointments.h"

/* Of more it is enough that there are more. */
#define NAMES_LIMIT 5

/* Appointments that are looked at one after the other. */
typedef struct
{
  GPtrArray        *appointments;
  guint             n_done;
  AxleId            store;
  GTimeZone        *zone;
  AxleBookingCheck *check;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_ptr_array_unref (asked->appointments);
  g_time_zone_unref (asked->zone);
  g_clear_pointer (&asked->check, axle_booking_check_free);
  g_free (asked);
}

static AxleBookingCheck *
check_new (void)
{
  AxleBookingCheck *self = g_new0 (AxleBookingCheck, 1);

  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->waits = g_ptr_array_new_with_free_func (g_free);
  self->over = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  return self;
}

void
axle_booking_check_free (AxleBookingCheck *self)
{
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->waits);
  g_ptr_array_unref (self->over);
  g_free (self);
}

/* On the browser's thread. */

/* Of several it is said which. */
static void
add_problem (AxleStore        *store,
             const Asked      *asked,
             const AxleRecord *appointment,
             const char       *message)
{
  g_autofree char *plate = asked->appointments->len > 1 ? axle_appointment_dup_plate (store, appointment) : NULL;

  g_ptr_array_add (asked->check->problems, plate != NULL ? g_strdup_printf ("%s: %s", plate, message) : g_strdup (message));
}

static void
add_wait (AxleBookingCheck *self,
          AxleStore        *store,
          const AxleRecord *appointment,
          const AxleWait   *wait)
{
  gboolean itself = axle_id_equal (&wait->appointment->id, &appointment->id);
  g_autofree char *who = itself ? NULL : axle_appointment_dup_who (store, wait->appointment);

  g_ptr_array_add (self->waits, axle_wait_dup_words (wait, who));
}

static void
add_plan (AxleStore         *store,
          const Asked       *asked,
          const AxleRecord  *appointment,
          const AxleDayPlan *plan)
{
  g_autoptr(GPtrArray) waits = axle_waits_measure (plan, appointment);
  g_autoptr(GPtrArray) problems = NULL;
  g_auto(AxleWish) wish = { 0 };

  axle_wish_init (&wish, appointment);
  problems = axle_fit_judge (plan, &wish);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (problem->blocking)
        add_problem (store, asked, appointment, problem->message);
    }
  for (guint i = 0; i < waits->len; i++)
    add_wait (asked->check, store, appointment, waits->pdata[i]);
}

/* What is saved before it is there already. */
static AxleDayPlan *
plan_day (const Asked *asked,
          AxleDayPlan *plan)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new ();

  if (asked->n_done == 0)
    return axle_day_plan_ref (plan);
  for (guint i = 0; i < asked->n_done; i++)
    g_ptr_array_add (before, asked->appointments->pdata[i]);
  return axle_day_plan_fork (plan, before);
}

/* The plan says the same as the guard and names what is taken; the guard sees further than
 * a day. */
static gboolean
look (AxleStore    *store,
      const Asked  *asked,
      AxleRecord   *appointment,
      GError      **error)
{
  guint n_before = asked->check->problems->len;
  g_autoptr(AxleVerdict) clash = NULL;
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(AxleDayPlans) plans =
    axle_day_plans_read (store, &asked->store, asked->zone, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), 1, error);

  if (plans == NULL || !axle_store_find_clash (store, appointment, &clash, error))
    return FALSE;
  plan = plan_day (asked, plans->plans->pdata[0]);
  if (!axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY))
    add_plan (store, asked, appointment, plan);
  if (clash != NULL && asked->check->problems->len == n_before)
    add_problem (store, asked, appointment, clash->message);
  if (asked->check->problems->len > n_before)
    g_ptr_array_add (asked->check->over, axle_record_ref (appointment));
  return TRUE;
}

static gpointer
look_on (AxleStore  *store,
         gpointer    data,
         GError    **error)
{
  Asked *asked = data;

  if (!look (store, asked, asked->appointments->pdata[asked->n_done], error))
    return NULL;
  asked->n_done++;
  return asked->n_done == asked->appointments->len ? g_steal_pointer (&asked->check) : NULL;
}

/* On the main thread. */

/* Takes @appointments. */
static void
check (AxleWorkstation     *workstation,
       GPtrArray           *appointments,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->appointments = appointments;
  asked->check = check_new ();
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  g_task_set_task_data (task, asked, free_asked);
  if (appointments->len > 0)
    axle_look_in_slices (workstation, AXLE_JOB_URGENT, task, look_on, (GDestroyNotify) axle_booking_check_free);
  else
    g_task_return_pointer (task, g_steal_pointer (&asked->check), (GDestroyNotify) axle_booking_check_free);
}

void
axle_booking_check_async (AxleWorkstation     *workstation,
                          const AxleRecord    *before,
                          const AxleRecord    *appointment,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GPtrArray *one = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  if (axle_appointment_is_on (appointment) && axle_appointment_holds_more (before, appointment))
    g_ptr_array_add (one, axle_record_copy (appointment));
  check (workstation, one, cancellable, callback, user_data);
}

void
axle_booking_check_all_async (AxleWorkstation     *workstation,
                              GPtrArray           *appointments,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < appointments->len; i++)
    g_ptr_array_add (all, axle_record_copy (appointments->pdata[i]));
  check (workstation, all, cancellable, callback, user_data);
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
