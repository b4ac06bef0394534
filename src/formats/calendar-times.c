/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/calendar-times.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"

/* A rule is followed so often at most: every hour of twenty years. */
#define MAX_STEPS 200000

/* As far as a rule with an end is followed, in years; of one that is of hours, less. */
#define MAX_YEARS 200
#define MAX_YEARS_HOURLY 20

/* Nothing lasts longer, in days. */
#define MAX_DAYS (10 * 366)

/* Whoever waits looks at the clock so often. */
#define STEPS_BETWEEN_LOOKS 1024

typedef struct
{
  AxleCalendarEvent         *event;
  const AxleCalendarPart    *part;
  AxleCalendarZones         *zones;
  const AxleCalendarOptions *options;
  const AxleCalendarZone    *zone;
  struct icaltimetype        start;         /* on the clocks of its zone */
  gint64                     start_at;
  gint64                     days;          /* how long it lasts by the calendar */
  gint64                     seconds;       /* and by the clock */
  GHashTable                *left_out;      /* occurrence → itself */
  GHashTable                *days_left_out; /* the same, of days */
  GHashTable                *taken;         /* occurrence → itself */
  gint64                     deadline;
} Reading;

static gboolean
refuse (Reading    *self,
        const char *code,
        const char *message)
{
  axle_problems_add (self->event->problems, code, NULL, TRUE, "%s", message);
  return FALSE;
}

/* Dates in some files have a time that is cut off, or blanks. */
static struct icaltimetype
read_time (const char *value)
{
  g_autofree char *upper = g_ascii_strup (value, (gssize) MIN (strlen (value), 32));
  struct icaltimetype time = icaltime_from_string (g_strstrip (upper));

  return time;
}

static char *
format_occurrence (struct icaltimetype     wall,
                   const AxleCalendarZone *zone)
{
  g_autoptr(GDateTime) time = NULL;
  gint64 at;

  if (icaltime_is_date (wall))
    return g_strdup_printf ("%04d%02d%02d", wall.year, wall.month, wall.day);
  if (!axle_calendar_zone_to_utc (zone, wall, &at))
    return NULL;
  time = g_date_time_new_from_unix_utc_usec (at);
  return g_date_time_format (time, "%Y%m%dT%H%M%SZ");
}

/**
 * axle_calendar_dup_occurrence:
 * @line: a line with a time
 * @zones: the zones of the file
 *
 * Returns: (transfer full) (nullable): the time as occurrences are named; %NULL where it makes
 *   no sense
 */
char *
axle_calendar_dup_occurrence (const AxleCalendarLine *line,
                              AxleCalendarZones      *zones)
{
  g_autofree char *name = axle_calendar_line_dup_parameter (line, "TZID");
  const AxleCalendarZone *zone = axle_calendar_zones_find (zones, name);
  struct icaltimetype time = read_time (line->value);

  if (zone == NULL || icaltime_is_null_time (time) || !icaltime_is_valid_time (time))
    return NULL;
  return format_occurrence (time, zone);
}

static gboolean
read_start (Reading *self)
{
  const AxleCalendarLine *line = axle_calendar_part_find (self->part, "DTSTART");
  g_autofree char *name = line != NULL ? axle_calendar_line_dup_parameter (line, "TZID") : NULL;

  if (line == NULL || *line->value == '\0')
    return refuse (self, "no-start", _("It does not say when it begins."));
  self->start = read_time (line->value);
  self->zone = axle_calendar_zones_find (self->zones, name);
  if (icaltime_is_null_time (self->start))
    {
      axle_problems_add (self->event->problems, "start", NULL, TRUE, _("“%.40s” is no time at which it could begin."), line->value);
      return FALSE;
    }
  if (self->zone == NULL)
    {
      axle_problems_add (self->event->problems, "zone", NULL, TRUE,
                         _("Nobody knows the time zone “%.60s”, and the file does not describe it."), name);
      return FALSE;
    }
  if (!axle_calendar_zone_to_utc (self->zone, self->start, &self->start_at))
    {
      axle_problems_add (self->event->problems, "start", NULL, TRUE, _("“%.40s” is no time at which it could begin."), line->value);
      return FALSE;
    }
  self->event->all_day = icaltime_is_date (self->start);
  return TRUE;
}

static gint64
days_between (struct icaltimetype from,
              struct icaltimetype to)
{
  g_autoptr(GDateTime) a = g_date_time_new_utc (from.year, from.month, from.day, 0, 0, 0);
  g_autoptr(GDateTime) b = g_date_time_new_utc (to.year, to.month, to.day, 0, 0, 0);

  return a != NULL && b != NULL ? g_date_time_difference (b, a) / G_TIME_SPAN_DAY : -1;
}

