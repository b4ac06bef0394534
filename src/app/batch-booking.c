/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/batch-booking.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/day-plans.h"
#include "app/look.h"
#include "app/other-times.h"
#include "app/suggestions.h"
#include "core/appointment/appointment.h"
#include "core/appointment/batch.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

/* A fleet that comes a few cars a day takes a while. */
#define DAYS 42

/* A search that goes on, a car at a time. */
typedef struct
{
  AxleBatchWish  wish;
  GStrv          services;
  AxleId         store;
  GTimeZone     *zone;
  GPtrArray     *drafts;    /* one for each car */
  guint          n_done;    /* of them */
  AxleRecord    *customer;  /* NULL where it is gone */
  AxleLengths   *lengths;
  AxleBatch     *batch;     /* NULL until the days were read */
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_ptr_array_unref (asked->wish.vehicles);
  g_ptr_array_unref (asked->wish.held);
  g_strfreev (asked->services);
  g_time_zone_unref (asked->zone);
  g_ptr_array_unref (asked->drafts);
  g_clear_pointer (&asked->customer, axle_record_unref);
  g_clear_pointer (&asked->lengths, axle_lengths_unref);
  g_clear_pointer (&asked->batch, axle_batch_free);
  g_free (asked);
}

static void
free_wish (gpointer data)
{
  AxleSuggestWish *wish = data;

  axle_wish_clear (&wish->wish);
  g_free (wish);
}

static AxleSuggestWish *
new_wish (const Asked       *asked,
          AxleStore         *store,
          const AxleRecord  *vehicle,
          GError           **error)
{
  const char *model = axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL);
  AxleSuggestWish *wish;
  AxleLength length;

  if (!axle_lengths_estimate (asked->lengths, (const char * const *) asked->services, model, &length))
    {
      g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose what is to be done; the menu says how long it takes."));
      return NULL;
    }
  wish = g_new0 (AxleSuggestWish, 1);
  if (asked->customer != NULL)
    axle_suggestions_take_customer (store, asked->customer, wish);
  wish->wish.minutes = length.booked;
  wish->wish.services = g_strdupv (asked->services);
  wish->wish.vehicle = vehicle->id;
  wish->not_before = asked->wish.not_before;
  return wish;
}

static gboolean
read_days (AxleStore  *store,
           Asked      *asked,
           GError    **error)
{
  g_autoptr(AxleDayPlans) days = axle_day_plans_read (store, &asked->store, asked->zone, asked->wish.not_before, DAYS, error);

  if (days == NULL)
    return FALSE;
  asked->customer = axle_store_get (store, &axle_customer_entity, &asked->wish.customer, NULL);
  asked->lengths = axle_lengths_ref (days->lengths);
  asked->batch = axle_batch_new (days->plans, asked->wish.held, asked->wish.per_day);
  return TRUE;
}

static gboolean
find_next (AxleStore  *store,
           Asked      *asked,
           GError    **error)
{
  AxleRecord *draft = asked->drafts->pdata[asked->n_done];
  AxleSuggestWish *wish = new_wish (asked, store, asked->wish.vehicles->pdata[asked->n_done], error);
  g_autoptr(AxleSlot) slot = NULL;

  if (wish == NULL)
    return FALSE;
  slot = axle_batch_next (asked->batch, wish);
  axle_record_set_integer (draft, AXLE_APPOINTMENT_MINUTES, wish->wish.minutes);
  if (slot != NULL)
    axle_other_times_take (draft, slot);
  free_wish (wish);
  asked->n_done++;
  return TRUE;
}

/* In slices: a fleet takes a while, and who unticks a car does not wait for it. */
static gpointer
find (AxleStore  *store,
      gpointer    data,
      GError    **error)
{
  Asked *asked = data;
  gboolean went = asked->batch == NULL ? read_days (store, asked, error) : find_next (store, asked, error);

  return went && asked->n_done == asked->drafts->len ? g_ptr_array_ref (asked->drafts) : NULL;
}

