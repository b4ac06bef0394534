/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/calendar.h"

#include <libical/ical.h>
#include <string.h>

/* Who knows only these sees the changes of the clocks around the events, a year to each side. */
#define ZONE_MARGIN (400 * G_TIME_SPAN_DAY)

typedef struct
{
  GTimeZone     *zone;
  const char    *name; /* of the zone; NULL for UTC */
  icalcomponent *calendar;
} Writer;

static struct icaltimetype
to_ical (gint64     at,
         GTimeZone *zone,
         gboolean   day)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  struct icaltimetype time = icaltime_null_time ();

  time.year = g_date_time_get_year (local);
  time.month = g_date_time_get_month (local);
  time.day = g_date_time_get_day_of_month (local);
  time.is_date = day;
  if (day)
    return time;
  time.hour = g_date_time_get_hour (local);
  time.minute = g_date_time_get_minute (local);
  time.second = g_date_time_get_second (local);
  return time;
}

static struct icaltimetype
to_ical_utc (gint64 at)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  struct icaltimetype time = to_ical (at, zone, FALSE);

  return icaltime_set_timezone (&time, icaltimezone_get_utc_timezone ());
}

/* The zone. */

static int
offset_at (GTimeZone *zone,
           gint64     at,
           gboolean  *summer)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at / G_USEC_PER_SEC);

  *summer = g_time_zone_is_dst (zone, interval);
  return g_time_zone_get_offset (zone, interval);
}

