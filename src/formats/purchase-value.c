/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/purchase-value.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

static int
find_month (const char *word)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (word, months + 3 * i, 3) == 0)
      return i + 1;
  return 0;
}

/* Up to three numbers or names of months: `12/1/2010 8:26`, `01-Dec-2010`, `Dec 1, 2010`. */
static int
read_parts (const char *text,
            int         parts[3],
            int        *month_at)
{
  int n = 0;

  *month_at = -1;
  for (const char *p = text; n < 3; n++)
    {
      p += strspn (p, " -/.,");
      if (g_ascii_isdigit (*p))
        {
          gsize width = strspn (p, "0123456789");

          parts[n] = width <= 4 ? (int) g_ascii_strtoll (p, NULL, 10) : -1;
          p += width;
        }
      else if (g_ascii_isalpha (*p) && *month_at < 0 && find_month (p) > 0)
        {
          *month_at = n;
          parts[n] = find_month (p);
          while (g_ascii_isalpha (*p))
            p++;
        }
      else
        {
          return n;
        }
      if (n < 2 && (*p == '\0' || strchr (" -/.,", *p) == NULL))
        return 0;
    }
  return n;
}

static int
full_year (int year)
{
  return year >= 100 ? year : year + (year < 70 ? 2000 : 1900);
}

/**
 * axle_loose_date_parse:
 * @text: a day, year first, or as English-speaking people write it, month or day first;
 *   a time of day may follow
 * @date: (out): the day
 *
 * Returns: whether it is one
 */
gboolean
axle_loose_date_parse (const char    *text,
                       AxleLooseDate *date)
{
  g_autofree char *tidy = NULL;
  int parts[3], month_at;

  *date = (AxleLooseDate) { 0 };
  if (axle_date_parse (text, &date->date, NULL) && date->date.year > 0)
    return TRUE;
  tidy = axle_text_tidy (text);
  if (read_parts (tidy, parts, &month_at) != 3 || month_at == 2)
    return FALSE;
  if (month_at == 1)
    date->date = (AxleDate) { full_year (parts[2]), parts[1], parts[0] };
  else
    date->date = (AxleDate) { full_year (parts[2]), parts[0], parts[1] };
  if (month_at < 0)
    {
      AxleDate other = { date->date.year, parts[1], parts[0] };

      if (!axle_date_is_valid (&date->date))
        date->date = other;
      else
        date->either = parts[0] != parts[1] && axle_date_is_valid (&other);
    }
  return axle_date_is_valid (&date->date);
}

/* Where the decimals begin: at the last of two different signs, or at the only one,
 * unless it is a comma in front of three digits. */
static const char *
find_decimals (const char *text)
{
  const char *point = strrchr (text, '.');
  const char *comma = strrchr (text, ',');

  if (point != NULL && comma != NULL)
    return MAX (point, comma);
  if (point != NULL)
    return strchr (text, '.') == point ? point : NULL;
  return comma != NULL && strchr (text, ',') == comma && strlen (comma) != 4 ? comma : NULL;
}

static void
drop_separators (char *text)
{
  const char *decimals = find_decimals (text);
  char *out = text;

  for (char *p = text; *p != '\0'; p++)
    if (p == decimals)
      *out++ = '.';
    else if (strchr ("., '_", *p) == NULL)
      *out++ = *p;
  *out = '\0';
}

/* Signs, brackets and what a currency is called. */
static gboolean
is_affix (const char *from,
          const char *to)
{
  guint n_letters = 0;

  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (g_unichar_isalpha (sign))
        n_letters++;
      else if (sign > 0x7f ? g_unichar_type (sign) != G_UNICODE_CURRENCY_SYMBOL : strchr ("+-() $", (int) sign) == NULL)
        return FALSE;
    }
  return n_letters <= 3;
}

/**
 * axle_loose_number_parse:
 * @text: a number with or without sign of a currency, separators of thousands, brackets
 *   for below zero
 * @number: (out): the number
 *
 * Returns: whether it is one
 */
gboolean
axle_loose_number_parse (const char *text,
                         double     *number)
{
  g_autofree char *tidy = axle_text_tidy (text);
  gsize length = strlen (tidy);
  gboolean below = strchr (tidy, '(') != NULL || strchr (tidy, '-') != NULL;
  const char *begin = tidy;
  char *end = tidy + length;
  g_autofree char *digits = NULL;

  while (begin < end && !g_ascii_isdigit (*begin) && !(*begin == '.' && g_ascii_isdigit (begin[1])))
    begin++;
  while (end > begin && !g_ascii_isdigit (end[-1]))
    end--;
  if (begin == end || !is_affix (tidy, begin) || !is_affix (end, tidy + length))
    return FALSE;
  digits = g_strndup (begin, (gsize) (end - begin));
  if (strspn (digits, "0123456789., '_") != strlen (digits))
    return FALSE;
  drop_separators (digits);
  *number = g_ascii_strtod (digits, NULL);
  if (below)
    *number = -*number;
  return isfinite (*number);
}
