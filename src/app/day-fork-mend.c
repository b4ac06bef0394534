/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-fork.h"

#include "core/appointment/appointment.h"

/* Of so many times the nearest is taken. */
#define CANDIDATES 24

static gint64
distance (const AxleSlot   *slot,
          const AxleRecord *appointment)
{
  gint64 at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);

  return ABS (slot->at - at);
}

static gboolean
is_too_late (const AxleSlot   *slot,
             const AxleRecord *appointment)
{
  gint64 promised = axle_record_get_integer (appointment, AXLE_APPOINTMENT_PROMISED);

  return promised != 0 && slot->at + slot->minutes * G_TIME_SPAN_MINUTE > promised;
}

/* What keeps the promise comes first; then what is nearest to what was said. */
static gboolean
is_better (const AxleSlot   *slot,
           const AxleSlot   *than,
           const AxleRecord *appointment)
{
  if (than == NULL || is_too_late (slot, appointment) != is_too_late (than, appointment))
    return than == NULL || is_too_late (than, appointment);
  return distance (slot, appointment) != distance (than, appointment)
           ? distance (slot, appointment) < distance (than, appointment) : slot->score > than->score;
}

static AxleSlot *
find_nearest (AxleDayPlan           *plan,
              const AxleSuggestWish *wish,
              const AxleRecord      *appointment)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new ();
  g_autoptr(GPtrArray) slots = NULL;
  guint best = 0;

  g_ptr_array_add (plans, plan);
  slots = axle_suggest (plans, wish, CANDIDATES);
  if (slots->len == 0)
    return NULL;
  for (guint i = 1; i < slots->len; i++)
    if (is_better (slots->pdata[i], slots->pdata[best], appointment))
      best = i;
  return g_ptr_array_steal_index (slots, best);
}

/* @keep_advisor: whether the same person receives; where nobody else is there either, that
 * does not matter. */
static AxleSlot *
search (AxleDayPlan      *plan,
        const AxleRecord *appointment,
        gboolean          keep_advisor)
{
  int minute = axle_day_plan_get_minute (plan, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));
  gint64 now = axle_host_now (axle_host_get_default ());
  AxleSuggestWish wish = { .not_before = MAX (axle_day_plan_get_time (plan, 0), now) };
  AxleSlot *slot;

  axle_wish_init (&wish.wish, appointment);
  wish.wish.bay = AXLE_ID_NONE;
  wish.wish.technician = AXLE_ID_NONE;
  wish.wish.equipment = AXLE_ID_NONE;
  wish.time = (AxleDaySpan) { minute, minute + AXLE_SUGGEST_STEP };
  if (!keep_advisor)
    wish.wish.advisor = AXLE_ID_NONE;
  slot = find_nearest (plan, &wish, appointment);
  axle_wish_clear (&wish.wish);
  return slot;
}

AxleSlot *
axle_day_fork_find_best (AxleDayFork       *self,
                         const AxleDayPlan *plan,
                         const AxleRecord  *appointment)
{
  g_autoptr(AxleDayPlan) after = axle_day_fork_plan (self, plan);
  AxleSlot *slot = search (after, appointment, TRUE);

  return slot != NULL ? slot : search (after, appointment, FALSE);
}

static void
take_place (AxleRecord   *appointment,
            guint         field,
            const AxleId *id)
{
  if (!axle_id_is_none (id))
    axle_record_set_id (appointment, field, id);
}

void
axle_day_fork_move_to (AxleDayFork      *self,
                       const AxleRecord *appointment,
                       const AxleSlot   *slot)
{
  g_autoptr(AxleRecord) after = axle_record_copy (appointment);

  axle_record_set_integer (after, AXLE_APPOINTMENT_AT, slot->at);
  take_place (after, AXLE_APPOINTMENT_BAY, &slot->bay);
  take_place (after, AXLE_APPOINTMENT_TECHNICIAN, &slot->technician);
  take_place (after, AXLE_APPOINTMENT_ADVISOR, &slot->advisor);
  axle_day_fork_put (self, appointment, after);
}
