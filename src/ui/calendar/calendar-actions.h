/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* What can be done in the calendar: the `calendar.` actions, which gestures, keys and menus
 * all call by name. */
void axle_calendar_actions_install (GtkWidgetClass   *class);
/* Gives a part of the calendar the keys of the whole: what scrolls around it knows some of
 * them, too, and would come first. */
void axle_calendar_actions_bind    (GtkWidgetClass   *class);
/* Lets through what who is signed in may do. */
void axle_calendar_actions_update  (AxleCalendarView *view);
/* The appointment of an id as it is shown, or as it is saved where it is not; %NULL where
 * there is none. */
AxleRecord *axle_calendar_actions_find (AxleCalendarView *view,
                                        const char       *text);

G_END_DECLS
