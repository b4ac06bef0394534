/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"

/**
 * axle_date_days_in_month:
 * @year: a year, or 0 when it is not known
 * @month: 1 to 12
 *
 * Returns: the days of that month; February of an unknown year has 29, because
 *   people are born on that day too
 */
int
axle_date_days_in_month (int year,
                         int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  if (month == 2 && (year == 0 || g_date_is_leap_year ((GDateYear) year)))
    return 29;
  return days[month - 1];
}

/**
 * axle_date_is_valid:
 * @date: a date
 *
 * Returns: whether the calendar has that day
 */
gboolean
axle_date_is_valid (const AxleDate *date)
{
  return date->year >= 0 && date->year <= 9999 && date->day >= 1
         && date->day <= axle_date_days_in_month (date->year, date->month);
}

/**
 * axle_date_compare:
 * @a: a date
 * @b: another
 *
 * Returns: below 0, 0 or above 0 as @a is before, on or after @b; dates
 *   without year come before all others
 */
int
axle_date_compare (const AxleDate *a,
                   const AxleDate *b)
{
  if (a->year != b->year)
    return a->year < b->year ? -1 : 1;
  if (a->month != b->month)
    return a->month < b->month ? -1 : 1;
  return (a->day > b->day) - (a->day < b->day);
}

/* What a date is made of once its words are understood: numbers, and the sign
 * that ended each of them. */
typedef struct
{
  int  value[3];
  int  width[3];
  char end[3];
  int  n;
  int  dashes;
} Numbers;

static int
chinese_digit (gunichar sign)
{
  static const struct { gunichar sign; int value; } digits[] = {
    { 0x3007, 0 }, { 0x96f6, 0 }, { 0x25cb, 0 }, { 0x4e00, 1 }, { 0x5143, 1 }, { 0x4e8c, 2 },
    { 0x4e09, 3 }, { 0x56db, 4 }, { 0x4e94, 5 }, { 0x516d, 6 }, { 0x4e03, 7 }, { 0x516b, 8 },
    { 0x4e5d, 9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (digits); i++)
    if (digits[i].sign == sign)
      return digits[i].value;
  return -1;
}

/* Rewrites 二〇二〇年三月二十一日 with ASCII digits; 十 is written out by its place. */
static char *
with_ascii_digits (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean after_digit = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = axle_text_narrow (g_utf8_get_char (p));
      int digit = chinese_digit (sign);

      if (sign == 0x5341) /* 十 */
        {
          gboolean before_digit = chinese_digit (g_utf8_get_char (g_utf8_next_char (p))) >= 0;

          if (!after_digit)
            g_string_append_c (out, '1');
          if (!before_digit)
            g_string_append_c (out, '0');
          after_digit = TRUE;
          continue;
        }
      after_digit = digit >= 0;
      if (digit >= 0)
        g_string_append_printf (out, "%d", digit);
      else
        g_string_append_unichar (out, sign);
    }
  return g_string_free (out, FALSE);
}

static char
separator (const char **p)
{
  static const struct { const char *word; char sign; } words[] = {
    { "年", 'y' }, { "月", 'm' }, { "日", 'd' }, { "号", 'd' }, { "號", 'd' },
    { "-", '-' }, { "/", '/' }, { ".", '.' }, { "\\", '/' },
  };

  while (**p == ' ')
    (*p)++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (*p, words[i].word))
      {
        *p += strlen (words[i].word);
        while (**p == ' ')
          (*p)++;
        return words[i].sign;
      }
  return '\0';
}

static gboolean
read_numbers (const char *p,
              Numbers    *numbers)
{
  memset (numbers, 0, sizeof *numbers);
  while (*p == '-' && numbers->dashes < 2)
    {
      numbers->dashes++;
      p++;
    }
  while (*p != '\0')
    {
      int i = numbers->n;

      /* A time of day may follow a whole date; it says nothing about the day. */
      if (i == 3 && (*p == 'T' || *p == 't' || g_ascii_isdigit (*p)))
        return TRUE;
      if (i == 1 && numbers->width[0] == 8 && (*p == 'T' || *p == 't'))
        return TRUE;
      if (i == 3 || !g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p) && numbers->width[i] < 9)
        {
          numbers->value[i] = numbers->value[i] * 10 + (*p++ - '0');
          numbers->width[i]++;
        }
      {
        gboolean blank = *p == ' ';

        numbers->end[i] = separator (&p);
        numbers->n++;
        if (numbers->end[i] == '\0' && *p != '\0' && *p != 'T' && *p != 't' && !(blank && numbers->n == 3))
          return FALSE;
      }
    }
  return numbers->n > 0;
}

static gboolean
from_packed (const Numbers *numbers,
             AxleDate      *date)
{
  int value = numbers->value[0];

  if (numbers->width[0] == 8 && numbers->dashes == 0)
    *date = (AxleDate) { value / 10000, value / 100 % 100, value % 100 };
  else if (numbers->width[0] == 4 && numbers->dashes == 2)
    *date = (AxleDate) { 0, value / 100, value % 100 };
  else
    return FALSE;
  return TRUE;
}

