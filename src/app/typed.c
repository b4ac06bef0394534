/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/typed.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/problem.h"
#include "base/text.h"

char *
axle_typed_trim (const char *text)
{
  const char *end = text + strlen (text);

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, (gsize) (end - text));
}

/* What people put between several numbers, addresses or tags. */
static gboolean
is_separator (gunichar sign)
{
  switch (sign)
    {
    case ',':
    case ';':
    case '\n':
    case '\r':
    case '\t':
    case 0x3001: /* 、 */
    case 0xff0c: /* ， */
    case 0xff1b: /* ； */
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_member (GStrvBuilder *members,
            GString      *part)
{
  g_autofree char *member = axle_typed_trim (part->str);

  if (*member != '\0')
    g_strv_builder_add (members, member);
  g_string_truncate (part, 0);
}

/**
 * axle_typed_join:
 * @members: texts
 *
 * Returns: (transfer full): one text that [func@Axle.typed_parse] takes apart again
 */
char *
axle_typed_join (const char * const *members)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      for (const char *p = members[i]; *p != '\0'; p = g_utf8_next_char (p))
        {
          if (*p == '\\' || is_separator (g_utf8_get_char (p)))
            g_string_append_c (text, '\\');
          g_string_append_unichar (text, g_utf8_get_char (p));
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
choose (const AxleField *field,
        const char      *text)
{
  g_autofree char *key = axle_text_fold (text);

  for (const AxleChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    {
      g_autofree char *label = axle_text_fold (_(choice->label));
      g_autofree char *english = axle_text_fold (choice->label);

      if (g_str_equal (key, choice->name) || g_str_equal (key, label) || g_str_equal (key, english))
        return g_strdup (choice->name);
    }
  return g_strdup (text);
}

static void
parse_set (const AxleField *field,
           const char      *text,
           AxleValue       *value)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GString) part = g_string_new (NULL);
  g_auto(GStrv) members = NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\\' && (p[1] == '\\' || is_separator (g_utf8_get_char (p + 1))))
        p++;
      else if (is_separator (g_utf8_get_char (p)))
        {
          add_member (builder, part);
          continue;
        }
      g_string_append_unichar (part, g_utf8_get_char (p));
    }
  add_member (builder, part);
  members = g_strv_builder_end (builder);
  for (guint i = 0; field->choices != NULL && members[i] != NULL; i++)
    {
      g_autofree char *typed = members[i];
      members[i] = choose (field, typed);
    }
  axle_value_set_members (value, (const char * const *) members);
}

static gboolean
parse_date (const AxleField *field,
            const char      *text,
            AxleValue       *value,
            GPtrArray       *problems)
{
  g_autoptr(GPtrArray) found = axle_problems_new ();
  g_autofree char *iso = NULL;
  AxleDate date;

  if (axle_date_parse (text, &date, found))
    {
      iso = axle_date_format_iso (&date);
      axle_value_set_text (value, iso);
      return TRUE;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const AxleProblem *problem = found->pdata[i];
      axle_problems_add (problems, problem->code, field->name, TRUE, "%s", problem->message);
    }
  return FALSE;
}

static char *
narrow (const char *text)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, axle_text_narrow (g_utf8_get_char (p)));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A time as 2026-03-05 14:05, the date alone at midnight, 14:05 alone today. */
static gboolean
parse_time (const AxleField *field,
            const char      *text,
            GTimeZone       *zone,
            AxleValue       *value,
            GPtrArray       *problems)
{
  g_autofree char *plain = narrow (text);
  g_autoptr(GDateTime) now = g_date_time_new_now (zone);
  g_autoptr(GDateTime) time = NULL;
  AxleDate date = { g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now) };
  const char *colon = strchr (plain, ':');
  int hour = 0;
  int minute = 0;
  gboolean readable = TRUE;

  if (colon != NULL)
    {
      const char *start = colon;

      while (start > plain && g_ascii_isdigit (start[-1]))
        start--;
      readable = sscanf (start, "%2d:%2d", &hour, &minute) == 2;
      if (start > plain)
        {
          g_autofree char *day = g_strndup (plain, (gsize) (start - plain));
          readable = readable && axle_date_parse (day, &date, NULL);
        }
    }
  else
    readable = axle_date_parse (plain, &date, NULL);

  if (readable && date.year > 0)
    time = g_date_time_new (zone, date.year, date.month, date.day, hour, minute, 0);
  if (time == NULL)
    {
      axle_problems_add (problems, "time-form", field->name, TRUE,
                         _("“%s” is not a time. Type it like 2026-03-05 14:05."), text);
      return FALSE;
    }
  axle_value_set_integer (value, g_date_time_to_unix_usec (time));
  return TRUE;
}

