/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleDate:
 * @year: 1 to 9999, or 0 where the year is not known (a birthday)
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * A day of the Gregorian calendar, without time or zone.
 */
typedef struct
{
  int year;
  int month;
  int day;
} AxleDate;

gboolean axle_date_is_valid      (const AxleDate *date);
int      axle_date_days_in_month (int             year,
                                  int             month);
int      axle_date_compare       (const AxleDate *a,
                                  const AxleDate *b);
gboolean axle_date_parse         (const char     *text,
                                  AxleDate       *date,
                                  GPtrArray      *problems);
char    *axle_date_format_iso    (const AxleDate *date);
gint64   axle_date_get_end       (const AxleDate *date,
                                  GTimeZone      *zone);
gint64   axle_date_get_time      (const AxleDate *date,
                                  int             minute,
                                  GTimeZone      *zone);
AxleDate axle_date_from_time     (gint64          at,
                                  GTimeZone      *zone);
AxleDate axle_date_add_days      (const AxleDate *date,
                                  int             days);
guint    axle_date_get_weekday   (const AxleDate *date);

G_END_DECLS