static void
add_observance (icalcomponent *described,
                gint64         at,
                int            from,
                int            to,
                gboolean       summer)
{
  icalcomponent *observance = icalcomponent_new (summer ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  struct icaltimetype wall = to_ical (at + from * G_TIME_SPAN_SECOND, utc, FALSE);

  icalcomponent_add_property (observance, icalproperty_new_dtstart (wall));
  icalcomponent_add_property (observance, icalproperty_new_tzoffsetfrom (from));
  icalcomponent_add_property (observance, icalproperty_new_tzoffsetto (to));
  icalcomponent_add_component (described, observance);
}

/* The second at which the clocks change, between two times of which they differ. */
static gint64
find_change (GTimeZone *zone,
             gint64     before,
             gint64     after)
{
  gboolean summer;
  int offset = offset_at (zone, before, &summer);

  while (after - before > G_TIME_SPAN_SECOND)
    {
      gint64 middle = before + (after - before) / 2;

      if (offset_at (zone, middle, &summer) == offset)
        before = middle;
      else
        after = middle;
    }
  return after / G_TIME_SPAN_SECOND * G_TIME_SPAN_SECOND;
}

static void
write_zone (Writer *self,
            gint64  first,
            gint64  last)
{
  icalcomponent *described = icalcomponent_new (ICAL_VTIMEZONE_COMPONENT);
  gint64 at = (first - ZONE_MARGIN) / G_TIME_SPAN_DAY * G_TIME_SPAN_DAY;
  gboolean summer;
  int offset = offset_at (self->zone, at, &summer);

  icalcomponent_add_property (described, icalproperty_new_tzid (self->name));
  add_observance (described, at, offset, offset, summer);
  for (gint64 day = at; day < last + ZONE_MARGIN; day += G_TIME_SPAN_DAY)
    {
      int next = offset_at (self->zone, day + G_TIME_SPAN_DAY, &summer);

      if (next == offset)
        continue;
      add_observance (described, find_change (self->zone, day, day + G_TIME_SPAN_DAY), offset, next, summer);
      offset = next;
    }
  icalcomponent_add_component (self->calendar, described);
}

/* Events. */

/* What the clocks show twice when they go back is the first of the two to some who read it,
 * and the second to others. */
static gboolean
is_clear (Writer *self,
          gint64  at)
{
  gboolean summer;
  gint64 wall = at / G_USEC_PER_SEC + offset_at (self->zone, at, &summer);

  return g_time_zone_find_interval (self->zone, G_TIME_TYPE_DAYLIGHT, wall) ==
         g_time_zone_find_interval (self->zone, G_TIME_TYPE_STANDARD, wall);
}

static void
add_time (Writer            *self,
          icalcomponent     *event,
          icalproperty_kind  kind,
          gint64             at,
          gboolean           day)
{
  gboolean local = !day && self->name != NULL && is_clear (self, at);
  struct icaltimetype time = day || local ? to_ical (at, self->zone, day) : to_ical_utc (at);
  icalproperty *property = kind == ICAL_DTSTART_PROPERTY ? icalproperty_new_dtstart (time) : icalproperty_new_dtend (time);

  if (local)
    icalproperty_add_parameter (property, icalparameter_new_tzid (self->name));
  if (day)
    icalproperty_add_parameter (property, icalparameter_new_value (ICAL_VALUE_DATE));
  icalcomponent_add_property (event, property);
}

static icalproperty_status
status_of (const AxleCalendarEvent *event)
{
  return event->status == AXLE_CALENDAR_CANCELLED ? ICAL_STATUS_CANCELLED
         : event->status == AXLE_CALENDAR_CONFIRMED ? ICAL_STATUS_CONFIRMED : ICAL_STATUS_TENTATIVE;
}

static void
add_words (icalcomponent           *component,
           const AxleCalendarEvent *event)
{
  if (event->summary != NULL)
    icalcomponent_add_property (component, icalproperty_new_summary (event->summary));
  if (event->description != NULL)
    icalcomponent_add_property (component, icalproperty_new_description (event->description));
  if (event->location != NULL)
    icalcomponent_add_property (component, icalproperty_new_location (event->location));
}

static void
write_event (Writer                  *self,
             const AxleCalendarEvent *event,
             const AxleCalendarTime  *time)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (component, icalproperty_new_uid (event->uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (to_ical_utc (event->stamp)));
  icalcomponent_add_property (component, icalproperty_new_sequence ((int) event->sequence));
  icalcomponent_add_property (component, icalproperty_new_status (status_of (event)));
  if (time->occurrence != NULL)
    icalcomponent_add_property (component, icalproperty_new_recurrenceid (icaltime_from_string (time->occurrence)));
  add_time (self, component, ICAL_DTSTART_PROPERTY, time->start, event->all_day);
  add_time (self, component, ICAL_DTEND_PROPERTY, time->end, event->all_day);
  add_words (component, event);
  icalcomponent_add_component (self->calendar, component);
}

static void
find_span (GPtrArray *events,
           gint64    *first,
           gint64    *last)
{
  *first = G_MAXINT64;
  *last = G_MININT64;
  for (guint i = 0; i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i];

      for (guint k = 0; k < event->times->len; k++)
        {
          *first = MIN (*first, ((AxleCalendarTime *) event->times->pdata[k])->start);
          *last = MAX (*last, ((AxleCalendarTime *) event->times->pdata[k])->end);
        }
    }
}

static icalcomponent *
new_calendar (const char *name)
{
  icalcomponent *calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalproperty *title = icalproperty_new_x (name);

  icalproperty_set_x_name (title, "X-WR-CALNAME");
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//axledesk//Axle//ZH"));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  icalcomponent_add_property (calendar, title);
  return calendar;
}

/**
 * axle_calendar_write:
 * @events: (element-type AxleCalendarEvent): what there is to tell, each with its times
 * @zone: what the times are told in
 * @name: what the calendar is called
 *
 * Returns: (transfer full): iCalendar (RFC 5545), with its time zone described
 */
GBytes *
axle_calendar_write (GPtrArray  *events,
                     GTimeZone  *zone,
                     const char *name)
{
  Writer self = { .zone = zone, .name = g_time_zone_get_identifier (zone), .calendar = new_calendar (name) };
  gint64 first, last;
  char *text;

  if (g_strcmp0 (self.name, "UTC") == 0)
    self.name = NULL;
  find_span (events, &first, &last);
  if (self.name != NULL && first <= last)
    write_zone (&self, first, last);
  for (guint i = 0; i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i];

      for (guint k = 0; k < event->times->len; k++)
        write_event (&self, event, event->times->pdata[k]);
    }
  text = icalcomponent_as_ical_string_r (self.calendar);
  icalcomponent_free (self.calendar);
  return g_bytes_new_with_free_func (text, strlen (text), free, text);
}
