/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/**
 * AxleCalendarPage:
 *
 * One of the ways to look at the calendar. A page draws and reports what is done on it, by
 * activating actions of the view that it is in; it never writes.
 */
#define AXLE_TYPE_CALENDAR_PAGE (axle_calendar_page_get_type ())
G_DECLARE_INTERFACE (AxleCalendarPage, axle_calendar_page, AXLE, CALENDAR_PAGE, GtkWidget)

/**
 * AxleCalendarPageInterface:
 * @get_days: what it shows around a date: the first day, and how many
 * @step: the date that so many steps lead to: pages before or after
 * @dup_title: what the days around a date are called
 * @show: shows what the calendar has of the days around a date; called again each time that
 *   it has something else
 * @select: brings an appointment into sight and puts the focus on it; %NULL for where one
 *   begins
 * @tick: time went on; %NULL where nothing says what time it is
 */
struct _AxleCalendarPageInterface
{
  GTypeInterface parent;

  void     (*get_days)  (AxleCalendarPage *self,
                         const AxleDate   *date,
                         AxleDate         *first,
                         guint            *n_days);
  AxleDate (*step)      (AxleCalendarPage *self,
                         const AxleDate   *date,
                         int               by);
  char    *(*dup_title) (AxleCalendarPage *self,
                         const AxleDate   *date);
  void     (*show)      (AxleCalendarPage *self,
                         AxleCalendar     *calendar,
                         const AxleDate   *date);
  void     (*select)    (AxleCalendarPage *self,
                         const AxleId     *appointment);
  void     (*tick)      (AxleCalendarPage *self);
};

void     axle_calendar_page_get_days  (AxleCalendarPage *self,
                                       const AxleDate   *date,
                                       AxleDate         *first,
                                       guint            *n_days);
AxleDate axle_calendar_page_step      (AxleCalendarPage *self,
                                       const AxleDate   *date,
                                       int               by);
char    *axle_calendar_page_dup_title (AxleCalendarPage *self,
                                       const AxleDate   *date);
void     axle_calendar_page_show      (AxleCalendarPage *self,
                                       AxleCalendar     *calendar,
                                       const AxleDate   *date);
void     axle_calendar_page_select    (AxleCalendarPage *self,
                                       const AxleId     *appointment);
void     axle_calendar_page_tick      (AxleCalendarPage *self);

G_END_DECLS
