/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-columns.h"
#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* The action `calendar.menu`: what can be done with an appointment, at what has the focus. */
void axle_calendar_menu_action (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter);
/* What can be done where nothing is booked: @area: where on @widget, which is in the view;
 * @target: of `calendar.paste`; @date: a whole day instead of a time, or %NULL. */
void axle_calendar_free_menu_popup (GtkWidget          *widget,
                                    const GdkRectangle *area,
                                    gint64              at,
                                    const char         *by,
                                    const char         *column,
                                    const AxleDate     *date);
/* What might be with who or what a column is of: @at: where on @header; @date: the day. */
void axle_calendar_column_menu_popup (GtkWidget                *header,
                                      const AxleCalendarColumn *column,
                                      const AxleDate           *date,
                                      double                    at);

G_END_DECLS