static gboolean
read_end (Reading                *self,
          const AxleCalendarLine *line)
{
  g_autofree char *name = axle_calendar_line_dup_parameter (line, "TZID");
  const AxleCalendarZone *zone = name != NULL ? axle_calendar_zones_find (self->zones, name) : self->zone;
  struct icaltimetype end = read_time (line->value);
  gint64 at;

  if (zone == NULL || icaltime_is_null_time (end) || !axle_calendar_zone_to_utc (zone, end, &at))
    {
      axle_problems_add (self->event->problems, "end", NULL, TRUE, _("“%.40s” is no time at which it could end."), line->value);
      return FALSE;
    }
  if (self->event->all_day)
    self->days = days_between (self->start, end);
  else
    self->seconds = (at - self->start_at) / G_TIME_SPAN_SECOND;
  if (self->days < 0 || self->seconds < 0)
    return refuse (self, "ends-before", _("It ends before it begins."));
  return TRUE;
}

static gint64
days_of (struct icaldurationtype length)
{
  return (gint64) length.weeks * 7 + length.days;
}

static gint64
seconds_of (struct icaldurationtype length)
{
  return (gint64) length.hours * 3600 + (gint64) length.minutes * 60 + length.seconds;
}

static gboolean
read_length (Reading                *self,
             const AxleCalendarLine *line)
{
  struct icaldurationtype length = icaldurationtype_from_string (line->value);

  if (icaldurationtype_is_bad_duration (length))
    {
      axle_problems_add (self->event->problems, "end", NULL, TRUE, _("“%.40s” is no length."), line->value);
      return FALSE;
    }
  self->days = days_of (length);
  self->seconds = seconds_of (length);
  return !length.is_neg || self->days + self->seconds == 0 || refuse (self, "ends-before", _("It ends before it begins."));
}

/* A day without an end is a whole one (RFC 5545 §3.6.1). */
static gboolean
read_span (Reading *self)
{
  const AxleCalendarLine *end = axle_calendar_part_find (self->part, "DTEND");
  const AxleCalendarLine *length = axle_calendar_part_find (self->part, "DURATION");

  if (end != NULL && *end->value != '\0' && !read_end (self, end))
    return FALSE;
  if (end == NULL && length != NULL && *length->value != '\0' && !read_length (self, length))
    return FALSE;
  if (self->event->all_day)
    self->days = MAX (self->days, 1);
  return TRUE;
}

/* Days are the calendar's, also when the clocks change in between. */
static gboolean
find_end (const AxleCalendarZone *zone,
          struct icaltimetype     start,
          gint64                  days,
          gint64                  seconds,
          gint64                 *end)
{
  if (days > MAX_DAYS)
    return FALSE;
  icaltime_adjust (&start, (int) days, 0, 0, 0);
  if (!axle_calendar_zone_to_utc (zone, start, end))
    return FALSE;
  *end += seconds * G_TIME_SPAN_SECOND;
  return TRUE;
}

/* What is left out. */

static void
leave_out (Reading                *self,
           const AxleCalendarLine *line)
{
  g_autofree char *name = axle_calendar_line_dup_parameter (line, "TZID");
  const AxleCalendarZone *zone = name != NULL ? axle_calendar_zones_find (self->zones, name) : self->zone;
  g_auto(GStrv) values = g_strsplit (line->value, ",", AXLE_CALENDAR_MAX_TIMES);

  for (guint i = 0; values[i] != NULL; i++)
    {
      struct icaltimetype time = read_time (values[i]);
      char *occurrence = zone != NULL && !icaltime_is_null_time (time) ? format_occurrence (time, zone) : NULL;

      if (occurrence == NULL)
        axle_problems_add (self->event->problems, "left-out", NULL, FALSE, _("“%.40s” is no time that could be left out."), values[i]);
      else
        g_hash_table_add (icaltime_is_date (time) ? self->days_left_out : self->left_out, occurrence);
    }
}

static gboolean
is_left_out (const Reading       *self,
             const char          *occurrence,
             struct icaltimetype  wall)
{
  g_autofree char *day = g_strdup_printf ("%04d%02d%02d", wall.year, wall.month, wall.day);

  return g_hash_table_contains (self->left_out, occurrence) || g_hash_table_contains (self->days_left_out, day);
}

/* What is taken. */

static gboolean
is_full (Reading *self)
{
  if (self->event->times->len < AXLE_CALENDAR_MAX_TIMES)
    return FALSE;
  if (!axle_problems_contain (self->event->problems, "many"))
    axle_problems_add (self->event->problems, "many", NULL, FALSE,
                       _("It repeats more than %d times; what comes after is left out."), AXLE_CALENDAR_MAX_TIMES);
  return TRUE;
}

