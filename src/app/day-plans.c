/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-plans.h"

#include "app/calendar-fork.h"
#include "app/look.h"
#include "app/plan-records.h"
#include "core/appointment/duration.h"
#include "core/appointment/service-item.h"

static AxleLengths *
read_lengths (AxleStore  *reader,
              GError    **error)
{
  g_autoptr(GPtrArray) durations = axle_store_list (reader, &axle_duration_entity, error);
  g_autoptr(GPtrArray) services = durations != NULL ? axle_store_list (reader, &axle_service_item_entity, error) : NULL;

  return services != NULL ? axle_lengths_new (durations, services) : NULL;
}

/**
 * axle_day_plans_read:
 * @reader: a store
 * @store: whose days
 * @zone: of the store
 * @from: some time of the first day, in microseconds since 1970 UTC
 * @n_days: how many
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the days
 */
AxleDayPlans *
axle_day_plans_read (AxleStore     *reader,
                     const AxleId  *store,
                     GTimeZone     *zone,
                     gint64         from,
                     guint          n_days,
                     GError       **error)
{
  g_autoptr(GPtrArray) records = axle_plan_records_read (reader, from, from + n_days * G_TIME_SPAN_DAY, error);
  g_autoptr(AxleLengths) lengths = records != NULL ? read_lengths (reader, error) : NULL;
  g_autoptr(AxleWorkingDays) days = NULL;
  AxleDate first = axle_date_from_time (from, zone);
  AxleDayPlans *self;

  if (lengths == NULL)
    return NULL;
  days = axle_plan_records_get_days (records, zone);
  self = g_new0 (AxleDayPlans, 1);
  self->lengths = g_steal_pointer (&lengths);
  self->records = g_steal_pointer (&records);
  self->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
  for (guint i = 0; i < n_days; i++)
    {
      AxleDate date = axle_date_add_days (&first, (int) i);

      g_ptr_array_add (self->plans, axle_day_plan_new (&date, store, days, self->records));
    }
  return self;
}

void
axle_day_plans_fork (AxleDayPlans *self,
                     GPtrArray    *changes)
{
  GPtrArray *plans = axle_calendar_fork_plans (self->plans, changes);

  g_ptr_array_unref (self->plans);
  self->plans = plans;
}

void
axle_day_plans_free (AxleDayPlans *self)
{
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->plans);
  axle_lengths_unref (self->lengths);
  g_free (self);
}

/* Aside. */

typedef struct
{
  AxleId     store;
  GTimeZone *zone;
  gint64     from;
  guint      n_days;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_time_zone_unref (asked->zone);
  g_free (asked);
}

static gpointer
load (AxleStore  *store,
      gpointer    data,
      GError    **error)
{
  const Asked *asked = data;

  return axle_day_plans_read (store, &asked->store, asked->zone, asked->from, asked->n_days, error);
}

void
axle_day_plans_load_async (AxleWorkstation     *workstation,
                           gint64               from,
                           guint                n_days,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  asked->from = from;
  asked->n_days = n_days;
  g_task_set_task_data (task, asked, free_asked);
  axle_look_aside (workstation, AXLE_JOB_URGENT, task, load, (GDestroyNotify) axle_day_plans_free);
}

AxleDayPlans *
axle_day_plans_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

