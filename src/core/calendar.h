/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days of a store's calendar, as microseconds since 1970 UTC. */

/* The first and the last moment that a calendar has: years 1 to 9999. */
#define AXLE_CALENDAR_FIRST G_GINT64_CONSTANT (-62135596800000000)
#define AXLE_CALENDAR_LAST G_GINT64_CONSTANT (253402300799999999)

gint64  axle_calendar_from_date   (const char *date,
                                   GTimeZone  *zone);
gint64  axle_calendar_add_months  (gint64      at,
                                   int         months,
                                   GTimeZone  *zone);
gint64  axle_calendar_get_utc_day (gint64      at);
gint64  axle_calendar_find_month  (gint64      at,
                                   GTimeZone  *zone);
char   *axle_calendar_format_day  (gint64      at,
                                   GTimeZone  *zone);

G_END_DECLS
