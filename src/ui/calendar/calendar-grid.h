/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-columns.h"
#include "ui/calendar/calendar-page.h"

G_BEGIN_DECLS

typedef enum
{
  AXLE_CALENDAR_SPREAD_DAY,
  AXLE_CALENDAR_SPREAD_WEEK,
} AxleCalendarSpread;

/* The hours of a day or a week, with columns. */
#define AXLE_TYPE_CALENDAR_GRID (axle_calendar_grid_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarGrid, axle_calendar_grid, AXLE, CALENDAR_GRID, GtkWidget)

GtkWidget     *axle_calendar_grid_new    (AxleCalendarSpread  spread);
AxleCalendarBy axle_calendar_grid_get_by (AxleCalendarGrid   *self);
void           axle_calendar_grid_set_by (AxleCalendarGrid   *self,
                                          AxleCalendarBy      by);
/* Scrolls to the working day as soon as it is laid out, and to now where that is today. */
void           axle_calendar_grid_settle (AxleCalendarGrid   *self);
/* @steps: larger than 0 to see more of less. */
void           axle_calendar_grid_zoom   (AxleCalendarGrid   *self,
                                          int                 steps);

G_END_DECLS
