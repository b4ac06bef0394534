/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-search.h"

G_BEGIN_DECLS

/* The search of the calendar: what is typed is looked for, Enter steps to the next that was
 * found and Shift+Enter back, from the entry and from the pages alike.
 *
 * Signals: `found` (appointment id as text) when one is stepped to. */
#define AXLE_TYPE_CALENDAR_SEARCH (axle_calendar_search_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarSearch, axle_calendar_search, AXLE, CALENDAR_SEARCH, GtkWidget)

/* @pages: where Enter steps too, and typing goes into the entry. */
void       axle_calendar_search_set_up (AxleCalendarSearch *self,
                                        AxleCalendar       *calendar,
                                        GtkWidget          *pages);
void       axle_calendar_search_begin  (AxleCalendarSearch *self);
/* %FALSE where there is nothing to leave. */
gboolean   axle_calendar_search_leave  (AxleCalendarSearch *self);
void       axle_calendar_search_step   (AxleCalendarSearch *self,
                                        int                 by);
GtkEditable *axle_calendar_search_get_entry (AxleCalendarSearch *self);
/* What was found; %NULL while nothing was looked for, or is being looked for. */
GPtrArray *axle_calendar_search_get_hits (AxleCalendarSearch *self);

G_END_DECLS