static gboolean
take (Reading                *self,
      const AxleCalendarZone *zone,
      struct icaltimetype     wall,
      gint64                  end)
{
  g_autofree char *occurrence = format_occurrence (wall, zone);
  gint64 at;

  if (occurrence == NULL || !axle_calendar_zone_to_utc (zone, wall, &at) || is_left_out (self, occurrence, wall) ||
      g_hash_table_contains (self->taken, occurrence))
    return TRUE;
  if (self->event->endless && (at < self->options->from || at >= self->options->until))
    return TRUE;
  if (is_full (self))
    return FALSE;
  if (end == 0 && !find_end (zone, wall, self->days, self->seconds, &end))
    return TRUE;
  axle_calendar_event_add_time (self->event, self->event->repeats ? occurrence : NULL, at, end);
  g_hash_table_add (self->taken, g_steal_pointer (&occurrence));
  return TRUE;
}

/* Rules are followed on the clocks of the start; their end may be told in UTC or as a day. */
static void
set_end (Reading                   *self,
         struct icalrecurrencetype *rule)
{
  struct icaltimetype limit = self->start;

  if (icaltime_is_utc (rule->until) && !icaltime_is_utc (self->start))
    rule->until = axle_calendar_zone_from_utc (self->zone, rule->until);
  if (icaltime_is_date (rule->until) && !icaltime_is_date (self->start) && !icaltime_is_null_time (rule->until))
    {
      rule->until.is_date = 0;
      rule->until.hour = 23;
      rule->until.minute = rule->until.second = 59;
    }
  if (self->event->endless)
    {
      g_autoptr(GDateTime) until = g_date_time_new_from_unix_utc_usec (self->options->until + G_TIME_SPAN_DAY);

      limit.year = until != NULL ? g_date_time_get_year (until) : limit.year;
      limit.month = until != NULL ? g_date_time_get_month (until) : limit.month;
      limit.day = until != NULL ? g_date_time_get_day_of_month (until) : limit.day;
    }
  else
    limit.year = MIN (9998, limit.year + (rule->freq == ICAL_HOURLY_RECURRENCE ? MAX_YEARS_HOURLY : MAX_YEARS));
  rule->until.zone = self->start.zone;
  rule->until.is_date = self->start.is_date;
  if (icaltime_is_null_time (rule->until) || icaltime_compare (limit, rule->until) < 0)
    rule->until = limit;
}

/* Calls @self's take, or leaves out. */
static gboolean
follow (Reading                   *self,
        struct icalrecurrencetype  rule,
        gboolean                   out)
{
  icalrecur_iterator *iterator = icalrecur_iterator_new (rule, self->start);
  struct icaltimetype time;
  gboolean patient = TRUE;

  if (iterator == NULL)
    return refuse (self, "rule", _("Its rule of repetition makes no sense."));
  for (guint steps = 0; steps < MAX_STEPS; steps++)
    {
      time = icalrecur_iterator_next (iterator);
      if (icaltime_is_null_time (time))
        break;
      if (steps % STEPS_BETWEEN_LOOKS == STEPS_BETWEEN_LOOKS - 1 && g_get_monotonic_time () > self->deadline)
        {
          patient = FALSE;
          break;
        }
      if (out)
        g_hash_table_add (self->left_out, format_occurrence (time, self->zone));
      else if (!take (self, self->zone, time, 0))
        break;
    }
  icalrecur_iterator_free (iterator);
  return patient || refuse (self, "patience", _("Working out how it repeats takes too long."));
}

static gboolean
read_rule (Reading                *self,
           const AxleCalendarLine *line,
           gboolean                out)
{
  struct icalrecurrencetype rule = icalrecurrencetype_from_string (line->value);
  gboolean followed;

  if (rule.freq == ICAL_NO_RECURRENCE || rule.interval < 1 || rule.count < 0)
    {
      axle_problems_add (self->event->problems, "rule", NULL, TRUE, _("“%.80s” is no rule of repetition."), line->value);
      icalrecurrencetype_clear (&rule);
      return FALSE;
    }
  if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE)
    {
      icalrecurrencetype_clear (&rule);
      return refuse (self, "too-often", _("It repeats by the minute or by the second: that is no appointment."));
    }
  set_end (self, &rule);
  followed = follow (self, rule, out);
  icalrecurrencetype_clear (&rule);
  return followed;
}

/* A period has its own end. */
static void
take_period (Reading                *self,
             const AxleCalendarZone *zone,
             const char             *value)
{
  struct icalperiodtype period = icalperiodtype_from_string (value);
  gboolean ends = !icaltime_is_null_time (period.end);
  gint64 end;

  if (icaltime_is_null_time (period.start) ||
      !(ends ? axle_calendar_zone_to_utc (zone, period.end, &end)
             : find_end (zone, period.start, days_of (period.duration), seconds_of (period.duration), &end)))
    axle_problems_add (self->event->problems, "further", NULL, FALSE, _("“%.60s” is no further time."), value);
  else
    take (self, zone, period.start, end);
}

