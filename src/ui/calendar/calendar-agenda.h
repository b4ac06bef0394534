/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-page.h"

G_BEGIN_DECLS

/* The appointments of some weeks as a list, by days. */
#define AXLE_TYPE_CALENDAR_AGENDA (axle_calendar_agenda_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarAgenda, axle_calendar_agenda, AXLE, CALENDAR_AGENDA, GtkWidget)

GtkWidget *axle_calendar_agenda_new (void);

G_END_DECLS