gboolean
axle_typed_parse_clock (const char *text,
                        int        *minute)
{
  g_autofree char *plain = narrow (text);
  gint64 minutes;

  /* Nothing begins at the end of a day. */
  if (!axle_clock_parse (plain, &minutes) || minutes >= 24 * 60)
    return FALSE;
  *minute = (int) minutes;
  return TRUE;
}

/* A number with grouped digits, decimals and 万 (ten thousand); @rest is what stands behind it. */
static gboolean
read_number (const char  *text,
             double      *number,
             const char **rest)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  const char *p = text;

  for (; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) || *p == '.')
        g_string_append_c (digits, *p);
      else if (*p != ',' && *p != ' ' && *p != '\'')
        break;
    }
  if (digits->len == 0 || strchr (digits->str, '.') != strrchr (digits->str, '.') || g_str_equal (digits->str, "."))
    return FALSE;
  *number = g_ascii_strtod (digits->str, NULL);
  if (g_str_has_prefix (p, "万"))
    {
      *number *= 10000;
      p += strlen ("万");
    }
  *rest = p;
  return TRUE;
}

static gboolean
parse_distance (const AxleField *field,
                const char      *text,
                AxleValue       *value,
                GPtrArray       *problems)
{
  static const struct { const char *unit; double metres; } units[] = {
    { "", 1000 }, { "km", 1000 }, { "公里", 1000 }, { "千米", 1000 }, { "m", 1 }, { "米", 1 },
  };
  g_autofree char *plain = narrow (text);
  g_autofree char *unit = NULL;
  const char *rest;
  double number;

  if (read_number (plain, &number, &rest))
    {
      g_autofree char *trimmed = axle_typed_trim (rest);

      unit = g_ascii_strdown (trimmed, -1);
      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        /* No car goes further than ten million kilometres. */
        if (g_str_equal (unit, units[i].unit) && number * units[i].metres < 1e10)
          {
            axle_value_set_integer (value, (gint64) (number * units[i].metres + 0.5));
            return TRUE;
          }
    }
  axle_problems_add (problems, "distance-form", field->name, TRUE,
                     _("“%s” is not a distance. Type kilometres, such as 12500."), text);
  return FALSE;
}

static gboolean
parse_integer (const AxleField *field,
               const char      *text,
               AxleValue       *value,
               GPtrArray       *problems)
{
  g_autofree char *plain = narrow (text);
  char *end;
  gint64 number;

  errno = 0;
  number = g_ascii_strtoll (plain, &end, 10);
  if (errno == 0 && end != plain && *end == '\0')
    {
      axle_value_set_integer (value, number);
      return TRUE;
    }
  axle_problems_add (problems, "number-form", field->name, TRUE, _("“%s” is not a whole number."), text);
  return FALSE;
}

static gboolean
parse_clock (const AxleField *field,
             const char      *text,
             AxleValue       *value,
             GPtrArray       *problems)
{
  g_autofree char *plain = narrow (text);
  gint64 minutes;

  if (axle_clock_parse (plain, &minutes))
    {
      axle_value_set_integer (value, minutes);
      return TRUE;
    }
  axle_problems_add (problems, "clock-form", field->name, TRUE, _("“%s” is no time of a day. Type it like 08:30."), text);
  return FALSE;
}