static void
read_further (Reading                *self,
              const AxleCalendarLine *line)
{
  g_autofree char *name = axle_calendar_line_dup_parameter (line, "TZID");
  const AxleCalendarZone *zone = name != NULL ? axle_calendar_zones_find (self->zones, name) : self->zone;
  g_auto(GStrv) values = g_strsplit (line->value, ",", AXLE_CALENDAR_MAX_TIMES);

  for (guint i = 0; values[i] != NULL && zone != NULL; i++)
    {
      struct icaltimetype time = read_time (values[i]);

      if (*g_strstrip (values[i]) == '\0')
        continue;
      if (strchr (values[i], '/') != NULL)
        take_period (self, zone, values[i]);
      else if (icaltime_is_null_time (time))
        axle_problems_add (self->event->problems, "further", NULL, FALSE, _("“%.60s” is no further time."), values[i]);
      else
        {
          /* A day among times means the day at the time of the start. */
          if (icaltime_is_date (time) && !self->event->all_day)
            {
              time.is_date = 0;
              time.hour = self->start.hour;
              time.minute = self->start.minute;
              time.second = self->start.second;
            }
          take (self, zone, time, 0);
        }
    }
}

static gboolean
read_all (Reading    *self,
          const char *name,
          gboolean    out)
{
  gboolean understood = TRUE;

  for (guint i = 0; i < self->part->lines->len && understood; i++)
    {
      const AxleCalendarLine *line = self->part->lines->pdata[i];

      if (g_str_equal (line->name, name))
        understood = read_rule (self, line, out);
    }
  return understood;
}

static gboolean
is_endless (const AxleCalendarLine *line)
{
  g_autofree char *upper = g_ascii_strup (line->value, -1);

  return strstr (upper, "COUNT=") == NULL && strstr (upper, "UNTIL=") == NULL;
}

/* Before anything is taken: whether it repeats, and without an end. */
static void
look_over (Reading *self)
{
  for (guint i = 0; i < self->part->lines->len; i++)
    {
      const AxleCalendarLine *line = self->part->lines->pdata[i];
      gboolean rule = g_str_equal (line->name, "RRULE");

      self->event->repeats = self->event->repeats || rule || (g_str_equal (line->name, "RDATE") && *line->value != '\0');
      self->event->endless = self->event->endless || (rule && is_endless (line));
      if (g_str_equal (line->name, "EXDATE") && *line->value != '\0')
        leave_out (self, line);
    }
  if (self->event->occurrence != NULL)
    self->event->repeats = self->event->endless = FALSE;
}

static gboolean
read_repetition (Reading *self)
{
  if (!read_all (self, "EXRULE", TRUE))
    return FALSE;
  /* The start is the first of them, whether the rule says so or not. */
  take (self, self->zone, self->start, 0);
  if (!read_all (self, "RRULE", FALSE))
    return FALSE;
  for (guint i = 0; i < self->part->lines->len; i++)
    {
      const AxleCalendarLine *line = self->part->lines->pdata[i];

      if (g_str_equal (line->name, "RDATE"))
        read_further (self, line);
    }
  return TRUE;
}

static void
clear_reading (Reading *self)
{
  g_hash_table_unref (self->left_out);
  g_hash_table_unref (self->days_left_out);
  g_hash_table_unref (self->taken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

/**
 * axle_calendar_read_times:
 * @event: gets its times, or a problem that refuses it
 * @part: what the file says of it
 * @zones: the zones of the file
 * @options: see [struct@Axle.CalendarOptions]
 * @deadline: when to give up, by the monotonic clock
 *
 * Returns: whether it can be taken
 */
gboolean
axle_calendar_read_times (AxleCalendarEvent         *event,
                          const AxleCalendarPart    *part,
                          AxleCalendarZones         *zones,
                          const AxleCalendarOptions *options,
                          gint64                     deadline)
{
  g_auto(Reading) self = {
    .event = event, .part = part, .zones = zones, .options = options, .deadline = deadline,
    .left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .days_left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  if (!read_start (&self) || !read_span (&self))
    return FALSE;
  look_over (&self);
  if (!event->repeats)
    take (&self, self.zone, self.start, 0);
  else if (!read_repetition (&self))
    return FALSE;
  if (event->times->len == 0)
    return refuse (&self, "never", event->endless ? _("It does not take place in the days that were asked for.")
                                                  : _("All its times are left out."));
  return TRUE;
}
