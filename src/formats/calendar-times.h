/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/calendar-zone.h"
#include "formats/calendar.h"

G_BEGIN_DECLS

/* When an event is: its start and end, its rules, what they leave out, what they add. */

gboolean axle_calendar_read_times      (AxleCalendarEvent         *event,
                                        const AxleCalendarPart    *part,
                                        AxleCalendarZones         *zones,
                                        const AxleCalendarOptions *options,
                                        gint64                     deadline);
char    *axle_calendar_dup_occurrence  (const AxleCalendarLine    *line,
                                        AxleCalendarZones         *zones);

G_END_DECLS
