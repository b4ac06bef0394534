/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"
#include "ui/calendar/month-cell.h"

G_BEGIN_DECLS

/* The days of a month, a week a row. What is on the screen becomes widgets, within what a
 * frame has time for; the rest follows in the next frames. */
#define AXLE_TYPE_MONTH_GRID (axle_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (AxleMonthGrid, axle_month_grid, AXLE, MONTH_GRID, GtkWidget)

GtkWidget     *axle_month_grid_new            (void);
void           axle_month_grid_show           (AxleMonthGrid  *self,
                                               AxleCalendar   *calendar,
                                               const AxleDate *date);
AxleCalendar  *axle_month_grid_get_calendar   (AxleMonthGrid  *self);
/* %NULL where it is not among those shown. */
AxleMonthCell *axle_month_grid_find_day       (AxleMonthGrid  *self,
                                               const AxleDate *date);
AxleMonthCell *axle_month_grid_find_at        (AxleMonthGrid  *self,
                                               double          x,
                                               double          y);
/* The day in whose cell the focus is or was; the one that was asked for at first. */
AxleMonthCell *axle_month_grid_get_current    (AxleMonthGrid  *self);
gboolean       axle_month_grid_focus_day      (AxleMonthGrid  *self,
                                               const AxleDate *date);
gboolean       axle_month_grid_focus_item     (AxleMonthGrid  *self,
                                               const AxleId   *appointment);
/* Whether all lines that there is room for are there. */
gboolean       axle_month_grid_is_filled      (AxleMonthGrid  *self);

G_END_DECLS
