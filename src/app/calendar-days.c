/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-days.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"

void
axle_calendar_day_free (AxleCalendarDay *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

static GDateTime *
at_minute (const AxleDate *date,
           int             minute,
           GTimeZone      *zone)
{
  return g_date_time_new (zone, date->year, date->month, date->day, minute / 60, minute % 60, 0);
}

/**
 * axle_calendar_days_find_start:
 * @date: a day
 * @minute: minutes after midnight by the clock on the wall, below 1440
 * @zone: the store's
 *
 * Returns: that time, in microseconds since 1970 UTC
 */
gint64
axle_calendar_days_find_start (const AxleDate *date,
                               int             minute,
                               GTimeZone      *zone)
{
  g_autoptr(GDateTime) time = at_minute (date, minute, zone);

  return g_date_time_to_unix_usec (time);
}

static GDateTime *
to_local (gint64     at,
          GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/**
 * axle_calendar_days_move:
 * @at: a time, in microseconds since 1970 UTC
 * @days: how many days later
 * @zone: the store's
 *
 * Returns: the same time by the clock on the wall on another day, also where the clocks are
 *   put forward or back between
 */
gint64
axle_calendar_days_move (gint64     at,
                         int        days,
                         GTimeZone *zone)
{
  g_autoptr(GDateTime) local = to_local (at, zone);
  g_autoptr(GDateTime) moved = local != NULL ? g_date_time_add_days (local, days) : NULL;

  return moved != NULL ? g_date_time_to_unix_usec (moved) : at;
}

/**
 * axle_calendar_days_count:
 * @from: a day
 * @until: another
 *
 * Returns: how many days later @until is; less than 0 where it is earlier
 */
int
axle_calendar_days_count (const AxleDate *from,
                          const AxleDate *until)
{
  g_autoptr(GDate) first = g_date_new_dmy ((GDateDay) from->day, (GDateMonth) from->month, (GDateYear) from->year);
  g_autoptr(GDate) last = g_date_new_dmy ((GDateDay) until->day, (GDateMonth) until->month, (GDateYear) until->year);

  return g_date_days_between (first, last);
}

/* Putting items into days. */

typedef struct
{
  AxleCalendarItem *item;
  gint64            from;
  gint64            until;
  int               rank;
} Entry;

static int
get_rank (const AxleCalendarItem *item)
{
  if (!axle_appointment_is_on (item->appointment))
    return 2;
  return axle_record_get_boolean (item->appointment, AXLE_APPOINTMENT_ALL_DAY) ? 0 : 1;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;

  if (one->rank != other->rank)
    return one->rank - other->rank;
  return one->from != other->from ? (one->from > other->from) - (one->from < other->from)
                                  : axle_id_compare (&one->item->appointment->id, &other->item->appointment->id);
}

/* A month has thousands: what is compared is asked for once. */
static GArray *
list_entries (GPtrArray *items)
{
  guint n_items = items != NULL ? items->len : 0;
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), n_items);

  for (guint i = 0; i < n_items; i++)
    {
      AxleCalendarItem *item = items->pdata[i];
      gint64 from = axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT);
      Entry entry = { item, from, MAX (axle_appointment_get_end (item->appointment), from + 1), get_rank (item) };

      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  return entries;
}

/* The first of @bounds, which rise, that is after @at. */
static guint
find_after (GArray *bounds,
            gint64  at)
{
  guint low = 0, high = bounds->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (bounds, gint64, middle) > at)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static void
put_entry (GPtrArray   *days,
           GArray      *bounds,
           const Entry *entry)
{
  guint first = find_after (bounds, entry->from);
  guint last = find_after (bounds, entry->until - 1);

  /* A day is before the midnight that ends it. */
  for (guint i = MAX (first, 1); i <= MIN (last, days->len); i++)
    {
      AxleCalendarDay *day = days->pdata[i - 1];

      g_ptr_array_add (day->items, entry->item);
      day->n_on += entry->rank < 2;
    }
}

/**
 * axle_calendar_days_new:
 * @items: (nullable) (element-type AxleCalendarItem): what there is; must live as long
 * @zone: the store's
 * @first: the first day
 * @n_days: how many
 *
 * Returns: (transfer full) (element-type AxleCalendarDay): each day, with or without anything
 */
GPtrArray *
axle_calendar_days_new (GPtrArray      *items,
                        GTimeZone      *zone,
                        const AxleDate *first,
                        guint           n_days)
{
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_day_free);
  g_autoptr(GArray) entries = list_entries (items);
  g_autoptr(GArray) bounds = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_days + 1);

  for (guint i = 0; i <= n_days; i++)
    {
      AxleDate date = axle_date_add_days (first, (int) i);
      gint64 midnight = axle_calendar_days_find_start (&date, 0, zone);

      g_array_append_val (bounds, midnight);
      if (i < n_days)
        {
          AxleCalendarDay *day = g_new0 (AxleCalendarDay, 1);

          day->date = date;
          day->items = g_ptr_array_new ();
          g_ptr_array_add (days, day);
        }
    }
  for (guint i = 0; i < entries->len; i++)
    put_entry (days, bounds, &g_array_index (entries, Entry, i));
  return days;
}

/* Months. */

/**
 * axle_month_get_weeks:
 * @date: a day
 * @first: (out): the Monday of the week in which its month begins
 * @n_days: (out): how many days there are until the Sunday of that in which it ends
 */
void
axle_month_get_weeks (const AxleDate *date,
                      AxleDate       *first,
                      guint          *n_days)
{
  const AxleDate begins = { date->year, date->month, 1 };
  guint before = axle_date_get_weekday (&begins);
  guint length = (guint) axle_date_days_in_month (date->year, date->month);

  *first = axle_date_add_days (&begins, -(int) before);
  *n_days = (before + length + 6) / 7 * 7;
}

/**
 * axle_month_step:
 * @date: a day
 * @by: how many months later
 *
 * Returns: the same day of that month, or its last where it has fewer days
 */
AxleDate
axle_month_step (const AxleDate *date,
                 int             by)
{
  int months = date->year * 12 + date->month - 1 + by;
  AxleDate stepped = { months / 12, months % 12 + 1, date->day };

  stepped.day = MIN (stepped.day, axle_date_days_in_month (stepped.year, stepped.month));
  return stepped;
}

static char *
format (const AxleDate *date,
        const char     *pattern)
{
  g_autoptr(GDateTime) time = g_date_time_new_utc (date->year, date->month, date->day, 0, 0, 0);

  return time != NULL ? g_date_time_format (time, pattern) : g_strdup ("");
}

char *
axle_date_dup_month (const AxleDate *date)
{
  /* Translators: a pattern of g_date_time_format(): a month and its year. */
  return format (date, _("%OB %Y"));
}

/* A day with its weekday, such as “Mon, 2026-11-23”. */
char *
axle_date_dup_words (const AxleDate *date)
{
  /* Translators: a pattern of g_date_time_format(): a day with its weekday. */
  return format (date, _("%a, %Y-%m-%d"));
}
