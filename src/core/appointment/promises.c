/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/promises.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/day-plan-private.h"

void
axle_promise_free (AxlePromise *self)
{
  axle_record_unref (self->appointment);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static const AxlePlanBooking *
find_booking (const AxleDayPlan *plan,
              const AxleId      *id)
{
  for (guint i = 0; i < plan->bookings->len; i++)
    {
      const AxlePlanBooking *booking = &g_array_index (plan->bookings, AxlePlanBooking, i);

      if (axle_id_equal (&booking->record->id, id))
        return booking;
    }
  return NULL;
}

/* One that reaches in from the day before was promised there. */
static gboolean
is_of_day (const AxleDayPlan     *plan,
           const AxlePlanBooking *booking)
{
  return booking->from >= plan->midnight && booking->from < plan->next_midnight;
}

/* What is in the way of an appointment where it is. */
static GPtrArray *
judge (const AxleDayPlan     *plan,
       const AxlePlanBooking *booking)
{
  gint64 promised = axle_record_get_integer (booking->record, AXLE_APPOINTMENT_PROMISED);
  g_auto(AxleWish) wish = { 0 };
  GPtrArray *problems;

  axle_wish_init (&wish, booking->record);
  problems = axle_fit_judge (plan, &wish);
  if (promised != 0 && promised < booking->until)
    {
      int minute = axle_day_plan_get_minute (plan, promised);

      axle_problems_add (problems, "promised", "promised", TRUE, _("It was promised for %02d:%02d and would last longer."),
                         ABS (minute) / 60 % 24, ABS (minute) % 60);
    }
  return problems;
}

/* @now is %NULL where it is not on any more. */
static AxlePromise *
promise_new (AxleRecord *appointment,
             GPtrArray  *then,
             GPtrArray  *now)
{
  AxlePromise *self = g_new0 (AxlePromise, 1);

  self->appointment = axle_record_ref (appointment);
  self->before = !axle_problems_block (then);
  self->after = now != NULL && !axle_problems_block (now);
  self->problems = now != NULL ? g_ptr_array_ref (now) : axle_problems_new ();
  return self;
}

/* Of an appointment that was on before. */
static AxlePromise *
follow (const AxleDayPlan     *before,
        const AxlePlanBooking *was,
        const AxleDayPlan     *after)
{
  const AxlePlanBooking *is = find_booking (after, &was->record->id);
  g_autoptr(GPtrArray) then = judge (before, was);
  g_autoptr(GPtrArray) now = is != NULL ? judge (after, is) : NULL;

  return promise_new (is != NULL ? is->record : was->record, then, now);
}

/* Of one that only the change made. */
static AxlePromise *
begin (const AxleDayPlan     *after,
       const AxlePlanBooking *is)
{
  g_autoptr(GPtrArray) nothing = axle_problems_new ();
  g_autoptr(GPtrArray) now = judge (after, is);

  return promise_new (is->record, nothing, now);
}

/**
 * axle_promises_compare:
 * @before: a day
 * @after: the same day with changes
 *
 * Returns: (transfer full) (element-type AxlePromise): the appointments that begin on that
 *   day in either, by time; one that only @after has counts as kept before
 */
GPtrArray *
axle_promises_compare (const AxleDayPlan *before,
                       const AxleDayPlan *after)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_promise_free);

  for (guint i = 0; i < before->bookings->len; i++)
    {
      const AxlePlanBooking *was = &g_array_index (before->bookings, AxlePlanBooking, i);

      if (is_of_day (before, was))
        g_ptr_array_add (list, follow (before, was, after));
    }
  for (guint i = 0; i < after->bookings->len; i++)
    {
      const AxlePlanBooking *is = &g_array_index (after->bookings, AxlePlanBooking, i);

      if (is_of_day (after, is) && find_booking (before, &is->record->id) == NULL)
        g_ptr_array_add (list, begin (after, is));
    }
  return list;
}
