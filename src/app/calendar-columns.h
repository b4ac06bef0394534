/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"
#include "core/appointment/fit.h"

G_BEGIN_DECLS

/* The columns of a day or a week of the calendar, and what lies where in them. */

/**
 * AxleCalendarBy:
 * @AXLE_CALENDAR_BY_DAY: a column for each day
 * @AXLE_CALENDAR_BY_BAY: for each bay
 * @AXLE_CALENDAR_BY_TECHNICIAN: for each technician
 * @AXLE_CALENDAR_BY_ADVISOR: for each advisor
 * @AXLE_CALENDAR_BY_TEAM: for each team of technicians
 *
 * What there is a column for on each day.
 */
typedef enum
{
  AXLE_CALENDAR_BY_DAY,
  AXLE_CALENDAR_BY_BAY,
  AXLE_CALENDAR_BY_TECHNICIAN,
  AXLE_CALENDAR_BY_ADVISOR,
  AXLE_CALENDAR_BY_TEAM,
} AxleCalendarBy;

const char    *axle_calendar_by_get_name  (AxleCalendarBy  self);
AxleCalendarBy axle_calendar_by_from_name (const char     *name);
AxlePlanColumn axle_calendar_by_to_plan   (AxleCalendarBy  self);

/**
 * AxleCalendarPlace:
 * @item: what lies there
 * @from: minutes after midnight, 0 where it began the day before
 * @until: minutes after midnight, 1440 where it goes on the next day
 * @lane: how many lanes are left of it
 * @width: how many it takes
 * @n_lanes: into how many lanes it and those beside it share the column
 *
 * Where a block lies in its column.
 */
typedef struct
{
  const AxleCalendarItem *item;
  int                     from;
  int                     until;
  guint                   lane;
  guint                   width;
  guint                   n_lanes;
} AxleCalendarPlace;

/**
 * AxleCalendarColumn:
 * @plan: the day
 * @by: what it is of
 * @id: the bay or person; none of a day, of a team, and of what is not given to any
 * @key: the id as text, or the name of the team; empty where there is none
 * @title: (nullable): what it is called; %NULL of a day and of what is not given to any
 * @hours: (element-type AxleDaySpan): when the store is open, and the bay or person there
 * @places: (element-type AxleCalendarPlace): what lies in it, the earliest first; what was
 *   called off only where nothing else has its time
 * @all_day: (element-type AxleCalendarItem): what is on all day
 * @n_lanes: into how many lanes it is shared at most, 1 or more
 */
typedef struct
{
  AxleDayPlan    *plan;
  AxleCalendarBy  by;
  AxleId          id;
  char           *key;
  char           *title;
  GArray         *hours;
  GArray         *places;
  GPtrArray      *all_day;
  guint           n_lanes;
} AxleCalendarColumn;

GPtrArray *axle_calendar_columns_new (GPtrArray      *plans,
                                      GPtrArray      *items,
                                      AxleCalendarBy  by);
void       axle_calendar_put_into       (AxleRecord        *appointment,
                                         const AxleDayPlan *plan,
                                         AxleCalendarBy     by,
                                         const char        *key);
gboolean   axle_calendar_column_is_open (const AxleCalendarColumn *self,
                                         int                       minute);

G_END_DECLS