static gboolean
from_parts (const Numbers *numbers,
            AxleDate      *date)
{
  const int *v = numbers->value;

  if (numbers->n == 3 && numbers->dashes == 0)
    {
      if (numbers->width[1] > 2 || (numbers->width[2] > 2 && numbers->width[0] > 2))
        return FALSE;
      if (numbers->width[0] == 4)
        *date = (AxleDate) { v[0], v[1], v[2] };
      else if (numbers->end[0] == 'y' && numbers->width[0] == 2)
        *date = (AxleDate) { v[0] + (v[0] < 30 ? 2000 : 1900), v[1], v[2] };
      else
        return FALSE;
      return date->year > 0;
    }
  if (numbers->n == 2 && numbers->width[0] <= 2 && numbers->width[1] <= 2 && numbers->end[0] != 'y'
      && (numbers->dashes == 0 || numbers->dashes == 2))
    {
      *date = (AxleDate) { 0, v[0], v[1] };
      return TRUE;
    }
  return FALSE;
}

static void
complain (GPtrArray  *problems,
          const char *code,
          const char *message)
{
  if (problems != NULL)
    axle_problems_add (problems, code, NULL, TRUE, "%s", message);
}

/**
 * axle_date_parse:
 * @text: what was typed or read: ISO 8601 (`2020-03-05`, `20200305`, without
 *   year `--03-05`), `2020/3/5`, `2020.3.5`, `2020年3月5日`, `3月5日`, with
 *   full-width or Chinese digits; a time of day after it is passed over
 * @date: (out): the date
 * @problems: (nullable) (element-type AxleProblem): gets what is wrong:
 *   `date-empty`, `date-form`, `date-range`
 *
 * Day-first and month-first forms are not guessed at: a wrong birthday is
 * worse than a question.
 *
 * Returns: whether @date was set
 */
gboolean
axle_date_parse (const char *text,
                 AxleDate   *date,
                 GPtrArray  *problems)
{
  g_autofree char *tidy = axle_text_tidy (text);
  g_autofree char *ascii = with_ascii_digits (tidy);
  AxleDate found = { 0 };
  Numbers numbers;

  if (*ascii == '\0')
    {
      complain (problems, "date-empty", _("There is no date. Give year, month and day, such as 2020-03-05."));
      return FALSE;
    }
  if (!read_numbers (ascii, &numbers)
      || !(numbers.n == 1 ? from_packed (&numbers, &found) : from_parts (&numbers, &found)))
    {
      complain (problems, "date-form", _("This is not a date. Give year, month and day, such as 2020-03-05."));
      return FALSE;
    }
  if (!axle_date_is_valid (&found))
    {
      complain (problems, "date-range", _("The calendar has no such day. Check month and day."));
      return FALSE;
    }
  *date = found;
  return TRUE;
}

/**
 * axle_date_format_iso:
 * @date: a valid date
 *
 * Returns: (transfer full): `2020-03-05`, or `--03-05` without year, as vCard
 *   writes birthdays
 */
char *
axle_date_format_iso (const AxleDate *date)
{
  if (date->year == 0)
    return g_strdup_printf ("--%02d-%02d", date->month, date->day);
  return g_strdup_printf ("%04d-%02d-%02d", date->year, date->month, date->day);
}

/**
 * axle_date_get_end:
 * @date: a date with a year
 * @zone: the time zone of a calendar
 *
 * Returns: the last microsecond of the day, since 1970 UTC
 */
gint64
axle_date_get_end (const AxleDate *date,
                   GTimeZone      *zone)
{
  g_autoptr(GDateTime) first = g_date_time_new (zone, date->year, date->month, date->day, 0, 0, 0);
  g_autoptr(GDateTime) next = g_date_time_add_days (first, 1);

  return g_date_time_to_unix_usec (next) - 1;
}

/**
 * axle_date_get_time:
 * @date: a date with a year
 * @minute: minutes after midnight by the clock on the wall, below 1440
 * @zone: the time zone of a calendar
 *
 * Returns: that time, in microseconds since 1970 UTC
 */
gint64
axle_date_get_time (const AxleDate *date,
                    int             minute,
                    GTimeZone      *zone)
{
  g_autoptr(GDateTime) time = g_date_time_new (zone, date->year, date->month, date->day, minute / 60, minute % 60, 0);

  return g_date_time_to_unix_usec (time);
}

/**
 * axle_date_from_time:
 * @at: a time, in microseconds since 1970 UTC
 * @zone: the time zone of a calendar
 *
 * Returns: the day that it is on
 */
AxleDate
axle_date_from_time (gint64     at,
                     GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);

  return (AxleDate) { g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local) };
}

static void
to_day (const AxleDate *date,
        GDate          *day)
{
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
}

/**
 * axle_date_add_days:
 * @date: a date with a year
 * @days: how many; below zero for an earlier day
 *
 * Returns: that day; the first or the last of years 1 to 9999 where it is none of them
 */
AxleDate
axle_date_add_days (const AxleDate *date,
                    int             days)
{
  AxleDate later = { 0 };
  gint64 julian;
  GDate day, last;

  to_day (date, &day);
  g_date_clear (&last, 1);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, 9999);
  julian = CLAMP ((gint64) g_date_get_julian (&day) + days, 1, (gint64) g_date_get_julian (&last));
  g_date_set_julian (&day, (guint32) julian);
  later.year = g_date_get_year (&day);
  later.month = (int) g_date_get_month (&day);
  later.day = g_date_get_day (&day);
  return later;
}

/**
 * axle_date_get_weekday:
 * @date: a date with a year
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
guint
axle_date_get_weekday (const AxleDate *date)
{
  GDate day;

  to_day (date, &day);
  return (guint) g_date_get_weekday (&day) - 1;
}
