/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/answer-time.h"

#include "core/appointment/day-plan-private.h"
#include "core/appointment/words.h"

/* Nothing waits for longer. */
#define DAY_LIMIT 400

/* Of the hours of one day: what of @span lies after @from. */
static gint64
begin_of (const AxleWorkingDays *days,
          const AxleDate        *date,
          const AxleDaySpan     *span,
          gint64                 from,
          gint64                *until)
{
  *until = axle_plan_time_on (days, date, span->until);
  return MAX (from, axle_plan_time_on (days, date, span->from));
}

/**
 * axle_open_time_add:
 * @days: the days of a store
 * @from: a time, in microseconds since 1970 UTC
 * @span: microseconds, more than 0
 *
 * Returns: when the store was open for @span since @from; where it does not open for more
 *   than a year, as if it never closed
 */
gint64
axle_open_time_add (const AxleWorkingDays *days,
                    gint64                 from,
                    gint64                 span)
{
  AxleDate date = axle_date_from_time (from, axle_working_days_get_zone (days));
  gint64 left = span;

  for (int i = 0; i < DAY_LIMIT; i++, date = axle_date_add_days (&date, 1))
    {
      g_autoptr(GArray) hours = axle_working_days_list_hours (days, &date);

      for (guint j = 0; j < hours->len; j++)
        {
          gint64 until, begin = begin_of (days, &date, &g_array_index (hours, AxleDaySpan, j), from, &until);

          if (begin + left <= until)
            return begin + left;
          left -= MAX (until - begin, 0);
        }
    }
  return from + span;
}

/**
 * axle_open_time_count:
 * @days: the days of a store
 * @from: a time, in microseconds since 1970 UTC
 * @until: a later one; more than a year is not counted
 *
 * Returns: for how many microseconds between them the store was open
 */
gint64
axle_open_time_count (const AxleWorkingDays *days,
                      gint64                 from,
                      gint64                 until)
{
  AxleDate date = axle_date_from_time (from, axle_working_days_get_zone (days));
  AxleDate last = axle_date_from_time (until, axle_working_days_get_zone (days));
  gint64 sum = 0;

  for (int i = 0; i < DAY_LIMIT && axle_date_compare (&date, &last) <= 0; i++, date = axle_date_add_days (&date, 1))
    {
      g_autoptr(GArray) hours = axle_working_days_list_hours (days, &date);

      for (guint j = 0; j < hours->len; j++)
        {
          gint64 end, begin = begin_of (days, &date, &g_array_index (hours, AxleDaySpan, j), from, &end);

          sum += MAX (MIN (end, until) - begin, 0);
        }
    }
  return sum;
}

static gboolean
was_asked (const AxleRecord *request)
{
  return g_strcmp0 (axle_record_get_text (request, AXLE_REQUEST_CHANNEL), "proactive") != 0;
}

static int
to_minutes (gint64 span)
{
  return (int) (span / G_TIME_SPAN_MINUTE);
}

/**
 * axle_answer_clock_read:
 * @request: a request
 * @days: the days of its store
 * @promise: within how many minutes it is to be answered
 * @now: the time, in microseconds since 1970 UTC
 *
 * Returns: how it stands
 */
AxleAnswerClock
axle_answer_clock_read (const AxleRecord      *request,
                        const AxleWorkingDays *days,
                        int                    promise,
                        gint64                 now)
{
  gint64 received = axle_record_get_integer (request, AXLE_REQUEST_RECEIVED_AT);
  gint64 answered = axle_record_get_integer (request, AXLE_REQUEST_ANSWERED_AT);
  AxleAnswerClock clock = { .state = AXLE_ANSWER_NONE };

  if (!was_asked (request))
    return clock;
  clock.due = axle_open_time_add (days, received, promise * G_TIME_SPAN_MINUTE);
  if (answered != 0)
    {
      clock.state = answered <= clock.due ? AXLE_ANSWER_IN_TIME : AXLE_ANSWER_LATE;
      clock.minutes = to_minutes (axle_open_time_count (days, received, answered));
    }
  else if (now > clock.due)
    {
      clock.state = AXLE_ANSWER_OVERDUE;
      clock.minutes = to_minutes (axle_open_time_count (days, clock.due, now));
    }
  else
    {
      clock.minutes = to_minutes (axle_open_time_count (days, MAX (now, received), clock.due));
      clock.state = clock.minutes * AXLE_ANSWER_SOON_PART < promise ? AXLE_ANSWER_SOON : AXLE_ANSWER_WAITING;
    }
  return clock;
}

