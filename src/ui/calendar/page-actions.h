/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* What is done in a month and in the agenda, by key and by pointer alike: each activates an
 * action of the view that @widget is in. %FALSE where there is no such action. */

gboolean axle_page_activate_item (GtkWidget        *widget,
                                  const char       *action,
                                  const AxleRecord *appointment);
gboolean axle_page_activate_day  (GtkWidget        *widget,
                                  const char       *action,
                                  const AxleDate   *date);
/* When something is booked on a day: when the store opens; today, the next quarter of an hour. */
gint64   axle_page_find_time     (AxleCalendar     *calendar,
                                  const AxleDate   *date);
gboolean axle_page_book          (GtkWidget        *widget,
                                  AxleCalendar     *calendar,
                                  const AxleDate   *date);
/* The menu of a day, over its cell. */
void     axle_page_popup_day     (GtkWidget        *cell,
                                  AxleCalendar     *calendar,
                                  const AxleDate   *date);
/* To another day at the same time. */
gboolean axle_page_move_by       (GtkWidget        *widget,
                                  AxleCalendar     *calendar,
                                  const AxleRecord *appointment,
                                  int               days,
                                  gboolean          copy);

G_END_DECLS
