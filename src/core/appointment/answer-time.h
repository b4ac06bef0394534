/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/request.h"
#include "core/appointment/working-days.h"

G_BEGIN_DECLS

/* How long those who ask for an appointment wait for an answer (MISSION 73).
 *
 * Only the time counts in which the store is open: who writes in the night is answered in
 * the morning. The promise is the policy `appointment.answer`, in such minutes. Those whom we
 * invite ourselves wait for nothing. */

/* Less than this part of the promise is left: it is answered now, or late. */
#define AXLE_ANSWER_SOON_PART 3

/**
 * AxleAnswerState:
 * @AXLE_ANSWER_NONE: nobody waits: it was not asked for
 * @AXLE_ANSWER_WAITING: there is time
 * @AXLE_ANSWER_SOON: there is little time left
 * @AXLE_ANSWER_OVERDUE: it should have been answered
 * @AXLE_ANSWER_IN_TIME: it was answered within the promise
 * @AXLE_ANSWER_LATE: it was answered after that
 *
 * How a request stands against the promise.
 */
typedef enum
{
  AXLE_ANSWER_NONE,
  AXLE_ANSWER_WAITING,
  AXLE_ANSWER_SOON,
  AXLE_ANSWER_OVERDUE,
  AXLE_ANSWER_IN_TIME,
  AXLE_ANSWER_LATE,
} AxleAnswerState;

/**
 * AxleAnswerClock:
 * @state: how it stands
 * @due: by when it should be answered, in microseconds since 1970 UTC; 0 where nobody waits
 * @minutes: minutes that the store is open: left while it waits, over the promise when it is
 *   overdue, and what it took once it was answered
 *
 * The clock of one request.
 */
typedef struct
{
  AxleAnswerState state;
  gint64          due;
  int             minutes;
} AxleAnswerClock;

/**
 * AxleAnswerFigure:
 * @channel: (nullable): one of [const@Axle.booking_channels]; %NULL for all together
 * @n_requests: how many asked and were answered, or should have been
 * @n_in_time: how many of these were answered within the promise
 * @median: minutes that half of those who were answered waited at most; below 0 for nobody
 *
 * How well the promise was kept.
 */
typedef struct
{
  const char *channel;
  guint       n_requests;
  guint       n_in_time;
  int         median;
} AxleAnswerFigure;

gint64          axle_open_time_add      (const AxleWorkingDays *days,
                                         gint64                 from,
                                         gint64                 span);
gint64          axle_open_time_count    (const AxleWorkingDays *days,
                                         gint64                 from,
                                         gint64                 until);

AxleAnswerClock axle_answer_clock_read  (const AxleRecord      *request,
                                         const AxleWorkingDays *days,
                                         int                    promise,
                                         gint64                 now);
int             axle_answer_clock_compare (const AxleAnswerClock *a,
                                         const AxleAnswerClock *b);
GArray         *axle_answer_figures_new (GPtrArray             *requests,
                                         const AxleWorkingDays *days,
                                         int                    promise,
                                         gint64                 now);
int             axle_answer_figure_get_share (const AxleAnswerFigure *self);

G_END_DECLS