static gboolean
parse_minutes (const AxleField *field,
               const char      *text,
               AxleValue       *value,
               GPtrArray       *problems)
{
  g_autofree char *plain = narrow (text);
  gint64 minutes;

  if (axle_minutes_parse (plain, &minutes))
    {
      axle_value_set_integer (value, minutes);
      return TRUE;
    }
  axle_problems_add (problems, "minutes-form", field->name, TRUE,
                     _("“%s” is no length of time. Type minutes, such as 45, or 1:30."), text);
  return FALSE;
}

static gboolean
parse_boolean (const AxleField *field,
               const char      *text,
               AxleValue       *value,
               GPtrArray       *problems)
{
  static const char * const yes[] = { "yes", "y", "true", "1", "是", "有", NULL };
  static const char * const no[] = { "no", "n", "false", "0", "否", "无", NULL };
  g_autofree char *key = axle_text_fold (text);

  if (g_strv_contains (yes, key) || g_strv_contains (no, key))
    {
      axle_value_set_boolean (value, g_strv_contains (yes, key));
      return TRUE;
    }
  axle_problems_add (problems, "boolean-form", field->name, TRUE, _("“%s” is neither yes nor no."), text);
  return FALSE;
}

static gboolean
parse_money (const char *text,
             AxleValue  *value,
             GPtrArray  *problems)
{
  gint64 fen;

  if (!axle_money_parse (text, &fen, problems))
    return FALSE;
  axle_value_set_integer (value, fen);
  return TRUE;
}

/**
 * axle_typed_parse:
 * @field: the field
 * @text: valid UTF-8, as typed
 * @zone: the zone that times are meant in
 * @value: (inout): the value; as it was when @text cannot be read
 * @problems: (element-type AxleProblem): what is wrong is added here
 *
 * Returns: whether @text could be read
 */
gboolean
axle_typed_parse (const AxleField *field,
                  const char      *text,
                  GTimeZone       *zone,
                  AxleValue       *value,
                  GPtrArray       *problems)
{
  g_autofree char *trimmed = axle_typed_trim (text);

  if (*trimmed == '\0')
    {
      axle_value_clear (value);
      return TRUE;
    }
  switch (field->type)
    {
    case AXLE_FIELD_DATE:
      return parse_date (field, trimmed, value, problems);
    case AXLE_FIELD_TIME:
      return parse_time (field, trimmed, zone, value, problems);
    case AXLE_FIELD_INTEGER:
      return parse_integer (field, trimmed, value, problems);
    case AXLE_FIELD_CLOCK:
      return parse_clock (field, trimmed, value, problems);
    case AXLE_FIELD_MINUTES:
      return parse_minutes (field, trimmed, value, problems);
    case AXLE_FIELD_MONEY:
      return parse_money (trimmed, value, problems);
    case AXLE_FIELD_DISTANCE:
      return parse_distance (field, trimmed, value, problems);
    case AXLE_FIELD_BOOLEAN:
      return parse_boolean (field, trimmed, value, problems);
    case AXLE_FIELD_SET:
      parse_set (field, trimmed, value);
      return TRUE;
    case AXLE_FIELD_CHOICE:
      {
        g_autofree char *choice = choose (field, trimmed);
        axle_value_set_text (value, choice);
        return TRUE;
      }
    case AXLE_FIELD_REFERENCE:
      axle_problems_add (problems, "reference-form", field->name, TRUE, _("Choose %s from the list."), axle_field_get_label (field));
      return FALSE;
    case AXLE_FIELD_TEXT:
    case AXLE_FIELD_BLOB:
    default:
      axle_value_set_text (value, (field->flags & AXLE_FIELD_MULTILINE) ? text : trimmed);
      return TRUE;
    }
}
