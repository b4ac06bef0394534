/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/opening.h"

#define WEEK 7

/* No holiday is longer. */
#define CLOSED_LIMIT 31
#define LAST_MINUTE (24 * 60 - 1)

/* Nothing is worked on for longer. */
#define DAY_LIMIT 400

static GDateTime *
to_local (const AxleOpening *self,
          gint64             at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);

  return utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
}

/* That minute of the day @days after that of @local. */
static gint64
at_minute (const AxleOpening *self,
           GDateTime         *local,
           int                days,
           int                minute)
{
  g_autoptr(GDateTime) day = g_date_time_add_days (local, days);
  g_autoptr(GDateTime) time = day == NULL ? NULL
    : g_date_time_new (self->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                       g_date_time_get_day_of_month (day), MIN (minute, LAST_MINUTE) / 60, MIN (minute, LAST_MINUTE) % 60,
                       minute > LAST_MINUTE ? 59 : 0);

  return g_date_time_to_unix_usec (time != NULL ? time : local);
}

static gboolean
is_open_on (const AxleOpening *self,
            GDateTime         *local,
            int                days)
{
  int weekday = (g_date_time_get_day_of_week (local) - 1 + days) % WEEK;
  gboolean open = (self->days & (1u << weekday)) != 0;
  AxleDate date;

  if (self->calendar == NULL)
    return open;
  g_date_time_get_ymd (local, &date.year, &date.month, &date.day);
  date = axle_date_add_days (&date, days);
  return (open || axle_working_days_is_makeup (self->calendar, &date)) && axle_working_days_is_open (self->calendar, &date);
}

/**
 * axle_opening_next:
 * @self: when a store is open
 * @at: a time
 *
 * Returns: @at when the store is open then, otherwise when it opens next; @at also
 *   where no calendar has it
 */
gint64
axle_opening_next (const AxleOpening *self,
                   gint64             at)
{
  g_autoptr(GDateTime) local = to_local (self, at);

  for (int days = 0; local != NULL && days <= CLOSED_LIMIT; days++)
    if (is_open_on (self, local, days) && (days > 0 || at < at_minute (self, local, 0, self->closes)))
      return MAX (at, at_minute (self, local, days, self->opens));
  return at;
}

/**
 * axle_opening_add:
 * @self: when a store is open
 * @from: a time
 * @span: microseconds of work
 *
 * Returns: when the store was open for @span since @from; for a span of more than a
 *   year, an earlier time
 */
gint64
axle_opening_add (const AxleOpening *self,
                  gint64             from,
                  gint64             span)
{
  gint64 at = axle_opening_next (self, from);

  for (int days = 0; days < DAY_LIMIT; days++)
    {
      g_autoptr(GDateTime) local = to_local (self, at);
      gint64 left = local != NULL ? MAX (at_minute (self, local, 0, self->closes) - at, 0) : 0;

      if (span <= left)
        return at + span;
      span -= left;
      at = axle_opening_next (self, at + left);
    }
  return at;
}

/**
 * axle_opening_of:
 * @self: when a store is open
 * @date: a day with a year
 *
 * Returns: when the store opens on that day, or on the next that it does
 */
gint64
axle_opening_of (const AxleOpening *self,
                 const AxleDate    *date)
{
  g_autoptr(GDateTime) midnight = g_date_time_new (self->zone, date->year, date->month, date->day, 0, 0, 0);

  return midnight != NULL ? axle_opening_next (self, g_date_time_to_unix_usec (midnight)) : 0;
}

/**
 * axle_opening_today:
 * @self: when a store is open
 * @now: a time
 *
 * Returns: the store's day; a day of no calendar where @now is none
 */
AxleDate
axle_opening_today (const AxleOpening *self,
                    gint64             now)
{
  g_autoptr(GDateTime) local = to_local (self, now);
  AxleDate date = { 0 };

  if (local != NULL)
    g_date_time_get_ymd (local, &date.year, &date.month, &date.day);
  return date;
}

/**
 * axle_opening_midnight:
 * @self: when a store is open
 * @now: a time
 * @days: how many days later
 *
 * Returns: when that day begins
 */
gint64
axle_opening_midnight (const AxleOpening *self,
                       gint64             now,
                       int                days)
{
  g_autoptr(GDateTime) local = to_local (self, now);

  return local != NULL ? at_minute (self, local, days, 0) : now;
}
