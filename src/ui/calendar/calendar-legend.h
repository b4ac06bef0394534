/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* Which colour is whom or what in the calendar: a swatch and a name each. One stop of the
 * keyboard, where all of it is read. */
#define AXLE_TYPE_CALENDAR_LEGEND (axle_calendar_legend_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarLegend, axle_calendar_legend, AXLE, CALENDAR_LEGEND, GtkWidget)

void axle_calendar_legend_set_calendar (AxleCalendarLegend *self,
                                        AxleCalendar       *calendar);
/* It is up to date whenever it comes to be seen; this is for while it is seen. */
void axle_calendar_legend_update       (AxleCalendarLegend *self);

G_END_DECLS
