/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-days.h"
#include "app/calendar.h"

G_BEGIN_DECLS

/* A day of a month: its number, what day it is, how full it is, and as many lines of
 * appointments as there is room for; the rest as a number that opens the day. */
#define AXLE_TYPE_MONTH_CELL (axle_month_cell_get_type ())
G_DECLARE_FINAL_TYPE (AxleMonthCell, axle_month_cell, AXLE, MONTH_CELL, GtkWidget)

GtkWidget             *axle_month_cell_new           (void);
/* Shows the day without lines; axle_month_cell_fill() makes them. @day must live until
 * another is set. */
void                   axle_month_cell_set_day       (AxleMonthCell         *self,
                                                      AxleCalendar          *calendar,
                                                      const AxleCalendarDay *day,
                                                      gboolean               of_month,
                                                      gboolean               today);
const AxleCalendarDay *axle_month_cell_get_day       (AxleMonthCell         *self);
void                   axle_month_cell_show_capacity (AxleMonthCell         *self,
                                                      AxleCalendar          *calendar);
/* How high a line is: the same in all cells, so it is measured once for them. */
void                   axle_month_cell_set_line_height (AxleMonthCell       *self,
                                                      int                    height);
/* How many lines fit into a cell of that size. */
guint                  axle_month_cell_count_room    (AxleMonthCell         *self,
                                                      int                    width,
                                                      int                    height);
/* @n_room: how many lines there is room for. */
void                   axle_month_cell_fill          (AxleMonthCell         *self,
                                                      AxleCalendar          *calendar,
                                                      guint                  n_room,
                                                      gint64                 late_before);
/* Where the focus can be: in the day itself (0), in its lines, in the number of the rest. */
guint                  axle_month_cell_get_n_stops   (AxleMonthCell         *self);
GtkWidget             *axle_month_cell_get_stop      (AxleMonthCell         *self,
                                                      guint                  i);
guint                  axle_month_cell_find_stop     (AxleMonthCell         *self,
                                                      GtkWidget             *stop);

G_END_DECLS
