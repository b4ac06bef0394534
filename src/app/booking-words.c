/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking-words.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"

char *
axle_booking_day_dup_words (const AxleDate *day,
                            const AxleDate *today)
{
  AxleDate tomorrow = axle_date_add_days (today, 1);
  const char *name = axle_date_compare (day, today) == 0       ? _("Today")
                     : axle_date_compare (day, &tomorrow) == 0 ? _("Tomorrow")
                                                               : _(axle_weekdays[axle_date_get_weekday (day)].label);

  if (day->year != today->year)
    return g_strdup_printf (_("%s, %04d-%02d-%02d"), name, day->year, day->month, day->day);
  /* Translators: a day of the week (or “today”), month and day. */
  return g_strdup_printf (_("%s, %02d-%02d"), name, day->month, day->day);
}

static char *
format_clock (gint64     at,
              GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%H:%M");
}

char *
axle_booking_time_dup_words (gint64     at,
                             gint64     now,
                             GTimeZone *zone)
{
  AxleDate day = axle_date_from_time (at, zone);
  AxleDate today = axle_date_from_time (now, zone);
  g_autofree char *date = axle_booking_day_dup_words (&day, &today);
  g_autofree char *clock = format_clock (at, zone);

  return g_strdup_printf ("%s · %s", date, clock);
}

char *
axle_slot_dup_title (const AxleSlot *self,
                     gint64          now,
                     GTimeZone      *zone)
{
  g_autofree char *from = axle_booking_time_dup_words (self->at, now, zone);
  g_autofree char *to = format_clock (self->at + self->minutes * G_TIME_SPAN_MINUTE, zone);

  return g_strdup_printf ("%s–%s", from, to);
}

char *
axle_length_dup_words (const AxleLength *self)
{
  if (self->n == 0)
    return g_strdup_printf (_("%d min by the menu; too little was measured so far"), self->median);
  return g_strdup_printf (self->of_model ? ngettext ("Half take %d min, 4 of 5 at most %d (%u car of this model measured)",
                                                     "Half take %d min, 4 of 5 at most %d (%u cars of this model measured)", self->n)
                                         : ngettext ("Half take %d min, 4 of 5 at most %d (%u car measured)",
                                                     "Half take %d min, 4 of 5 at most %d (%u cars measured)", self->n),
                          self->median, self->high, self->n);
}

char *
axle_booking_chance_dup_words (double   chance,
                               gboolean promised)
{
  int percent = (int) (chance * 100 + 0.5);

  if (chance < 0)
    return g_strdup ("");
  return promised ? g_strdup_printf (_("%d %% likely to be done by the time promised"), percent)
                  : g_strdup_printf (_("%d %% likely to be done within that"), percent);
}
