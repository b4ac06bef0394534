/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/calendar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "formats/calendar-times.h"
#include "formats/encoding.h"
#include "formats/error.h"

#define DEFAULT_PATIENCE (10 * G_TIME_SPAN_SECOND)

/* As many people are taken of an event; a whole company may be invited. */
#define MAX_PEOPLE 200

static void
time_free (gpointer data)
{
  AxleCalendarTime *self = data;

  g_free (self->occurrence);
  g_free (self);
}

AxleCalendarEvent *
axle_calendar_event_new (void)
{
  AxleCalendarEvent *self = g_new0 (AxleCalendarEvent, 1);

  self->people = g_ptr_array_new_with_free_func (g_free);
  self->times = g_ptr_array_new_with_free_func (time_free);
  self->problems = axle_problems_new ();
  return self;
}

void
axle_calendar_event_free (AxleCalendarEvent *self)
{
  g_free (self->component);
  g_free (self->uid);
  g_free (self->occurrence);
  g_free (self->summary);
  g_free (self->description);
  g_free (self->location);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->times);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

void
axle_calendar_event_add_time (AxleCalendarEvent *self,
                              const char        *occurrence,
                              gint64             start,
                              gint64             end)
{
  AxleCalendarTime *time = g_new0 (AxleCalendarTime, 1);

  time->occurrence = g_strdup (occurrence);
  time->start = start;
  time->end = MAX (start, end);
  g_ptr_array_add (self->times, time);
}

typedef struct
{
  const AxleCalendarOptions *options;
  AxleCalendarZones         *zones;
  GPtrArray                 *events;
  gint64                     deadline;
} Reader;

static const char *
word_for (const char *component)
{
  if (g_str_equal (component, "VTODO"))
    return _("A to-do is no appointment.");
  if (g_str_equal (component, "VJOURNAL"))
    return _("A journal entry is no appointment.");
  if (g_str_equal (component, "VFREEBUSY"))
    return _("It only says when somebody is busy, and not with what.");
  return _("It is no event.");
}

static char *
dup_text (const AxleCalendarPart *part,
          const char             *name)
{
  const AxleCalendarLine *line = axle_calendar_part_find (part, name);

  return line != NULL ? axle_calendar_line_dup_text (line) : NULL;
}

/* The same file gives the same name again. */
static char *
make_uid (const AxleCalendarPart *part)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < part->lines->len; i++)
    {
      const AxleCalendarLine *line = part->lines->pdata[i];

      g_checksum_update (sum, (const guchar *) line->name, -1);
      g_checksum_update (sum, (const guchar *) line->parameters, -1);
      g_checksum_update (sum, (const guchar *) line->value, -1);
    }
  return g_strdup_printf ("unnamed-%.32s", g_checksum_get_string (sum));
}

static void
add_people (AxleCalendarEvent      *event,
            const AxleCalendarPart *part)
{
  for (guint i = 0; i < part->lines->len && event->people->len < MAX_PEOPLE; i++)
    {
      const AxleCalendarLine *line = part->lines->pdata[i];
      gboolean attends = g_str_equal (line->name, "ATTENDEE");
      char *name = attends ? axle_calendar_line_dup_parameter (line, "CN") : NULL;

      if (!attends && !g_str_equal (line->name, "CONTACT"))
        continue;
      if (name != NULL)
        g_ptr_array_add (event->people, name);
      if (*line->value != '\0')
        g_ptr_array_add (event->people, attends ? g_strdup (line->value) : axle_calendar_line_dup_text (line));
    }
}

static void
read_status (AxleCalendarEvent      *event,
             const AxleCalendarPart *part)
{
  const AxleCalendarLine *line = axle_calendar_part_find (part, "STATUS");
  const char *status = line != NULL ? line->value : "";

  if (part->cancels || g_ascii_strcasecmp (status, "CANCELLED") == 0 || g_ascii_strcasecmp (status, "CANCELED") == 0)
    event->status = AXLE_CALENDAR_CANCELLED;
  else if (g_ascii_strcasecmp (status, "CONFIRMED") == 0)
    event->status = AXLE_CALENDAR_CONFIRMED;
}

static gboolean
read_occurrence (Reader                 *self,
                 AxleCalendarEvent      *event,
                 const AxleCalendarPart *part)
{
  const AxleCalendarLine *line = axle_calendar_part_find (part, "RECURRENCE-ID");
  g_autofree char *range = NULL;

  if (line == NULL)
    return TRUE;
  range = axle_calendar_line_dup_parameter (line, "RANGE");
  event->occurrence = axle_calendar_dup_occurrence (line, self->zones);
  event->onward = range != NULL && g_ascii_strcasecmp (range, "THISANDFUTURE") == 0;
  if (event->occurrence == NULL)
    axle_problems_add (event->problems, "occurrence", NULL, TRUE,
                       _("“%.40s” does not say which time of the event is meant."), line->value);
  return event->occurrence != NULL;
}

