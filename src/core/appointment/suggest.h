/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/fit.h"

G_BEGIN_DECLS

/* The best times for a wish, and why they are.
 *
 * What fits is told by [func@Axle.fit_judge]; of that, the points below say what is better.
 * A day on which only the hours are left that are kept for those who just come is offered
 * to nobody but class A and who redeemed points for it (MISSION 74). */

/* On a day of the week that was wished for. */
#define AXLE_SUGGEST_DAY 300

/* Begins at a time of day that was wished for. */
#define AXLE_SUGGEST_TIME 200

/* For each day that it is later; for class A and redeemed points. */
#define AXLE_SUGGEST_LATER 10
#define AXLE_SUGGEST_LATER_PRIORITY 30

/* The customer's own advisor is there. */
#define AXLE_SUGGEST_OWN_ADVISOR 60

/* For each car that the other half of the day has more, up to ten; less for each fewer. All
 * of it is worth less than to come a week earlier. */
#define AXLE_SUGGEST_LEVEL 4
#define AXLE_SUGGEST_LEVEL_MOST 10

/* Taken off for each skill or piece of equipment that the bay or the technician has and
 * this work does not need: others may. */
#define AXLE_SUGGEST_SPARE 2

/* Taken off for each car that the advisor receives that day. */
#define AXLE_SUGGEST_RECEIVED 5

/* Taken off for each warning. */
#define AXLE_SUGGEST_WARNING 50

/* Times begin on the quarter of an hour, and two that are offered are this many minutes
 * apart, or on other days. */
#define AXLE_SUGGEST_STEP 15
#define AXLE_SUGGEST_APART 60

/* So many times of one day are offered before other days have had their turn. */
#define AXLE_SUGGEST_MOST_A_DAY 2

/**
 * AxleSuggestWish:
 * @wish: what is wished for, and how long it takes; its time does not matter, and whoever
 *   or whatever it names is held to
 * @days: days of the week that suit: bit 0 is Monday; 0 for any
 * @time: when it should begin, by the clock on the wall; until 0 for any time
 * @not_before: the earliest time, in microseconds since 1970 UTC
 * @not_after: the latest that it begins; 0 for any
 * @own_advisor: who cares for the customer; or no id
 * @class_a: whether the customer is of class A
 * @points: whether the customer redeemed points for being served first
 * @varied: whether somebody is to choose among several: not all of one day, and with the
 *   soonest of all
 *
 * What somebody would like, and how they would like it best.
 */
typedef struct
{
  AxleWish    wish;
  guint       days;
  AxleDaySpan time;
  gint64      not_before;
  gint64      not_after;
  AxleId      own_advisor;
  gboolean    class_a;
  gboolean    points;
  gboolean    varied;
} AxleSuggestWish;

/**
 * AxleSlot:
 * @at: when, in microseconds since 1970 UTC
 * @minutes: how long
 * @bay: where; no id where the menu does not say what the work takes
 * @technician: by whom; likewise
 * @advisor: who receives; no id where nobody can
 * @score: the sum of the points
 * @reasons: (element-type AxleProblem): what speaks for it and what is to be minded, in
 *   words; none blocks
 *
 * A time that is suggested.
 */
typedef struct
{
  gint64     at;
  int        minutes;
  AxleId     bay;
  AxleId     technician;
  AxleId     advisor;
  int        score;
  GPtrArray *reasons;
} AxleSlot;

void       axle_slot_free (AxleSlot              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleSlot, axle_slot_free)

GPtrArray *axle_suggest   (GPtrArray             *plans,
                           const AxleSuggestWish *wish,
                           guint                  limit);

G_END_DECLS
