/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* Says once, over the days, of which year the holidays are not announced yet. */
#define AXLE_TYPE_CALENDAR_NOTICE (axle_calendar_notice_get_type ())
G_DECLARE_FINAL_TYPE (AxleCalendarNotice, axle_calendar_notice, AXLE, CALENDAR_NOTICE, GtkWidget)

GtkWidget *axle_calendar_notice_new  (void);
void       axle_calendar_notice_show (AxleCalendarNotice *self,
                                      AxleCalendar       *calendar,
                                      const AxleDate     *first,
                                      guint               n_days);

G_END_DECLS