static void
read_words (Reader                 *self,
            AxleCalendarEvent      *event,
            const AxleCalendarPart *part)
{
  const AxleCalendarLine *sequence = axle_calendar_part_find (part, "SEQUENCE");
  const AxleCalendarLine *stamp = axle_calendar_part_find (part, "DTSTAMP");
  g_autofree char *uid = dup_text (part, "UID");

  if (stamp != NULL)
    axle_calendar_zone_to_utc (axle_calendar_zones_find (self->zones, NULL), icaltime_from_string (stamp->value), &event->stamp);
  event->uid = uid != NULL ? g_steal_pointer (&uid) : make_uid (part);
  event->sequence = sequence != NULL ? CLAMP (g_ascii_strtoll (sequence->value, NULL, 10), 0, G_MAXINT32) : 0;
  event->summary = dup_text (part, "SUMMARY");
  event->description = dup_text (part, "DESCRIPTION");
  event->location = dup_text (part, "LOCATION");
  add_people (event, part);
  read_status (event, part);
}

static void
read_times (Reader                 *self,
            AxleCalendarEvent      *event,
            const AxleCalendarPart *part)
{
  gboolean cancels = event->status == AXLE_CALENDAR_CANCELLED;

  if (g_get_monotonic_time () > self->deadline)
    axle_problems_add (event->problems, "patience", NULL, TRUE, _("The file takes too long to read; this was not reached."));
  /* What is taken back is known by its name. */
  else if (!read_occurrence (self, event, part) || (cancels && axle_calendar_part_find (part, "DTSTART") == NULL))
    return;
  else
    axle_calendar_read_times (event, part, self->zones, self->options, self->deadline);
}

static void
read_event (Reader                 *self,
            AxleCalendarEvent      *event,
            const AxleCalendarPart *part)
{
  read_words (self, event, part);
  if (!part->complete)
    axle_problems_add (event->problems, "no-end", NULL, FALSE, _("Its end is missing in the file."));
  if (part->damaged)
    axle_problems_add (event->problems, "broken-line", NULL, FALSE, _("Some lines of it make no sense; they were left out."));
  read_times (self, event, part);
}

static void
read_part (Reader                 *self,
           const AxleCalendarPart *part)
{
  AxleCalendarEvent *event;

  if (g_str_equal (part->name, "VTIMEZONE"))
    return;
  event = axle_calendar_event_new ();
  event->component = g_strdup (part->name);
  event->line = part->line;
  event->number = self->events->len + 1;
  g_ptr_array_add (self->events, event);
  if (g_str_equal (part->name, "VEVENT"))
    read_event (self, event, part);
  else
    axle_problems_add (event->problems, "no-event", NULL, TRUE, "%s", word_for (part->name));
}

/* What stands for occurrences of another. */

static AxleCalendarEvent *
find_master (GHashTable              *masters,
             const AxleCalendarEvent *event)
{
  AxleCalendarEvent *master = g_hash_table_lookup (masters, event->uid);

  return master != event ? master : NULL;
}

static gboolean
is_later (const AxleCalendarTime *time,
          const char             *occurrence)
{
  return time->occurrence != NULL && strcmp (time->occurrence, occurrence) > 0;
}

/* The times from @event's occurrence on move as that one did. */
static void
take_onward (AxleCalendarEvent *event,
             AxleCalendarEvent *master,
             gint64             was)
{
  const AxleCalendarTime *first = event->times->len > 0 ? event->times->pdata[0] : NULL;
  gint64 shift = first != NULL ? first->start - was : 0, length = first != NULL ? first->end - first->start : 0;

  for (guint i = 0; i < master->times->len;)
    {
      AxleCalendarTime *time = master->times->pdata[i];

      if (!is_later (time, event->occurrence))
        {
          i++;
          continue;
        }
      if (first != NULL)
        axle_calendar_event_add_time (event, time->occurrence, time->start + shift, time->start + shift + length);
      g_ptr_array_remove_index (master->times, i);
    }
}

static void
replace_occurrence (AxleCalendarEvent *event,
                    AxleCalendarEvent *master)
{
  gint64 was = event->times->len > 0 ? ((AxleCalendarTime *) event->times->pdata[0])->start : 0;

  for (guint i = 0; i < master->times->len; i++)
    {
      AxleCalendarTime *time = master->times->pdata[i];

      if (g_strcmp0 (time->occurrence, event->occurrence) == 0)
        {
          was = time->start;
          g_ptr_array_remove_index (master->times, i);
          break;
        }
    }
  if (event->onward)
    take_onward (event, master, was);
}

/* Of the same event told twice in a file, the later version counts. */
static void
settle_twins (GHashTable        *masters,
              AxleCalendarEvent *event)
{
  AxleCalendarEvent *other = g_hash_table_lookup (masters, event->uid);
  AxleCalendarEvent *older = other != NULL && other->sequence > event->sequence ? event : other;

  if (older != NULL)
    axle_problems_add (older->problems, "older", NULL, TRUE, _("The file has a later version of it."));
  if (older != event)
    g_hash_table_insert (masters, event->uid, event);
}

