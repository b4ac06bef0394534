/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libical takes a file as a whole, and gives up more of it after a broken line than need
 * be. So lines are put together and parts told apart here; what stands in a line is
 * libical's. */
#include "formats/calendar-lines.h"

#include <libical/ical.h>
#include <string.h>

#include "formats/calendar.h"
#include "formats/encoding.h"

/* More stands in no line but a picture's; the rest of it is left out. */
#define MAX_LINE (256 * 1024)

/* Parts of a part: an alarm of an event, the summer time of a zone. */
#define MAX_DEPTH 16

/* More observances than any zone had since 1900, with their lines. */
#define MAX_ZONE_TEXT (512 * 1024)
#define MAX_LINES 20000

typedef struct
{
  GPtrArray        *parts;
  AxleCalendarPart *part;   /* the open one */
  guint             depth;  /* within it */
  gboolean          cancels;
  gboolean          calendar;
  gboolean          cut;
  guint64           line;
} Splitter;

static void
line_free (gpointer data)
{
  AxleCalendarLine *self = data;

  g_free (self->name);
  g_free (self->parameters);
  g_free (self->value);
  g_free (self);
}

void
axle_calendar_part_free (AxleCalendarPart *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->lines);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

/* The first line of a name; %NULL for none. */
const AxleCalendarLine *
axle_calendar_part_find (const AxleCalendarPart *self,
                         const char             *name)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_str_equal (((AxleCalendarLine *) self->lines->pdata[i])->name, name))
      return self->lines->pdata[i];
  return NULL;
}

/* Up to @stop, which counts only outside of quotes. */
static const char *
find_outside (const char *text,
              const char *stops)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      quoted = !quoted;
    else if (!quoted && strchr (stops, *text) != NULL)
      return text;
  return NULL;
}

/* RFC 6868 for what a quoted parameter cannot hold. */
static char *
dup_unquoted (const char *text,
              gsize       length)
{
  GString *plain = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char next = text[i] == '^' && i + 1 < length ? text[i + 1] : '\0';
      char meant = next == 'n' ? '\n' : next == '\'' ? '"' : next == '^' ? '^' : '\0';

      if (meant != '\0')
        {
          g_string_append_c (plain, meant);
          i++;
        }
      else if (text[i] != '"')
        g_string_append_c (plain, text[i]);
    }
  g_strstrip (plain->str);
  return g_string_free (plain, FALSE);
}

/* Returns: (transfer full) (nullable): a parameter's value without quotes. */
char *
axle_calendar_line_dup_parameter (const AxleCalendarLine *self,
                                  const char             *name)
{
  gsize length = strlen (name);

  for (const char *p = self->parameters; p != NULL && *p == ';';)
    {
      const char *key = p + 1;
      const char *end = find_outside (key, ";");
      gsize whole = end != NULL ? (gsize) (end - key) : strlen (key);

      if (whole > length && key[length] == '=' && g_ascii_strncasecmp (key, name, length) == 0)
        return dup_unquoted (key + length + 1, whole - length - 1);
      p = end;
    }
  return NULL;
}

/* As vCalendar has it, which old phones still write. */
static gboolean
is_quoted_printable (const AxleCalendarLine *self)
{
  g_autofree char *encoding = axle_calendar_line_dup_parameter (self, "ENCODING");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "QUOTED-PRINTABLE") == 0;
}

static char *
dup_unencoded (const AxleCalendarLine *self)
{
  g_autofree char *named = axle_calendar_line_dup_parameter (self, "CHARSET");
  const char *charset = named != NULL ? axle_text_charset_find (named) : NULL;
  g_autoptr(GString) bytes = NULL;

  if (!is_quoted_printable (self))
    return g_strdup (self->value);
  bytes = axle_text_decode_quoted_printable (self->value, strlen (self->value));
  if (charset == NULL)
    charset = axle_text_encoding_guess ((const guint8 *) bytes->str, bytes->len, TRUE).charset;
  return axle_text_decode (bytes->str, bytes->len, charset, NULL);
}

