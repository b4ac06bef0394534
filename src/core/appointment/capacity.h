/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/day-plan.h"

G_BEGIN_DECLS

/* How much a workshop can do on a day, in hours by skill and in visits, and how much of it
 * is taken. Slots say nothing: a day is full when nobody has an hour left who can do it. */

/**
 * AxleCapacityLine:
 * @possible: minutes that people who can do it are there
 * @carried: minutes left over from days before: they come first
 * @booked: minutes that the day's appointments take
 * @reserve: minutes kept for those who come without an appointment, less those who came
 * @free: minutes that can still be booked, after all that others need of the same people;
 *   never below 0
 *
 * Work of one kind.
 */
typedef struct
{
  int possible;
  int carried;
  int booked;
  int reserve;
  int free;
} AxleCapacityLine;

/* As many as there are in axle_skills[]. */
#define AXLE_CAPACITY_N_SKILLS 12

/**
 * AxleCapacity:
 * @all: of all people, each counted once
 * @skills: by the order of [const@Axle.skills]; who can do several counts in each
 * @visits: cars that come
 * @possible_visits: cars that the advisors of the day can receive, see the policy
 *   `appointment.reception`
 *
 * How much of a day is taken.
 */
typedef struct
{
  AxleCapacityLine all;
  AxleCapacityLine skills[AXLE_CAPACITY_N_SKILLS];
  int              visits;
  int              possible_visits;
} AxleCapacity;

void axle_capacity_measure (AxleCapacity        *self,
                            const AxleDayPlan   *plan);
int  axle_capacity_get_free (const AxleCapacity *self,
                             guint64             skills);

G_END_DECLS