static void
settle (GPtrArray *events)
{
  g_autoptr(GHashTable) masters = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      AxleCalendarEvent *event = events->pdata[i];

      if (event->uid != NULL && event->occurrence == NULL && !axle_problems_block (event->problems))
        settle_twins (masters, event);
    }
  for (guint i = 0; i < events->len; i++)
    {
      AxleCalendarEvent *event = events->pdata[i];
      AxleCalendarEvent *master = event->uid != NULL && event->occurrence != NULL ? find_master (masters, event) : NULL;

      for (guint k = 0; event->occurrence != NULL && k < event->times->len; k++)
        {
          AxleCalendarTime *time = event->times->pdata[k];

          g_free (time->occurrence);
          time->occurrence = g_strdup (event->occurrence);
        }
      if (master != NULL && !axle_problems_block (event->problems))
        replace_occurrence (event, master);
    }
}

/* Ends of lines from @at on, also of blank ones. */
static gsize
skip_ends (const char *bytes,
           gsize       length,
           gsize       at,
           guint      *n_ends)
{
  for (; at < length && (bytes[at] == '\r' || bytes[at] == '\n'); at++)
    *n_ends += bytes[at] == '\n' || at + 1 == length || bytes[at + 1] != '\n';
  return at;
}

/* Programs fold after so many bytes, in the middle of a character too (RFC 5545 §3.1). The
 * ends of the lines that were folded follow, so that lines are still counted as they were. */
static GString *
unfold (const char *bytes,
        gsize       length)
{
  GString *text = g_string_sized_new (length + 1);
  guint n_ends = 0;

  for (gsize i = 0; i < length; i++)
    {
      gsize next = skip_ends (bytes, length, i, &n_ends);

      if (next > i && next < length && (bytes[next] == ' ' || bytes[next] == '\t'))
        {
          i = next;
          continue;
        }
      for (; next > i && n_ends > 0; n_ends--)
        g_string_append_c (text, '\n');
      if (next < length)
        g_string_append_c (text, bytes[next]);
      i = next;
    }
  return text;
}

static char *
decode (GBytes  *bytes,
        GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  AxleTextEncoding encoding;
  g_autoptr(GString) unfolded = NULL;

  if (length > AXLE_CALENDAR_MAX_BYTES)
    {
      g_autofree char *limit = g_format_size (AXLE_CALENDAR_MAX_BYTES);

      g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                   _("The file is larger than any calendar (%s). Export a shorter time and import that."), limit);
      return NULL;
    }
  encoding = axle_text_encoding_guess ((const guint8 *) data, length, TRUE);
  if (axle_text_charset_extends_ascii (encoding.charset))
    {
      unfolded = unfold (data, length);
      data = unfolded->str;
      length = unfolded->len;
      encoding = axle_text_encoding_guess ((const guint8 *) data, length, TRUE);
    }
  return axle_text_decode (data + encoding.bom_length, length - encoding.bom_length, encoding.charset, NULL);
}

/**
 * axle_calendar_read:
 * @bytes: a file, in whatever encoding
 * @options: see [struct@Axle.CalendarOptions]
 * @error: that the file is no calendar, or too large, or that it was stopped
 *
 * Reads a calendar. What repeats is worked out, what stands for single occurrences put in
 * their place; an event that cannot be taken says why in its problems.
 *
 * Returns: (transfer full) (element-type AxleCalendarEvent) (nullable): what the file has, in its order
 */
GPtrArray *
axle_calendar_read (GBytes                     *bytes,
                    const AxleCalendarOptions  *options,
                    GError                    **error)
{
  g_autofree char *text = decode (bytes, error);
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_event_free);
  g_autoptr(AxleCalendarZones) zones = NULL;
  gint64 patience = options->patience > 0 ? options->patience : DEFAULT_PATIENCE;
  gboolean calendar = FALSE;
  Reader reader;

  if (text == NULL)
    return NULL;
  parts = axle_calendar_split (text, &calendar);
  if (parts->len > AXLE_CALENDAR_MAX_PARTS)
    {
      g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                   _("The file has more than %d entries. Export a shorter time and import that."), AXLE_CALENDAR_MAX_PARTS);
      return NULL;
    }
  if (!calendar && parts->len == 0)
    {
      g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_CALENDAR,
                           _("The file is no calendar: nothing in it begins like one (BEGIN:VCALENDAR)."));
      return NULL;
    }
  icalerror_set_errors_are_fatal (FALSE);
  zones = axle_calendar_zones_new (options->zone, parts);
  reader = (Reader) { .options = options, .zones = zones, .events = events, .deadline = g_get_monotonic_time () + patience };
  for (guint i = 0; i < parts->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
        return NULL;
      read_part (&reader, parts->pdata[i]);
      if (options->told != NULL)
        options->told (i + 1, parts->len, options->told_data);
    }
  settle (events);
  return g_steal_pointer (&events);
}
