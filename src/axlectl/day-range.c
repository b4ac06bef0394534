/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/day-range.h"

#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"

GTimeZone *
axle_day_range_dup_zone (AxleWorkstation *desk)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (desk);

  return store != NULL ? axle_store_dup_zone (store) : g_time_zone_new_local ();
}

/* The first moment of a day of the store, or the one after its last. */
static gboolean
read_day (const char *text,
          GTimeZone  *zone,
          gboolean    after,
          gint64     *at)
{
  AxleDate date;
  g_autofree char *day = NULL;

  if (!axle_date_parse (text, &date, NULL) || date.year == 0)
    return FALSE;
  day = axle_date_format_iso (&date);
  *at = after ? axle_date_get_end (&date, zone) : axle_calendar_from_date (day, zone);
  return TRUE;
}

int
axle_day_range_read (const AxleCommand *self,
                     AxleWorkstation   *desk,
                     const char        *first,
                     const char        *last,
                     gint64            *from,
                     gint64            *until)
{
  g_autoptr (GTimeZone) zone = axle_day_range_dup_zone (desk);

  if (first != NULL && !read_day (first, zone, FALSE, from))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), first);
  if (last != NULL && !read_day (last, zone, TRUE, until))
    return axle_command_misused (self, _("“%s” is no day. Write it as 2026-06-15"), last);
  if (*until <= *from)
    return axle_command_misused (self, _("The last day is before the first"));
  return -1;
}

char *
axle_day_range_format (gint64     at,
                       gboolean   day,
                       GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return NULL;
  return day ? g_date_time_format (local, "%Y-%m-%d") : g_date_time_format_iso8601 (local);
}
