/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-page.h"

G_BEGIN_DECLS

/* The weeks of a month, from Monday. */
#define AXLE_TYPE_CALENDAR_MONTH (axle_calendar_month_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarMonth, axle_calendar_month, AXLE, CALENDAR_MONTH, GtkWidget)

GtkWidget *axle_calendar_month_new       (void);
/* Whether all that there is room for is shown. */
gboolean   axle_calendar_month_is_filled (AxleCalendarMonth *self);

G_END_DECLS
