/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-plans.h"

#include "app/plan-records.h"
#include "core/appointment/duration.h"
#include "core/appointment/service-item.h"

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
  g_autoptr(AxleWorkingDays) days = NULL;
  AxleDate first = axle_date_from_time (from, zone);
  AxleDayPlans *self;

  if (records == NULL)
    return NULL;
  days = axle_plan_records_get_days (records, zone);
  self = g_new0 (AxleDayPlans, 1);
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
axle_day_plans_free (AxleDayPlans *self)
{
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->plans);
  g_free (self);
}

AxleLengths *
axle_lengths_read (AxleStore  *reader,
                   GError    **error)
{
  g_autoptr(GPtrArray) durations = axle_store_list (reader, &axle_duration_entity, error);
  g_autoptr(GPtrArray) services = durations != NULL ? axle_store_list (reader, &axle_service_item_entity, error) : NULL;

  return services != NULL ? axle_lengths_new (durations, services) : NULL;
}
