/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/range.h"

#include <string.h>

#define UNIT "bytes "

static gboolean
read_number (const char **text,
             gint64      *number)
{
  const char *end = *text;

  *number = 0;
  for (; g_ascii_isdigit (*end); end++)
    {
      if (*number > (G_MAXINT64 - 9) / 10)
        return FALSE;
      *number = *number * 10 + (*end - '0');
    }
  if (end == *text)
    return FALSE;
  *text = end;
  return TRUE;
}

static gboolean
skip (const char **text,
      char         character)
{
  if (**text != character)
    return FALSE;
  (*text)++;
  return TRUE;
}

/**
 * axle_range_parse:
 * @text: (nullable): of the header
 * @range: (out): what it says; all 0 when it says nothing
 *
 * Returns: whether @text names a piece that can be, or a whole without one
 */
gboolean
axle_range_parse (const char *text,
                  AxleRange  *range)
{
  AxleRange read = { .total = -1 };
  gint64 last = -1;

  *range = (AxleRange) { 0 };
  if (text == NULL || !g_str_has_prefix (text, UNIT))
    return FALSE;
  text += strlen (UNIT);
  if (!skip (&text, '*') &&
      !(read_number (&text, &read.offset) && skip (&text, '-') && read_number (&text, &last) && last >= read.offset))
    return FALSE;
  if (!skip (&text, '/') || !((last >= 0 && skip (&text, '*')) || read_number (&text, &read.total)) || *text != '\0')
    return FALSE;
  if (read.total >= 0 && last >= read.total)
    return FALSE;
  read.length = last >= 0 ? last - read.offset + 1 : 0;
  *range = read;
  return TRUE;
}

/**
 * axle_range_get_last:
 * @range: a piece
 *
 * Returns: where its last byte is; one that reaches past all numbers ends with them
 */
gint64
axle_range_get_last (const AxleRange *range)
{
  gint64 last;

  return __builtin_add_overflow (range->offset, range->length - 1, &last) ? G_MAXINT64 : last;
}

/**
 * axle_range_format:
 * @range: a piece, or a whole without one
 *
 * Returns: (transfer full): the header's text
 */
char *
axle_range_format (const AxleRange *range)
{
  g_autofree char *total = range->total >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, range->total) : g_strdup ("*");

  if (range->length == 0)
    return g_strdup_printf (UNIT "*/%s", total);
  return g_strdup_printf (UNIT "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%s",
                          range->offset, axle_range_get_last (range), total);
}
