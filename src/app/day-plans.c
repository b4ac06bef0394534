/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-plans.h"

#include "core/appointment/duration.h"
#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/organisation/policy.h"
#include "store/appointments.h"

/* Work that is left over from days before is no older. */
#define DAYS_BEFORE 7

static GPtrArray *
read_records (AxleStore  *reader,
              gint64      from,
              gint64      until,
              GError    **error)
{
  static const AxleEntity * const kinds[] = {
    &axle_role_entity, &axle_staff_entity, &axle_resource_entity, &axle_roster_entity, &axle_service_item_entity, &axle_policy_entity,
  };
  g_autoptr(GPtrArray) records = axle_store_list_appointments (reader, from, until, error);
  GPtrArray *leave = records != NULL ? axle_store_list_leave (reader, from, until, error) : NULL;

  if (leave == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (records, leave);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *some = axle_store_list (reader, kinds[i], error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (records, some);
    }
  return g_steal_pointer (&records);
}

static AxleWorkingDays *
read_working_days (AxleStore  *reader,
                   GTimeZone  *zone,
                   GError    **error)
{
  g_autoptr(GPtrArray) holidays = axle_store_list (reader, &axle_holiday_entity, error);
  g_autoptr(GPtrArray) opening = holidays != NULL ? axle_store_list (reader, &axle_opening_hours_entity, error) : NULL;

  return opening != NULL ? axle_working_days_new (holidays, opening, zone) : NULL;
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
  g_autoptr(GPtrArray) records = read_records (reader, from - DAYS_BEFORE * G_TIME_SPAN_DAY,
                                               from + (n_days + 1) * G_TIME_SPAN_DAY, error);
  g_autoptr(AxleWorkingDays) days = records != NULL ? read_working_days (reader, zone, error) : NULL;
  AxleDate first = axle_date_from_time (from, zone);
  AxleDayPlans *self;

  if (days == NULL)
    return NULL;
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
