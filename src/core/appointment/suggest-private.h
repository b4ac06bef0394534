/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/fit-private.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleSuggestDay:
 * @plan: a day
 * @frame: of the wish on that day
 * @later: how many days after the first
 * @middle: when its second half begins
 * @visits: cars that come in either half
 * @crowded: whether only the hours are left that are kept for those who just come
 *
 * What of a day is the same for all its times.
 */
typedef struct
{
  const AxleDayPlan *plan;
  AxleFitFrame       frame;
  int                later;
  gint64             middle;
  int                visits[2];
  gboolean           crowded;
} AxleSuggestDay;

/**
 * AxleCandidate:
 * @day: which day
 * @at: when
 * @bay: (nullable): where
 * @technician: (nullable): by whom
 * @advisor: (nullable): who receives
 * @score: how good
 * @soonest: whether none is sooner
 *
 * A time at which the wish fits.
 */
typedef struct
{
  const AxleSuggestDay *day;
  gint64                at;
  const AxlePlanUnit   *bay;
  const AxlePlanUnit   *technician;
  const AxlePlanUnit   *advisor;
  int                   score;
  gboolean              soonest;
} AxleCandidate;

gboolean axle_suggest_suits_day  (const AxleSuggestWish *wish,
                                  const AxleSuggestDay  *day);
gboolean axle_suggest_suits_time (const AxleSuggestWish *wish,
                                  const AxleSuggestDay  *day,
                                  gint64                 at);
int      axle_suggest_level      (const AxleSuggestDay  *day,
                                  gint64                 at);
void     axle_suggest_tell       (const AxleSuggestWish *wish,
                                  const AxleCandidate   *candidate,
                                  GPtrArray             *reasons);

G_END_DECLS
