/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/working-days.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleDayPlan:
 *
 * What is there on a day of a store, and what is planned for it: people by the roster less
 * those on leave, bays, equipment and cars less what is closed, appointments, and the work
 * that is left over from the days before. Made from records, counted by reference and never
 * changed, so that it may be read on any thread. All rules of the planner read it.
 *
 * Somebody for whom no roster was written is there whenever the store is open. A roster
 * holds on days that the store is open; on a weekend's day that is worked on, somebody has
 * the roster of their last day before it. The gap between two lines of a roster is a break:
 * a work that began goes on behind it.
 *
 * An appointment that names its services and no technician is done by anybody who can do
 * it; one that names no bay is done in any that is good for it, unless it is at the
 * customer's. Those that were there first, by time and id, come first; where there are too
 * few people, those who came later have nobody, see [method@Axle.DayPlan.list_short].
 */
typedef struct _AxleDayPlan AxleDayPlan;

/**
 * AxlePlanNeeds:
 * @skills: a bit for each of [const@Axle.skills] that the work takes
 * @equipment: a bit for each of [const@Axle.equipment]
 * @minutes: labour that the menu says, of all services together
 * @known: whether the menu has any of the services
 *
 * What services need.
 */
typedef struct
{
  guint64  skills;
  guint64  equipment;
  int      minutes;
  gboolean known;
} AxlePlanNeeds;

#define AXLE_TYPE_DAY_PLAN (axle_day_plan_get_type ())
GType             axle_day_plan_get_type         (void) G_GNUC_CONST;
AxleDayPlan      *axle_day_plan_new              (const AxleDate     *date,
                                                  const AxleId       *store,
                                                  AxleWorkingDays    *days,
                                                  GPtrArray          *records);
AxleDayPlan      *axle_day_plan_fork             (const AxleDayPlan  *self,
                                                  GPtrArray          *changes);
AxleDayPlan      *axle_day_plan_ref              (AxleDayPlan        *self);
void              axle_day_plan_unref            (AxleDayPlan        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDayPlan, axle_day_plan_unref)

AxleDate          axle_day_plan_get_date         (const AxleDayPlan  *self);
AxleWorkingDays  *axle_day_plan_get_working_days (const AxleDayPlan  *self);
gint64            axle_day_plan_get_time         (const AxleDayPlan  *self,
                                                  int                 minute);
int               axle_day_plan_get_minute       (const AxleDayPlan  *self,
                                                  gint64              at);

GPtrArray        *axle_day_plan_list_bays        (const AxleDayPlan  *self);
GPtrArray        *axle_day_plan_list_technicians (const AxleDayPlan  *self);
GPtrArray        *axle_day_plan_list_advisors    (const AxleDayPlan  *self);
GPtrArray        *axle_day_plan_list             (const AxleDayPlan  *self,
                                                  const AxleId       *column);
GPtrArray        *axle_day_plan_list_short       (const AxleDayPlan  *self);
GPtrArray        *axle_day_plan_list_carried     (const AxleDayPlan  *self);
GArray           *axle_day_plan_list_hours       (const AxleDayPlan  *self,
                                                  const AxleId       *who);
AxlePlanNeeds     axle_day_plan_sum_needs        (const AxleDayPlan  *self,
                                                  const char * const *services);

G_END_DECLS
