/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define HOUR 60
#define DAY (24 * HOUR)

/* More digits are no time that anybody means. */
#define DIGITS 6

/**
 * axle_clock_format:
 * @minutes: after midnight
 *
 * Returns: (transfer full): a time as a clock shows it, such as `08:30`; the end of a day
 *   is `24:00`
 */
char *
axle_clock_format (gint64 minutes)
{
  return g_strdup_printf ("%02" PRId64 ":%02" PRId64, minutes / HOUR, minutes % HOUR);
}

static gboolean
read_number (const char **text,
             gint64      *number)
{
  const char *start = *text;

  *number = 0;
  while (g_ascii_isdigit (**text) && *text - start < DIGITS)
    *number = *number * 10 + *(*text)++ - '0';
  return *text > start && !g_ascii_isdigit (**text);
}

static void
skip_spaces (const char **text)
{
  while (g_ascii_isspace (**text))
    ++*text;
}

static gboolean
skip_any (const char         **text,
          const char * const  *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (*text, words[i]))
      {
        *text += strlen (words[i]);
        return TRUE;
      }
  return FALSE;
}

/* What follows the hour: minutes of two digits, which only 点 does without. */
static gboolean
read_minutes (const char **text,
              gint64      *minutes)
{
  static const char * const colons[] = { ":", "：", ".", NULL };
  static const char * const words[] = { "点", "时", NULL };
  static const char * const ends[] = { "分", NULL };
  gboolean worded = skip_any (text, words);
  const char *start;

  if (!worded && !skip_any (text, colons))
    return TRUE;
  start = *text;
  if (worded && !g_ascii_isdigit (*start))
    return TRUE;
  if (!read_number (text, minutes) || *text - start != 2)
    return FALSE;
  if (worded)
    skip_any (text, ends);
  return TRUE;
}

/**
 * axle_clock_parse:
 * @text: such as `8:30`, `0830`, `8` or `8点30`
 * @minutes: (out): after midnight
 *
 * Returns: whether @text is a time of a day
 */
gboolean
axle_clock_parse (const char *text,
                  gint64     *minutes)
{
  const char *start;
  gint64 hour, minute = 0;

  skip_spaces (&text);
  start = text;
  if (!read_number (&text, &hour))
    return FALSE;
  if (text - start > 2)
    {
      minute = hour % 100;
      hour /= 100;
    }
  else if (!read_minutes (&text, &minute))
    return FALSE;
  skip_spaces (&text);
  if (*text != '\0' || minute >= HOUR || hour * HOUR + minute > DAY)
    return FALSE;
  *minutes = hour * HOUR + minute;
  return TRUE;
}

/**
 * axle_minutes_format:
 * @minutes: that something takes
 *
 * Returns: (transfer full): how long that is, such as `45 min` or `1 h 30 min`
 */
char *
axle_minutes_format (gint64 minutes)
{
  if (minutes < HOUR)
    return g_strdup_printf (_("%" PRId64 " min"), minutes);
  if (minutes % HOUR == 0)
    return g_strdup_printf (_("%" PRId64 " h"), minutes / HOUR);
  /* Translators: hours and minutes that something takes. */
  return g_strdup_printf (_("%" PRId64 " h %" PRId64 " min"), minutes / HOUR, minutes % HOUR);
}

/* What stands behind a number: so many minutes each. */
static gint64
read_unit (const char **text)
{
  static const char * const hours[] = { "hours", "hour", "h", "H", "小时", "时", ":", "：", NULL };
  static const char * const minutes[] = { "minutes", "minute", "min", "m", "分钟", "分", NULL };

  skip_spaces (text);
  if (skip_any (text, hours))
    return HOUR;
  skip_any (text, minutes);
  return 1;
}

/**
 * axle_minutes_parse:
 * @text: such as `45`, `45 min`, `1 h 30 min`, `1:30` or `1小时30分钟`
 * @minutes: (out): how many
 *
 * Returns: whether @text is a length of time
 */
gboolean
axle_minutes_parse (const char *text,
                    gint64     *minutes)
{
  gint64 sum = 0, least = G_MAXINT64;

  skip_spaces (&text);
  if (*text == '\0')
    return FALSE;
  while (*text != '\0')
    {
      gint64 number, unit;

      if (!read_number (&text, &number))
        return FALSE;
      unit = read_unit (&text);
      /* Hours come first, and each once. */
      if (unit >= least)
        return FALSE;
      least = unit;
      sum += number * unit;
      skip_spaces (&text);
    }
  *minutes = sum;
  return TRUE;
}
