/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/plan-records.h"

#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"
#include "core/organisation/organisation.h"
#include "core/organisation/policy.h"
#include "store/appointments.h"

/* Work that is left over from days before is no older. */
#define BEFORE (AXLE_LENGTH_LIMIT * G_TIME_SPAN_MINUTE)

/* All of these, however old: a store has tens or hundreds of them. */
static const AxleEntity * const planned_with[] = {
  &axle_role_entity, &axle_staff_entity, &axle_resource_entity, &axle_roster_entity, &axle_service_item_entity,
  &axle_policy_entity, &axle_holiday_entity, &axle_opening_hours_entity,
};

/**
 * axle_plan_records_read_standing:
 * @store: what the desk knows
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): what the plans of all days
 *   are made from
 */
GPtrArray *
axle_plan_records_read_standing (AxleStore  *store,
                                 GError    **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < G_N_ELEMENTS (planned_with); i++)
    {
      GPtrArray *some = axle_store_list (store, planned_with[i], error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (records, some);
    }
  return g_steal_pointer (&records);
}

/**
 * axle_plan_records_are_touched:
 * @changes: what was saved or came
 *
 * Returns: whether a plan may be another one now
 */
gboolean
axle_plan_records_are_touched (AxleChangeSet *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (planned_with); i++)
    if (axle_change_set_has_kind (changes, planned_with[i]))
      return TRUE;
  return axle_change_set_has_kind (changes, &axle_appointment_entity) || axle_change_set_has_kind (changes, &axle_leave_entity);
}

/**
 * axle_plan_records_read:
 * @store: what the desk knows
 * @from: midnight before the first day, in microseconds since 1970 UTC
 * @until: midnight after the last
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): all that the plans of those
 *   days are made from, the appointments and leave of the days around them too
 */
GPtrArray *
axle_plan_records_read (AxleStore  *store,
                        gint64      from,
                        gint64      until,
                        GError    **error)
{
  g_autoptr(GPtrArray) records = axle_store_list_appointments (store, from - BEFORE, until + G_TIME_SPAN_DAY, error);
  g_autoptr(GPtrArray) leave =
    records != NULL ? axle_store_list_leave (store, from - BEFORE, until + G_TIME_SPAN_DAY, error) : NULL;
  GPtrArray *standing = leave != NULL ? axle_plan_records_read_standing (store, error) : NULL;

  if (standing == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (records, g_steal_pointer (&leave));
  g_ptr_array_extend_and_steal (records, standing);
  return g_steal_pointer (&records);
}

static GPtrArray *
list_of (GPtrArray        *records,
         const AxleEntity *entity)
{
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (((AxleRecord *) records->pdata[i])->entity == entity)
      g_ptr_array_add (some, records->pdata[i]);
  return some;
}

/**
 * axle_plan_records_get_days:
 * @records: (element-type AxleRecord): the holidays and opening hours among them count
 * @zone: the store's
 *
 * Returns: (transfer full): the days of the store
 */
AxleWorkingDays *
axle_plan_records_get_days (GPtrArray *records,
                            GTimeZone *zone)
{
  g_autoptr(GPtrArray) holidays = list_of (records, &axle_holiday_entity);
  g_autoptr(GPtrArray) opening = list_of (records, &axle_opening_hours_entity);

  return axle_working_days_new (holidays, opening, zone);
}