/* All of a batch have its name, so that they are found together. */
static void
add_drafts (AxleWorkstation *workstation,
            Asked           *asked)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleId batch = axle_id_new (axle_host_get_default ());

  asked->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < asked->wish.vehicles->len; i++)
    {
      AxleRecord *draft = axle_appointment_draft_new (workstation, 0, 0);

      axle_record_set (draft, AXLE_APPOINTMENT_AT, &none);
      axle_record_set_id (draft, AXLE_APPOINTMENT_CUSTOMER, &asked->wish.customer);
      axle_record_set_id (draft, AXLE_APPOINTMENT_VEHICLE, &((AxleRecord *) asked->wish.vehicles->pdata[i])->id);
      axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, (const char * const *) asked->services);
      axle_record_set_text (draft, AXLE_APPOINTMENT_MODE, "leaving");
      axle_record_set_text (draft, AXLE_APPOINTMENT_BATCH, AXLE_ID_TEXT (&batch));
      g_ptr_array_add (asked->drafts, draft);
    }
}

static GPtrArray *
copy_records (GPtrArray *records)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (copy, axle_record_copy (records->pdata[i]));
  return copy;
}

static gboolean
check_size (const AxleBatchWish  *wish,
            GError              **error)
{
  if (wish->vehicles->len <= AXLE_BATCH_LIMIT)
    return TRUE;
  g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose %d cars at most at once."), AXLE_BATCH_LIMIT);
  return FALSE;
}

void
axle_batch_find_async (AxleWorkstation     *workstation,
                       const AxleBatchWish *wish,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->wish = *wish;
  asked->wish.vehicles = copy_records (wish->vehicles);
  asked->wish.held = copy_records (wish->held);
  asked->services = g_strdupv ((GStrv) wish->services);
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  add_drafts (workstation, asked);
  g_task_set_task_data (task, asked, free_asked);
  if (check_size (wish, &error) && axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_look_in_slices (workstation, AXLE_JOB_NORMAL, task, find, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

GPtrArray *
axle_batch_find_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Another time. */

typedef struct
{
  AxleRecord *appointment;
  GPtrArray  *others;
  AxleId      store;
  GTimeZone  *zone;
  char       *problem;
} Placing;

static void
free_placing (gpointer data)
{
  Placing *placing = data;

  axle_record_unref (placing->appointment);
  g_ptr_array_unref (placing->others);
  g_time_zone_unref (placing->zone);
  g_free (placing->problem);
  g_free (placing);
}

static char *
dup_problem (const AxleDayPlan *plan,
             const AxleRecord  *appointment)
{
  g_auto(AxleWish) wish = { 0 };
  g_autoptr(GPtrArray) problems = NULL;

  axle_wish_init (&wish, appointment);
  problems = axle_fit_judge (plan, &wish);
  for (guint i = 0; i < problems->len; i++)
    if (((AxleProblem *) problems->pdata[i])->blocking)
      return g_strdup (((AxleProblem *) problems->pdata[i])->message);
  return NULL;
}

static gpointer
place (AxleStore  *store,
       gpointer    data,
       GError    **error)
{
  Placing *placing = data;
  gint64 at = axle_record_get_integer (placing->appointment, AXLE_APPOINTMENT_AT);
  g_autoptr(AxleDayPlans) days = axle_day_plans_read (store, &placing->store, placing->zone, at, 1, error);
  g_autoptr(AxleDayPlan) plan = NULL;
  AxleRecord *placed;

  if (days == NULL)
    return NULL;
  plan = axle_day_plan_fork (days->plans->pdata[0], placing->others);
  placed = axle_batch_place (plan, placing->appointment);
  placing->problem = dup_problem (plan, placed);
  return placed;
}

void
axle_batch_place_async (AxleWorkstation     *workstation,
                        const AxleRecord    *appointment,
                        GPtrArray           *others,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Placing *placing = g_new0 (Placing, 1);
  GError *error = NULL;

  placing->appointment = axle_record_copy (appointment);
  placing->others = copy_records (others);
  placing->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  placing->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  g_task_set_task_data (task, placing, free_placing);
  if (axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_look_aside (workstation, AXLE_JOB_URGENT, task, place, (GDestroyNotify) axle_record_unref);
  else
    g_task_return_error (task, error);
}

AxleRecord *
axle_batch_place_finish (GAsyncResult  *result,
                         char         **problem,
                         GError       **error)
{
  AxleRecord *placed = g_task_propagate_pointer (G_TASK (result), error);

  *problem = placed != NULL ? g_strdup (((Placing *) g_task_get_task_data (G_TASK (result)))->problem) : NULL;
  return placed;
}
