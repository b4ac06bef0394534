/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar.h"
#include "core/appointment/capacity.h"

G_BEGIN_DECLS

/**
 * AxleCalendarCapacity:
 *
 * How much of each day that a calendar shows is taken. Measured aside, a day at a time, and
 * again with each change of the calendar; what was measured stays until then.
 *
 * Signals: `measured` when there are other figures.
 */
#define AXLE_TYPE_CALENDAR_CAPACITY (axle_calendar_capacity_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarCapacity, axle_calendar_capacity, AXLE, CALENDAR_CAPACITY, GObject)

AxleCalendarCapacity *axle_calendar_capacity_new  (AxleCalendar         *calendar);
/* %NULL until it is measured. */
const AxleCapacity   *axle_calendar_capacity_find (AxleCalendarCapacity *self,
                                                   const AxleDate       *date);
/* (transfer none): the day that it was measured of. */
AxleDayPlan          *axle_calendar_capacity_find_plan (AxleCalendarCapacity *self,
                                                   const AxleDate       *date);

G_END_DECLS
