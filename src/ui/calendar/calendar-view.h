/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/calendar/calendar-page.h"
#include "ui/calendar/hover-card.h"

G_BEGIN_DECLS

/**
 * AxleCalendarView:
 *
 * The appointments of the store, by day, week, month and as a list, with what waits for a
 * time beside them. What can be done is in its `calendar.` actions, see calendar-actions.c.
 *
 * Properties: `page`, the name of what is shown; `by`, what there is a column for; `colour`,
 * what the colours tell; `tray`, whether the requests are shown.
 */
#define AXLE_TYPE_CALENDAR_VIEW (axle_calendar_view_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarView, axle_calendar_view, AXLE, CALENDAR_VIEW, AdwBin)

GtkWidget        *axle_calendar_view_new             (AxleWorkstation  *workstation);
AxleWorkstation  *axle_calendar_view_get_workstation (AxleCalendarView *self);
AxleCalendar     *axle_calendar_view_get_calendar    (AxleCalendarView *self);
/* What is shown, and the date that it is around. */
AxleCalendarPage *axle_calendar_view_get_page        (AxleCalendarView *self);
AxleDate          axle_calendar_view_get_date        (AxleCalendarView *self);
AxleHoverCard    *axle_calendar_view_get_card        (AxleCalendarView *self);
/* %NULL until it was shown once. */
GtkWidget        *axle_calendar_view_get_tray        (AxleCalendarView *self);
void              axle_calendar_view_set_page        (AxleCalendarView *self,
                                                      const char       *name);
void              axle_calendar_view_go_to           (AxleCalendarView *self,
                                                      const AxleDate   *date);
/* Steps pages forward, or back where @by is negative. */
void              axle_calendar_view_step            (AxleCalendarView *self,
                                                      int               by);
void              axle_calendar_view_zoom            (AxleCalendarView *self,
                                                      int               steps);
/* The page after the one that is shown, or before it where @by is negative. */
void              axle_calendar_view_turn            (AxleCalendarView *self,
                                                      int               by);
/* Shows anew what there is, where what was let go of on the page did not come about. */
void              axle_calendar_view_show_again      (AxleCalendarView *self);
/* Time went on: whoever is late by now is shown so. Its clock calls it. */
void              axle_calendar_view_tick            (AxleCalendarView *self);
/* Goes to the day of an appointment, and puts the focus on it as soon as it is there. */
void              axle_calendar_view_show_appointment (AxleCalendarView *self,
                                                       const AxleId     *appointment);

G_END_DECLS
