/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/batch.h"

#include "core/appointment/day-plan-private.h"
#include "core/appointment/words.h"

/* The days as they become, one car after the other. */
typedef struct
{
  GPtrArray *plans;
  guint     *n_booked;
  guint      per_day;
} Days;

static void
free_slot (gpointer data)
{
  if (data != NULL)
    axle_slot_free (data);
}

/* A day that has its share is left out. */
static AxleSlot *
find (const Days            *days,
      const AxleSuggestWish *wish)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autoptr(GPtrArray) slots = NULL;

  for (guint i = 0; i < days->plans->len; i++)
    if (days->n_booked[i] < days->per_day)
      g_ptr_array_add (open, days->plans->pdata[i]);
  slots = axle_suggest (open, wish, 1);
  return slots->len > 0 ? g_ptr_array_steal_index (slots, 0) : NULL;
}

static void
set_id (AxleRecord   *record,
        guint         field,
        const AxleId *id)
{
  if (!axle_id_is_none (id))
    axle_record_set_id (record, field, id);
}

static AxleRecord *
make_appointment (const AxleDayPlan     *plan,
                  const AxleSuggestWish *wish,
                  const AxleSlot        *slot)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_appointment_entity, &id);

  record->scope = plan->store;
  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, slot->at);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, slot->minutes);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_members (record, AXLE_APPOINTMENT_SERVICES, (const char * const *) wish->wish.services);
  set_id (record, AXLE_APPOINTMENT_VEHICLE, &wish->wish.vehicle);
  set_id (record, AXLE_APPOINTMENT_BAY, &slot->bay);
  set_id (record, AXLE_APPOINTMENT_TECHNICIAN, &slot->technician);
  set_id (record, AXLE_APPOINTMENT_ADVISOR, &slot->advisor);
  return record;
}

static void
take (Days                  *days,
      const AxleSuggestWish *wish,
      const AxleSlot        *slot)
{
  for (guint i = 0; i < days->plans->len; i++)
    {
      AxleDayPlan *plan = days->plans->pdata[i];
      int minute = axle_day_plan_get_minute (plan, slot->at);
      g_autoptr(GPtrArray) changes = NULL;

      if (minute < 0 || minute >= AXLE_DAY_MINUTES)
        continue;
      changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_ptr_array_add (changes, make_appointment (plan, wish, slot));
      days->plans->pdata[i] = axle_day_plan_fork (plan, changes);
      axle_day_plan_unref (plan);
      days->n_booked[i]++;
      return;
    }
}

/**
 * axle_suggest_batch:
 * @plans: (element-type AxleDayPlan): days in a row, as they are without them
 * @wishes: (element-type AxleSuggestWish): one for each car, those that matter most first
 * @per_day: how many of them a day may have
 *
 * Returns: (transfer full) (element-type AxleSlot): the best time for each of @wishes, in
 *   their order; %NULL where none is left
 */
GPtrArray *
axle_suggest_batch (GPtrArray *plans,
                    GPtrArray *wishes,
                    guint      per_day)
{
  g_autoptr(GPtrArray) own = g_ptr_array_copy (plans, (GCopyFunc) (GCallback) axle_day_plan_ref, NULL);
  g_autofree guint *n_booked = g_new0 (guint, plans->len + 1);
  Days days = { own, n_booked, per_day };
  GPtrArray *found = g_ptr_array_new_with_free_func (free_slot);

  g_ptr_array_set_free_func (own, (GDestroyNotify) axle_day_plan_unref);
  for (guint i = 0; i < wishes->len; i++)
    {
      AxleSlot *slot = find (&days, wishes->pdata[i]);

      if (slot != NULL)
        take (&days, wishes->pdata[i], slot);
      g_ptr_array_add (found, slot);
    }
  return found;
}
