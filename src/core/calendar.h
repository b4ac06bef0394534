/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days of a store's calendar, as microseconds since 1970 UTC. */

gint64   axle_calendar_from_date      (const char  *date,
                                       GTimeZone   *zone);
gint64   axle_calendar_add_months     (gint64       at,
                                       int          months,
                                       GTimeZone   *zone);
char    *axle_calendar_format_day     (gint64       at,
                                       GTimeZone   *zone);
gint64   axle_calendar_find_month     (gint64       at,
                                       GTimeZone   *zone);

gboolean axle_calendar_is_working_day (const GDate *day);

G_END_DECLS
