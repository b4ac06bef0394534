/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/day-plan.h"
#include "core/appointment/placing.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/* What the rules of the planner share. Times are microseconds since 1970 UTC. */

typedef struct
{
  gint64 from;
  gint64 until;
} AxlePlanSpan;

/**
 * AxlePlanUse:
 * @from: when it begins
 * @until: when it ends
 * @booking: which
 *
 * A booking that has a person or a thing.
 */
typedef struct
{
  gint64 from;
  gint64 until;
  guint  booking;
} AxlePlanUse;

/**
 * AxlePlanUnit:
 * @record: a resource or one of the staff
 * @name: by which it is put in order after those of lower @position
 * @position: of a resource, its place in lists; 0 for people
 * @bay: whether it is a bay
 * @technician: whether they work on cars
 * @advisor: whether they receive customers
 * @bit: of a bay or technician, which bit it is in a placing; -1 for none
 * @skills: a bit for each that it is good for; of a bay, 0 for all
 * @provides: a bit for each piece of equipment that it has
 * @shifts: (element-type AxlePlanSpan): of people: when they work, earliest first
 * @away: (element-type AxlePlanSpan): leave or closures
 * @held: (element-type AxlePlanUse): bookings that hold it
 * @received: (element-type AxlePlanUse): of an advisor, bookings of theirs
 *
 * Somebody or something that can be had.
 */
typedef struct
{
  AxleRecord *record;
  char       *name;
  gint64      position;
  gboolean    bay;
  gboolean    technician;
  gboolean    advisor;
  int         bit;
  guint64     skills;
  guint64     provides;
  GArray     *shifts;
  GArray     *away;
  GArray     *held;
  GArray     *received;
} AxlePlanUnit;

/**
 * AxlePlanBooking:
 * @record: an appointment that is on and has a time
 * @from: when it begins
 * @until: when it ends
 * @needs: what its services need
 * @left: minutes of it that are left over for this day; 0 when it begins on it
 *
 * An appointment that may be in the way of another.
 */
typedef struct
{
  AxleRecord    *record;
  gint64         from;
  gint64         until;
  AxlePlanNeeds  needs;
  int            left;
} AxlePlanBooking;

/**
 * AxlePlanMenuItem:
 *
 * What one service needs.
 */
typedef struct
{
  guint64 skills;
  guint64 equipment;
  int     minutes;
} AxlePlanMenuItem;

/* No booking. */
#define AXLE_PLAN_NO_BOOKING G_MAXUINT

/**
 * AxlePlanExcept:
 * @self: the booking itself
 * @moved: one that is about to be moved
 *
 * Bookings that are in nobody's way.
 */
typedef struct
{
  guint self;
  guint moved;
} AxlePlanExcept;

struct _AxleDayPlan
{
  gatomicrefcount  n_refs;
  AxleDate         date;
  AxleId           store;
  AxleWorkingDays *days;
  AxlePolicies    *policies;
  GPtrArray       *records;
  gint64           midnight;
  gint64           next_midnight;
  GArray          *hours;    /* AxleDaySpan */
  GArray          *open;     /* AxlePlanSpan */
  GPtrArray       *units;    /* AxlePlanUnit, by position or name */
  GPtrArray       *equipment; /* those of the units that move between bays */
  GHashTable      *by_id;    /* AxleId to AxlePlanUnit */
  GHashTable      *menu;     /* code to AxlePlanMenuItem */
  GArray          *bookings; /* AxlePlanBooking, by time and id */
  AxlePlanUnit    *bays[AXLE_PLACING_LIMIT];
  AxlePlanUnit    *technicians[AXLE_PLACING_LIMIT];
  AxlePlacing     *bay_placing;        /* keyed by booking */
  AxlePlacing     *technician_placing;
  GPtrArray       *wanting;  /* those that nobody or no bay is left for */
};

gint64        axle_plan_time_on       (const AxleWorkingDays *days,
                                       const AxleDate        *date,
                                       int                    minute);
void          axle_plan_take_people   (AxleDayPlan           *self);
void          axle_plan_take_bookings (AxleDayPlan           *self);

gboolean      axle_plan_may_be_left   (const AxleDayPlan     *self,
                                       const AxleRecord      *record);
AxlePlanUnit *axle_plan_find_unit     (const AxleDayPlan     *self,
                                       const AxleId          *id);
gint64        axle_plan_work_end      (const AxleDayPlan     *self,
                                       gint64                 from,
                                       gint64                 until);
gboolean      axle_plan_overlaps_any  (GArray                *spans,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanSpan          *which);
gboolean      axle_plan_is_on_shift   (const AxlePlanUnit    *unit,
                                       gint64                 from,
                                       gint64                 until,
                                       gboolean              *pauses);
gboolean      axle_plan_is_held       (const AxlePlanUnit    *unit,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except,
                                       AxlePlanUse           *which);
guint64       axle_plan_lacking       (const AxleDayPlan     *self,
                                       const AxlePlanUnit    *bay,
                                       guint64                equipment,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except);
gboolean      axle_plan_can_work      (const AxlePlanUnit    *technician,
                                       guint64                skills,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except);
gboolean      axle_plan_can_house     (const AxleDayPlan     *self,
                                       const AxlePlanUnit    *bay,
                                       const AxlePlanNeeds   *needs,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except);
guint64       axle_plan_who_can_work  (const AxleDayPlan     *self,
                                       guint64                skills,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except);
guint64       axle_plan_who_can_house (const AxleDayPlan     *self,
                                       const AxlePlanNeeds   *needs,
                                       gint64                 from,
                                       gint64                 until,
                                       AxlePlanExcept          except);

G_END_DECLS
