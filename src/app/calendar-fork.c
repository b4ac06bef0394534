/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-fork.h"

#include "core/appointment/appointment.h"
#include "core/appointment/day-plan.h"

static AxleRecord *
find_change (GPtrArray    *changes,
             const AxleId *id)
{
  for (guint i = 0; i < changes->len; i++)
    if (axle_id_equal (&((AxleRecord *) changes->pdata[i])->id, id))
      return changes->pdata[i];
  return NULL;
}

static gboolean
is_shown (const AxleRecord *appointment,
          gint64            from,
          gint64            until)
{
  return appointment->entity == &axle_appointment_entity && !appointment->deleted &&
         axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) < until && axle_appointment_get_end (appointment) > from;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const AxleRecord *one = (*(const AxleCalendarItem * const *) a)->appointment;
  const AxleRecord *other = (*(const AxleCalendarItem * const *) b)->appointment;
  gint64 at = axle_record_get_integer (one, AXLE_APPOINTMENT_AT), other_at = axle_record_get_integer (other, AXLE_APPOINTMENT_AT);

  return at != other_at ? (at > other_at) - (at < other_at) : axle_id_compare (&one->id, &other->id);
}

/**
 * axle_calendar_fork_items:
 * @items: (element-type AxleCalendarItem): what is shown
 * @changes: (element-type AxleRecord): what would be different
 * @records: (element-type AxleRecord): name services, bays and people
 * @store: names customers and cars
 * @from: the first moment that is shown
 * @until: the moment after the last
 *
 * Returns: (transfer full) (element-type AxleCalendarItem): what would be shown
 */
GPtrArray *
axle_calendar_fork_items (GPtrArray *items,
                          GPtrArray *changes,
                          GPtrArray *records,
                          AxleStore *store,
                          gint64     from,
                          gint64     until)
{
  GPtrArray *forked = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_item_free);

  for (guint i = 0; i < items->len; i++)
    if (find_change (changes, &((AxleCalendarItem *) items->pdata[i])->appointment->id) == NULL)
      g_ptr_array_add (forked, axle_calendar_item_copy (items->pdata[i]));
  for (guint i = 0; i < changes->len; i++)
    if (is_shown (changes->pdata[i], from, until))
      g_ptr_array_add (forked, axle_calendar_item_new (store, changes->pdata[i], records));
  g_ptr_array_sort (forked, compare_items);
  return forked;
}

GPtrArray *
axle_calendar_fork_records (GPtrArray *records,
                            GPtrArray *changes)
{
  GPtrArray *forked = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < records->len; i++)
    if (find_change (changes, &((AxleRecord *) records->pdata[i])->id) == NULL)
      g_ptr_array_add (forked, axle_record_ref (records->pdata[i]));
  for (guint i = 0; i < changes->len; i++)
    if (((AxleRecord *) changes->pdata[i])->entity != &axle_appointment_entity)
      g_ptr_array_add (forked, axle_record_ref (changes->pdata[i]));
  return forked;
}

GPtrArray *
axle_calendar_fork_plans (GPtrArray *plans,
                          GPtrArray *changes)
{
  GPtrArray *forked = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);

  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (forked, axle_day_plan_fork (plans->pdata[i], changes));
  return forked;
}