/* Returns: (transfer full) (nullable): a value of text as it is meant; %NULL for a blank one. */
char *
axle_calendar_line_dup_text (const AxleCalendarLine *self)
{
  g_autofree char *unencoded = dup_unencoded (self);
  icalvalue *value = icalvalue_new_from_string (ICAL_TEXT_VALUE, unencoded);
  const char *text = value != NULL ? icalvalue_get_text (value) : NULL;
  g_autofree char *plain = g_strdup (text != NULL ? text : unencoded);

  if (value != NULL)
    icalvalue_free (value);
  g_strstrip (plain);
  return *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

/* Of a few thousand properties that there are; alarms, pictures and the rest are left out. */
static gboolean
is_wanted (const char *name)
{
  static const char * const wanted[] = {
    "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SEQUENCE", "STATUS",
    "SUMMARY", "DESCRIPTION", "LOCATION", "ATTENDEE", "CONTACT", "DTSTAMP", "TZID", NULL,
  };

  return g_strv_contains (wanted, name);
}

static void
close_part (Splitter *self,
            gboolean  complete)
{
  if (self->part != NULL)
    self->part->complete = complete;
  self->part = NULL;
  self->depth = 0;
}

static void
open_part (Splitter   *self,
           const char *name)
{
  AxleCalendarPart *part;

  if (self->parts->len > AXLE_CALENDAR_MAX_PARTS)
    return;
  part = g_new0 (AxleCalendarPart, 1);
  part->name = g_strdup (name);
  part->line = self->line;
  part->cancels = self->cancels;
  part->lines = g_ptr_array_new_with_free_func (line_free);
  part->text = g_str_equal (name, "VTIMEZONE") ? g_string_new (NULL) : NULL;
  g_ptr_array_add (self->parts, part);
  self->part = part;
}

static void
add_zone_text (Splitter   *self,
               const char *line)
{
  if (self->part->text->len + strlen (line) < MAX_ZONE_TEXT)
    g_string_append_printf (self->part->text, "%s\r\n", line);
}

/* Where an end is missing, the next event begins all the same. */
static void
begin (Splitter   *self,
       const char *name,
       const char *line)
{
  gboolean calendar = g_str_equal (name, "VCALENDAR");

  if (calendar || g_str_equal (name, "VEVENT"))
    close_part (self, FALSE);
  if (calendar)
    {
      self->calendar = TRUE;
      self->cancels = FALSE;
    }
  else if (self->part == NULL)
    open_part (self, name);
  else if (self->depth++ == 0 && self->part->text != NULL)
    add_zone_text (self, line);
}

static void
end (Splitter   *self,
     const char *name,
     const char *line)
{
  if (self->part == NULL)
    return;
  if (g_str_equal (name, "VCALENDAR"))
    close_part (self, FALSE);
  else if (self->depth == 0 || g_str_equal (name, self->part->name))
    close_part (self, TRUE);
  else if (--self->depth == 0 && self->part->text != NULL)
    add_zone_text (self, line);
}

static void
add_line (Splitter   *self,
          const char *name,
          const char *parameters,
          gsize       parameters_length,
          const char *value)
{
  AxleCalendarLine *line;

  if (!is_wanted (name))
    return;
  self->part->damaged = self->part->damaged || self->cut || self->part->lines->len >= MAX_LINES;
  if (self->part->lines->len >= MAX_LINES)
    return;
  line = g_new0 (AxleCalendarLine, 1);
  line->name = g_strdup (name);
  line->parameters = g_strndup (parameters, parameters_length);
  line->value = g_strstrip (g_strdup (value));
  g_ptr_array_add (self->part->lines, line);
}

/* What makes no sense was cut off from the line before: a program that does not fold. */
static void
add_rest (Splitter   *self,
          const char *text)
{
  AxleCalendarLine *last;
  g_autofree char *before = NULL;
  gboolean soft;

  if (self->part == NULL || self->depth > 0)
    return;
  last = self->part->lines->len > 0 ? self->part->lines->pdata[self->part->lines->len - 1] : NULL;
  soft = last != NULL && g_str_has_suffix (last->value, "=") && is_quoted_printable (last);
  self->part->damaged = self->part->damaged || !soft;
  if (last == NULL || (!soft && !g_str_equal (last->name, "DESCRIPTION")) || strlen (last->value) + strlen (text) > MAX_LINE)
    return;
  before = g_steal_pointer (&last->value);
  if (soft)
    before[strlen (before) - 1] = '\0';
  last->value = g_strconcat (before, soft ? "" : "\\n", text, NULL);
}

/* One line, put together. */
static void
take (Splitter *self,
      char     *text)
{
  const char *colon = find_outside (text, ":");
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
  g_autofree char *name = g_ascii_strup (text, (gssize) length);
  g_autofree char *value = NULL;

  /* A quote that nobody closed. */
  if (colon == NULL)
    colon = strchr (text, ':');
  if (colon == NULL || length == 0 || (text[length] != ':' && text[length] != ';'))
    {
      add_rest (self, text);
      return;
    }
  value = g_ascii_strup (colon + 1, 64);
  g_strstrip (value);
  if (g_str_equal (name, "BEGIN"))
    begin (self, value, text);
  else if (g_str_equal (name, "END"))
    end (self, value, text);
  else if (self->part == NULL)
    self->cancels = self->cancels || (g_str_equal (name, "METHOD") && g_str_equal (value, "CANCEL"));
  else
    {
      if (self->part->text != NULL && self->depth <= 1)
        add_zone_text (self, text);
      if (self->depth == 0)
        add_line (self, name, text + length, (gsize) (colon - text) - length, colon + 1);
    }
}

/* Returns: whether there was room for all of it */
static gboolean
append_part (GString    *line,
             const char *part,
             gsize       length)
{
  gsize room = MAX_LINE - line->len;
  const char *end = part + length;

  if (length > room)
    g_utf8_validate_len (part, room, &end);
  g_string_append_len (line, part, end - part);
  return length <= room;
}

/**
 * axle_calendar_split:
 * @text: a calendar
 * @calendar: (out): whether it says that it is one
 *
 * Tells apart what a calendar is made of. Lines may be folded, end in any way, have blank
 * ones between them, or be broken.
 *
 * Returns: (transfer full) (element-type AxleCalendarPart): its parts in their order, one more
 *   than the limit where there are too many
 */
GPtrArray *
axle_calendar_split (const char *text,
                     gboolean   *calendar)
{
  Splitter self = { .parts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_part_free) };
  g_autoptr(GString) whole = g_string_new (NULL);
  guint64 number = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");
      gboolean folded = *text == ' ' || *text == '\t';

      number++;
      if (length > 0 && !folded)
        {
          take (&self, whole->str);
          g_string_truncate (whole, 0);
          self.line = number;
          self.cut = FALSE;
        }
      self.cut = !append_part (whole, text + folded, length - folded) || self.cut;
      text += length;
      text += text[0] == '\r' && text[1] == '\n' ? 2 : *text != '\0';
    }
  take (&self, whole->str);
  close_part (&self, FALSE);
  *calendar = self.calendar;
  return self.parts;
}