/**
 * axle_answer_clock_compare:
 * @a: a clock
 * @b: another
 *
 * Returns: below 0 when @a is to be answered first; where nobody waits comes last
 */
int
axle_answer_clock_compare (const AxleAnswerClock *a,
                           const AxleAnswerClock *b)
{
  gboolean one = a->state != AXLE_ANSWER_NONE, other = b->state != AXLE_ANSWER_NONE;

  if (one != other)
    return other - one;
  return (a->due > b->due) - (a->due < b->due);
}

/* Figures. */

static int
compare_minutes (gconstpointer a,
                 gconstpointer b)
{
  int one = *(const int *) a, other = *(const int *) b;

  return (one > other) - (one < other);
}

/* Of an even number, the lower of the two in the middle: that long somebody did wait. */
static int
find_median (GArray *minutes)
{
  if (minutes->len == 0)
    return -1;
  g_array_sort (minutes, compare_minutes);
  return g_array_index (minutes, int, (minutes->len - 1) / 2);
}

static AxleAnswerFigure
measure (GPtrArray             *requests,
         const AxleWorkingDays *days,
         int                    promise,
         gint64                 now,
         const char            *channel)
{
  AxleAnswerFigure figure = { .channel = channel };
  g_autoptr(GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < requests->len; i++)
    {
      const AxleRecord *request = requests->pdata[i];
      AxleAnswerClock clock;

      if (request->deleted || (channel != NULL && g_strcmp0 (axle_record_get_text (request, AXLE_REQUEST_CHANNEL), channel) != 0))
        continue;
      clock = axle_answer_clock_read (request, days, promise, now);
      if (clock.state == AXLE_ANSWER_IN_TIME || clock.state == AXLE_ANSWER_LATE)
        g_array_append_val (minutes, clock.minutes);
      figure.n_in_time += clock.state == AXLE_ANSWER_IN_TIME;
      figure.n_requests += clock.state >= AXLE_ANSWER_OVERDUE;
    }
  figure.median = find_median (minutes);
  return figure;
}

/**
 * axle_answer_figures_new:
 * @requests: (element-type AxleRecord): those that were received in some time
 * @days: the days of their store
 * @promise: within how many minutes they are to be answered
 * @now: the time, in microseconds since 1970 UTC
 *
 * One that still waits counts once its time is over.
 *
 * Returns: (transfer full) (element-type AxleAnswerFigure): of all together, and after that
 *   of each channel by which somebody asked
 */
GArray *
axle_answer_figures_new (GPtrArray             *requests,
                         const AxleWorkingDays *days,
                         int                    promise,
                         gint64                 now)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (AxleAnswerFigure));
  AxleAnswerFigure figure = measure (requests, days, promise, now, NULL);

  g_array_append_val (figures, figure);
  for (guint i = 0; axle_booking_channels[i].name != NULL; i++)
    {
      figure = measure (requests, days, promise, now, axle_booking_channels[i].name);
      if (figure.n_requests > 0)
        g_array_append_val (figures, figure);
    }
  return figures;
}

/**
 * axle_answer_figure_get_share:
 * @self: a figure
 *
 * Returns: how many of a hundred were answered in time, rounded down: 100 means all;
 *   below 0 where nobody asked
 */
int
axle_answer_figure_get_share (const AxleAnswerFigure *self)
{
  return self->n_requests > 0 ? (int) (self->n_in_time * 100 / self->n_requests) : -1;
}
