/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar.h"

#include "base/date.h"

/**
 * axle_calendar_from_date:
 * @date: (nullable): as records hold it, such as `2024-03-05`
 * @zone: where the day begins
 *
 * Returns: the beginning of that day in microseconds since 1970 UTC; %G_MININT64 when it
 *   is no day of a known year
 */
gint64
axle_calendar_from_date (const char *date,
                         GTimeZone  *zone)
{
  g_autoptr(GDateTime) start = NULL;
  AxleDate day;

  if (date == NULL || !axle_date_parse (date, &day, NULL) || day.year == 0)
    return G_MININT64;
  start = g_date_time_new (zone, day.year, day.month, day.day, 0, 0, 0);
  return start != NULL ? g_date_time_to_unix_usec (start) : G_MININT64;
}

static GDateTime *
to_local (gint64     at,
          GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/**
 * axle_calendar_add_months:
 * @at: microseconds since 1970 UTC
 * @months: how many
 * @zone: whose calendar
 *
 * Returns: the same day so many months later, or the last of its month; @at where the
 *   calendar ends
 */
gint64
axle_calendar_add_months (gint64     at,
                          int        months,
                          GTimeZone *zone)
{
  g_autoptr(GDateTime) local = to_local (at, zone);
  g_autoptr(GDateTime) later = local != NULL ? g_date_time_add_months (local, months) : NULL;

  return later != NULL ? g_date_time_to_unix_usec (later) : at;
}

/**
 * axle_calendar_format_day:
 * @at: microseconds since 1970 UTC
 * @zone: where the day begins
 *
 * Returns: (transfer full): such as `2024-03-05`; "" where the calendar ends
 */
char *
axle_calendar_format_day (gint64     at,
                          GTimeZone *zone)
{
  g_autoptr(GDateTime) local = to_local (at, zone);

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : g_strdup ("");
}

/**
 * axle_calendar_get_utc_day:
 * @at: microseconds since 1970 UTC
 *
 * Returns: the day of @at, in days since 1970-01-01 UTC
 */
gint64
axle_calendar_get_utc_day (gint64 at)
{
  return at / G_TIME_SPAN_DAY - (at % G_TIME_SPAN_DAY < 0 ? 1 : 0);
}

/**
 * axle_calendar_find_month:
 * @at: a time, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: when its calendar month began, in microseconds since 1970 UTC
 */
gint64
axle_calendar_find_month (gint64     at,
                          GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr(GDateTime) first = g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local), 1, 0, 0, 0);

  return g_date_time_to_unix (first) * G_USEC_PER_SEC;
}
