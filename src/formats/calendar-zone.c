/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/calendar-zone.h"

#include <string.h>

#include "base/zone.h"

/* More than any zone has seen; each costs until the end of libical's years. */
#define MAX_OBSERVANCES 200

/* No zone is further from UTC than 14 hours. */
#define MAX_OFFSET (24 * 60 * 60)

struct _AxleCalendarZone
{
  GTimeZone    *known;
  icaltimezone *described;
};

struct _AxleCalendarZones
{
  AxleCalendarZone floating;
  GPtrArray       *parts;
  GHashTable      *found; /* name → AxleCalendarZone, or none where there is no such zone */
};

static void
zone_free (gpointer data)
{
  AxleCalendarZone *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->known, g_time_zone_unref);
  if (self->described != NULL)
    icaltimezone_free (self->described, 1);
  g_free (self);
}

/* @parts: (element-type AxleCalendarPart): of the file; it is kept */
AxleCalendarZones *
axle_calendar_zones_new (GTimeZone *floating,
                         GPtrArray *parts)
{
  AxleCalendarZones *self = g_new0 (AxleCalendarZones, 1);

  self->floating.known = g_time_zone_ref (floating);
  self->parts = g_ptr_array_ref (parts);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zone_free);
  return self;
}

void
axle_calendar_zones_free (AxleCalendarZones *self)
{
  g_time_zone_unref (self->floating.known);
  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->found);
  g_free (self);
}

/* A rule that is not of every year would be worked out second by second up to 2582. */
static gboolean
is_harmless (icalcomponent *zone)
{
  guint n = 0;

  for (icalcomponent *part = icalcomponent_get_first_component (zone, ICAL_ANY_COMPONENT); part != NULL;
       part = icalcomponent_get_next_component (zone, ICAL_ANY_COMPONENT))
    {
      if (icalcomponent_get_first_property (part, ICAL_DTSTART_PROPERTY) == NULL ||
          icalcomponent_get_first_property (part, ICAL_TZOFFSETTO_PROPERTY) == NULL)
        return FALSE;
      n += 1 + (guint) icalcomponent_count_properties (part, ICAL_RDATE_PROPERTY);
      for (icalproperty *rule = icalcomponent_get_first_property (part, ICAL_RRULE_PROPERTY); rule != NULL;
           rule = icalcomponent_get_next_property (part, ICAL_RRULE_PROPERTY))
        {
          struct icalrecurrencetype how = icalproperty_get_rrule (rule);

          if (how.freq != ICAL_YEARLY_RECURRENCE || how.interval < 1)
            return FALSE;
        }
    }
  return n > 0 && n <= MAX_OBSERVANCES;
}

static icaltimezone *
read_described (const AxleCalendarPart *part)
{
  g_autofree char *text = g_strconcat ("BEGIN:VTIMEZONE\r\n", part->text->str, "END:VTIMEZONE\r\n", NULL);
  icalcomponent *component = icalparser_parse_string (text);
  icaltimezone *zone;

  if (component == NULL)
    return NULL;
  if (icalcomponent_isa (component) != ICAL_VTIMEZONE_COMPONENT || !is_harmless (component))
    {
      icalcomponent_free (component);
      return NULL;
    }
  zone = icaltimezone_new ();
  if (!icaltimezone_set_component (zone, component))
    {
      icalcomponent_free (component);
      icaltimezone_free (zone, 1);
      return NULL;
    }
  return zone;
}

static char *
dup_name_of (const AxleCalendarPart *part)
{
  const AxleCalendarLine *line = axle_calendar_part_find (part, "TZID");

  return line != NULL ? axle_calendar_line_dup_text (line) : NULL;
}

static icaltimezone *
find_described (AxleCalendarZones *self,
                const char        *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const AxleCalendarPart *part = self->parts->pdata[i];
      g_autofree char *described = part->text != NULL ? dup_name_of (part) : NULL;

      if (described != NULL && g_str_equal (described, name))
        return read_described (part);
    }
  return NULL;
}

/* Programs put their own names in front: /softwarestudio.org/Olson_20011030_5/America/New_York. */
static GTimeZone *
find_in_path (const char *name)
{
  for (const char *p = strchr (name, '/'); p != NULL; p = strchr (p + 1, '/'))
    {
      GTimeZone *zone = axle_zone_find (p + 1);

      if (zone != NULL)
        return zone;
    }
  return NULL;
}

/* Older ones write US-Eastern. */
static GTimeZone *
find_with_slashes (const char *name)
{
  g_autofree char *slashes = g_strdelimit (g_strdup (name), "-", '/');

  return axle_zone_find (slashes);
}

static GTimeZone *
find_windows (const char *name)
{
  g_autofree char *known = axle_zone_from_windows (name);

  return known != NULL ? axle_zone_find (known) : NULL;
}

