/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"
#include "app/calendar-tints.h"
#include "app/day-fork.h"
#include "app/workstation.h"
#include "core/appointment/capacity.h"
#include "core/appointment/day-plan.h"

G_BEGIN_DECLS

/**
 * AxleCalendar:
 *
 * What the calendar shows of some days: appointments, and what the workshop has to do
 * them with. Read aside, so that no frame waits; what is shown stays until the next is
 * there. Follows changes.
 *
 * Signals: `changed` when there is something else to show; `measured` when the capacity of
 * its days is known anew.
 */
#define AXLE_TYPE_CALENDAR (axle_calendar_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendar, axle_calendar, AXLE, CALENDAR, GObject)

AxleCalendar    *axle_calendar_new              (AxleWorkstation  *workstation);
AxleWorkstation *axle_calendar_get_workstation  (AxleCalendar     *self);

/* From midnight to midnight, in the store's zone, in microseconds since 1970 UTC. */
void             axle_calendar_set_range        (AxleCalendar     *self,
                                                 gint64            from,
                                                 gint64            until);
gint64           axle_calendar_get_from         (AxleCalendar     *self);
gint64           axle_calendar_get_until        (AxleCalendar     *self);
/* Whether what is there is of the range that was set last. */
gboolean         axle_calendar_is_ready         (AxleCalendar     *self);

/* (element-type AxleCalendarItem), the earliest first. Those of another call stay what
 * they were. */
GPtrArray       *axle_calendar_get_items        (AxleCalendar     *self);
/* The rest that a plan is made from (element-type AxleRecord): resources, service items,
 * opening hours, holidays, rosters, leave and people. */
GPtrArray       *axle_calendar_get_records      (AxleCalendar     *self);
/* %NULL until something was read. */
AxleWorkingDays *axle_calendar_get_working_days (AxleCalendar     *self);
/* How much of a day is taken; %NULL until it was measured. Measuring begins with the first
 * call, goes on aside and follows all changes. */
const AxleCapacity *axle_calendar_get_capacity  (AxleCalendar     *self,
                                                 const AxleDate   *date);
/* The zone of the store. */
GTimeZone       *axle_calendar_get_zone         (AxleCalendar     *self);
/* What is there on a day to do it with: (transfer none), the same until the next
 * `changed` or `measured`; %NULL outside the range and, in one of more than eight days, until
 * its capacity was asked for and measured. */
AxleDayPlan     *axle_calendar_get_plan         (AxleCalendar     *self,
                                                 const AxleDate   *date);
/* (transfer none) (nullable). */
AxleCalendarItem *axle_calendar_find_item       (AxleCalendar     *self,
                                                 const AxleId     *appointment);

/* What the colours tell: the items have their tints from then on; the state where nothing was
 * said. */
void             axle_calendar_set_colour       (AxleCalendar     *self,
                                                 AxleCalendarColour colour);
AxleCalendarColour axle_calendar_get_colour     (AxleCalendar     *self);
/* (transfer full) (element-type AxleTint): which colour is whom, see axle_tints_list(). */
GPtrArray       *axle_calendar_list_tints       (AxleCalendar     *self);

/* What would be, if: while there is a fork, all of the above is as it would be; %NULL for
 * what is. */
void             axle_calendar_set_fork         (AxleCalendar     *self,
                                                 AxleDayFork      *fork);
AxleDayFork     *axle_calendar_get_fork         (AxleCalendar     *self);
/* (element-type AxleDayPlan) (nullable): the days as they are, whatever is tried out. */
GPtrArray       *axle_calendar_get_saved_plans  (AxleCalendar     *self);

G_END_DECLS
