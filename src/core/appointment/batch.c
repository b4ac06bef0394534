/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/batch.h"

#include "core/appointment/day-plan-private.h"
#include "core/appointment/words.h"

/* The days as they become, one car after the other. */
struct _AxleBatch
{
  GPtrArray *plans;
  guint     *n_booked;
  guint      per_day;
};

/* A day that has its share is left out. */
static AxleSlot *
find (const AxleBatch       *days,
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

static int
find_day (const AxleBatch *days,
          gint64           at)
{
  for (guint i = 0; i < days->plans->len; i++)
    {
      int minute = axle_day_plan_get_minute (days->plans->pdata[i], at);

      if (minute >= 0 && minute < AXLE_DAY_MINUTES)
        return (int) i;
    }
  return -1;
}

/* Takes @appointment. */
static void
take (AxleBatch  *days,
      int         day,
      AxleRecord *appointment)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDayPlan *plan = days->plans->pdata[day];

  g_ptr_array_add (changes, appointment);
  days->plans->pdata[day] = axle_day_plan_fork (plan, changes);
  axle_day_plan_unref (plan);
  days->n_booked[day]++;
}

static void
take_held (AxleBatch *days,
           GPtrArray *held)
{
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      int day = find_day (days, axle_record_get_integer (held->pdata[i], AXLE_APPOINTMENT_AT));

      if (day >= 0)
        take (days, day, axle_record_ref (held->pdata[i]));
    }
}

/**
 * axle_batch_new:
 * @plans: (element-type AxleDayPlan): days in a row, as they are without them
 * @held: (nullable) (element-type AxleRecord): appointments for others of them that stay where
 *   they are
 * @per_day: how many of them a day may have
 *
 * Returns: (transfer full): the days, to find times on for one car after the other
 */
AxleBatch *
axle_batch_new (GPtrArray *plans,
                GPtrArray *held,
                guint      per_day)
{
  AxleBatch *self = g_new0 (AxleBatch, 1);

  self->plans = g_ptr_array_copy (plans, (GCopyFunc) (GCallback) axle_day_plan_ref, NULL);
  g_ptr_array_set_free_func (self->plans, (GDestroyNotify) axle_day_plan_unref);
  self->n_booked = g_new0 (guint, plans->len + 1);
  self->per_day = per_day;
  take_held (self, held);
  return self;
}

/**
 * axle_batch_next:
 * @self: the days
 * @wish: of the next car; those that matter most first
 *
 * Returns: (transfer full) (nullable): the best time for it, which it has now; %NULL where none
 *   is left
 */
AxleSlot *
axle_batch_next (AxleBatch             *self,
                 const AxleSuggestWish *wish)
{
  AxleSlot *slot = find (self, wish);
  int day = slot != NULL ? find_day (self, slot->at) : -1;

  if (day >= 0)
    take (self, day, make_appointment (self->plans->pdata[day], wish, slot));
  return slot;
}

void
axle_batch_free (AxleBatch *self)
{
  g_ptr_array_unref (self->plans);
  g_free (self->n_booked);
  g_free (self);
}

/* Another place at the same time. */

static gboolean
fits (const AxleDayPlan *plan,
      const AxleWish    *wish)
{
  g_autoptr(GPtrArray) problems = axle_fit_judge (plan, wish);

  return !axle_problems_block (problems);
}

static gboolean
find_technician (const AxleDayPlan *plan,
                 AxleWish          *wish)
{
  g_autoptr(GPtrArray) people = axle_day_plan_list_technicians (plan);

  wish->technician = AXLE_ID_NONE;
  if (!fits (plan, wish))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      wish->technician = ((AxleRecord *) people->pdata[i])->id;
      if (fits (plan, wish))
        return TRUE;
    }
  return FALSE;
}

/* Whoever does it stays where another bay is enough. */
static gboolean
find_place (const AxleDayPlan *plan,
            AxleWish          *wish)
{
  const AxleId bay = wish->bay, technician = wish->technician;
  g_autoptr(GPtrArray) bays = axle_day_plan_list_bays (plan);

  for (guint i = 0; i < bays->len; i++)
    {
      wish->bay = ((AxleRecord *) bays->pdata[i])->id;
      if (fits (plan, wish))
        return TRUE;
    }
  wish->bay = bay;
  if (find_technician (plan, wish))
    return TRUE;
  for (guint i = 0; i < bays->len; i++)
    {
      wish->bay = ((AxleRecord *) bays->pdata[i])->id;
      wish->technician = technician;
      if (find_technician (plan, wish))
        return TRUE;
    }
  return FALSE;
}

/**
 * axle_batch_place:
 * @plan: the day of @appointment, with all others that are on it
 * @appointment: what was put at its time by a person
 *
 * Returns: (transfer full): @appointment where there is room for it then: where it is as long
 *   as it fits there, or else in another bay or by somebody else; where there is no room at all
 *   as it was
 */
AxleRecord *
axle_batch_place (const AxleDayPlan *plan,
                  const AxleRecord  *appointment)
{
  AxleRecord *placed = axle_record_copy (appointment);
  g_auto(AxleWish) wish = { 0 };

  axle_wish_init (&wish, appointment);
  if (fits (plan, &wish) || !find_place (plan, &wish))
    return placed;
  set_id (placed, AXLE_APPOINTMENT_BAY, &wish.bay);
  set_id (placed, AXLE_APPOINTMENT_TECHNICIAN, &wish.technician);
  return placed;
}