/* “(UTC+08:00) Beijing”, “GMT+8”, as some programs write without saying more. */
static GTimeZone *
find_offset (const char *name)
{
  static const char * const known[] = { "UTC", "GMT", NULL };

  for (guint i = 0; known[i] != NULL; i++)
    {
      const char *place = strstr (name, known[i]);
      g_autofree char *offset = NULL;

      if (place == NULL)
        continue;
      place += strlen (known[i]);
      place += strspn (place, " ");
      offset = g_strndup (place, strspn (place, "+-0123456789:"));
      if (*offset == '+' || *offset == '-')
        return g_time_zone_new_identifier (offset);
      if (*offset == '\0' && (*place == '\0' || *place == ')'))
        return g_time_zone_new_utc ();
    }
  return NULL;
}

/* The tz database knows what changed after a file was written; what only the file knows is
 * its own matter. */
static AxleCalendarZone *
look_for (AxleCalendarZones *self,
          const char        *name)
{
  AxleCalendarZone zone = { .known = axle_zone_find (name) };

  if (zone.known == NULL)
    zone.described = find_described (self, name);
  if (zone.known == NULL && zone.described == NULL)
    zone.known = find_in_path (name);
  if (zone.known == NULL && zone.described == NULL)
    zone.known = find_with_slashes (name);
  if (zone.known == NULL && zone.described == NULL)
    zone.known = find_windows (name);
  if (zone.known == NULL && zone.described == NULL)
    zone.known = find_offset (name);
  return zone.known != NULL || zone.described != NULL ? g_memdup2 (&zone, sizeof zone) : NULL;
}

/**
 * axle_calendar_zones_find:
 * @self: the zones of a file
 * @name: (nullable): what a time names; blank for none
 *
 * Returns: (nullable): the zone; %NULL where nobody can say what is meant
 */
const AxleCalendarZone *
axle_calendar_zones_find (AxleCalendarZones *self,
                          const char        *name)
{
  gpointer zone;

  if (name == NULL || *name == '\0')
    return &self->floating;
  if (!g_hash_table_lookup_extended (self->found, name, NULL, &zone))
    {
      zone = look_for (self, name);
      g_hash_table_insert (self->found, g_strdup (name), zone);
    }
  return zone;
}

/* In microseconds, as if the clock were UTC's. */
static gboolean
count (struct icaltimetype  wall,
       gint64              *at)
{
  g_autoptr(GDateTime) time = NULL;

  if (wall.year < 1 || wall.year > 9998 || !icaltime_is_valid_time (wall))
    return FALSE;
  time = g_date_time_new_utc (wall.year, wall.month, wall.day, wall.hour, wall.minute, MIN (wall.second, 59));
  if (time == NULL)
    return FALSE;
  *at = g_date_time_to_unix_usec (time);
  return TRUE;
}

/* Of a time that there is twice, the first; of one that is left out, the offset before
 * (RFC 5545 §3.3.5). */
static int
find_offset_of (GTimeZone *zone,
                gint64     seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_DAYLIGHT, seconds);

  if (interval < 0)
    interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds - 24 * 60 * 60);
  return g_time_zone_get_offset (zone, interval);
}

/**
 * axle_calendar_zone_to_utc:
 * @self: a zone
 * @wall: what its clocks say; of a day, its first moment is meant
 * @at: (out): when that is, in microseconds since 1970 UTC
 *
 * Returns: whether there is such a time
 */
gboolean
axle_calendar_zone_to_utc (const AxleCalendarZone *self,
                           struct icaltimetype     wall,
                           gint64                 *at)
{
  int offset, summer;

  if (!count (wall, at))
    return FALSE;
  if (icaltime_is_utc (wall))
    return TRUE;
  offset = self->described != NULL ? icaltimezone_get_utc_offset (self->described, &wall, &summer)
                                   : find_offset_of (self->known, *at / G_USEC_PER_SEC);
  *at -= CLAMP (offset, -MAX_OFFSET, MAX_OFFSET) * G_TIME_SPAN_SECOND;
  return TRUE;
}

/* What the zone's clocks say at a time of UTC; as it is where it cannot be said. */
struct icaltimetype
axle_calendar_zone_from_utc (const AxleCalendarZone *self,
                             struct icaltimetype     utc)
{
  g_autoptr(GDateTime) time = NULL, local = NULL;
  struct icaltimetype wall = utc;
  gint64 at;
  int offset, summer;

  wall.zone = NULL;
  if (!count (utc, &at))
    return wall;
  if (self->described != NULL)
    {
      offset = icaltimezone_get_utc_offset_of_utc_time (self->described, &utc, &summer);
      icaltime_adjust (&wall, 0, 0, 0, CLAMP (offset, -MAX_OFFSET, MAX_OFFSET));
      return wall;
    }
  time = g_date_time_new_from_unix_utc_usec (at);
  local = g_date_time_to_timezone (time, self->known);
  if (local == NULL)
    return wall;
  wall.year = g_date_time_get_year (local);
  wall.month = g_date_time_get_month (local);
  wall.day = g_date_time_get_day_of_month (local);
  wall.hour = g_date_time_get_hour (local);
  wall.minute = g_date_time_get_minute (local);
  wall.second = g_date_time_get_second (local);
  return wall;
}
