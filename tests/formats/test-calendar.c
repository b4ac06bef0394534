/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <string.h>

#include "base/problem.h"
#include "formats/calendar.h"
#include "formats/error.h"
#include "support/corpus.h"

#define SHANGHAI "Asia/Shanghai"

/* Of what repeats, so many times are written again. */
#define TIMES_WRITTEN 12

static gint64
moment (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  g_assert_nonnull (time);
  return g_date_time_to_unix_usec (time);
}

static GPtrArray *
read_bytes (GBytes      *bytes,
            const char  *zone_name,
            GError     **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  AxleCalendarOptions options = {
    .zone = zone,
    .from = moment ("2026-01-01T00:00:00Z"),
    .until = moment ("2027-01-01T00:00:00Z"),
    .patience = 120 * G_TIME_SPAN_SECOND,
  };

  return axle_calendar_read (bytes, &options, error);
}

static GPtrArray *
read_in (const char *text,
         const char *zone)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *events = read_bytes (bytes, zone, &error);

  g_assert_no_error (error);
  return events;
}

#define CALENDAR(body) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define EVENT(body) CALENDAR ("BEGIN:VEVENT\r\nUID:a\r\n" body "END:VEVENT\r\n")

/* Its times as text: `START/END` in UTC, with the occurrence in front where it repeats. */
static char *
format_times (const AxleCalendarEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < event->times->len; i++)
    {
      const AxleCalendarTime *time = event->times->pdata[i];
      g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc_usec (time->start);
      g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc_usec (time->end);
      g_autofree char *from = g_date_time_format (start, "%m-%dT%H:%M");
      g_autofree char *to = g_date_time_format (end, "%m-%dT%H:%M");

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", from, to);
    }
  return g_string_free (text, FALSE);
}

static const char *
code_of (const AxleCalendarEvent *event)
{
  for (guint i = 0; i < event->problems->len; i++)
    if (((AxleProblem *) event->problems->pdata[i])->blocking)
      return ((AxleProblem *) event->problems->pdata[i])->code;
  return NULL;
}

typedef struct
{
  const char *name;
  const char *body;
  const char *times; /* NULL: refused */
  const char *code;  /* why */
} Case;

static const Case cases[] = {
  { "utc", "DTSTART:20260105T010000Z\r\nDTEND:20260105T023000Z\r\n", "01-05T01:00/01-05T02:30", NULL },
  { "floating", "DTSTART:20260105T090000\r\nDTEND:20260105T100000\r\n", "01-05T01:00/01-05T02:00", NULL },
  { "olson", "DTSTART;TZID=Europe/Berlin:20260701T090000\r\nDURATION:PT90M\r\n", "07-01T07:00/07-01T08:30", NULL },
  { "quoted", "DTSTART;TZID=\"America/New_York\":20260701T090000\r\n", "07-01T13:00/07-01T13:00", NULL },
  { "prefixed", "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Berlin:20260101T090000\r\n", "01-01T08:00/01-01T08:00", NULL },
  { "windows", "DTSTART;TZID=China Standard Time:20260105T090000\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "windows-summer", "DTSTART;TZID=W. Europe Standard Time:20260701T090000\r\n", "07-01T07:00/07-01T07:00", NULL },
  { "offset", "DTSTART;TZID=\"(UTC+08:00) Beijing, Chongqing\":20260105T090000\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "old-name", "DTSTART;TZID=US/Eastern:20260105T090000\r\n", "01-05T14:00/01-05T14:00", NULL },
  { "older-name", "DTSTART;TZID=US-Eastern:20260105T090000\r\n", "01-05T14:00/01-05T14:00", NULL },
  { "blank-zone", "DTSTART;TZID=:20260105T090000\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "unknown-zone", "DTSTART;TZID=Nowhere:20260105T090000\r\n", NULL, "zone" },
  { "climbing-zone", "DTSTART;TZID=../../../etc/passwd:20260105T090000\r\n", NULL, "zone" },
  { "day", "DTSTART;VALUE=DATE:20260501\r\n", "04-30T16:00/05-01T16:00", NULL },
  { "days", "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260506\r\n", "04-30T16:00/05-05T16:00", NULL },
  { "unsaid-day", "DTSTART:20260501\r\nDTEND:20260501\r\n", "04-30T16:00/05-01T16:00", NULL },
  { "no-start", "SUMMARY:x\r\n", NULL, "no-start" },
  { "bad-start", "DTSTART:soon\r\n", NULL, "start" },
  { "no-such-day", "DTSTART:20260230T090000\r\n", NULL, "start" },
  { "bad-end", "DTSTART:20260105T090000\r\nDTEND:later\r\n", NULL, "end" },
  { "backwards", "DTSTART:20260105T090000\r\nDTEND:20260105T080000\r\n", NULL, "ends-before" },
  { "negative-nothing", "DTSTART:20260105T090000\r\nDURATION:-PT0S\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "negative", "DTSTART:20260105T090000\r\nDURATION:-PT1H\r\n", NULL, "ends-before" },
  { "count", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n", "01-05T01:00/01-05T01:00 01-06T01:00/01-06T01:00 01-07T01:00/01-07T01:00", NULL },
  { "long-ago", "DTSTART:19970105T090000\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n", "01-05T01:00/01-05T01:00 01-05T01:00/01-05T01:00", NULL },
  { "until-utc", "DTSTART;TZID=Asia/Shanghai:20260105T060000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20260105T220000Z\r\n",
    "01-04T22:00/01-04T23:00 01-05T22:00/01-05T23:00", NULL },
  { "until-day", "DTSTART:20260105T210000\r\nRRULE:FREQ=DAILY;UNTIL=20260106\r\n", "01-05T13:00/01-05T13:00 01-06T13:00/01-06T13:00", NULL },
  { "summer-time", "DTSTART;TZID=Europe/Berlin:20260328T090000\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "03-28T08:00/03-28T08:00 03-29T07:00/03-29T07:00", NULL },
  { "gap", "DTSTART;TZID=Europe/Berlin:20260329T023000\r\nDURATION:PT1H\r\n", "03-29T01:30/03-29T02:30", NULL },
  { "winter-time", "DTSTART;TZID=Europe/Berlin:20261024T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n",
    "10-24T07:00/10-24T08:00 10-25T08:00/10-25T09:00", NULL },
  { "hour-twice", "DTSTART;TZID=Europe/Berlin:20261025T023000\r\nDURATION:PT1H\r\n", "10-25T00:30/10-25T01:30", NULL },
  { "over-the-switch", "DTSTART;TZID=Europe/Berlin:20261025T013000\r\nDTEND;TZID=Europe/Berlin:20261025T033000\r\n",
    "10-24T23:30/10-25T02:30", NULL },
  { "two-zones", "DTSTART;TZID=America/New_York:20260308T013000\r\nDTEND;TZID=Europe/Berlin:20260308T083000\r\n",
    "03-08T06:30/03-08T07:30", NULL },
  { "south", "DTSTART;TZID=Australia/Sydney:20260404T090000\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "04-03T22:00/04-03T22:00 04-04T23:00/04-04T23:00", NULL },
  { "summer-of-1986", "DTSTART;TZID=Asia/Shanghai:19860701T090000\r\nRRULE:FREQ=YEARLY;INTERVAL=40;COUNT=2\r\n",
    "07-01T00:00/07-01T00:00 07-01T01:00/07-01T01:00", NULL },
  { "left-out", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20260106T090000\r\n", "01-05T01:00/01-05T01:00 01-07T01:00/01-07T01:00", NULL },
  { "left-out-utc", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEXDATE:20260106T010000Z\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "left-out-day", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEXDATE;VALUE=DATE:20260105\r\n", "01-06T01:00/01-06T01:00", NULL },
  { "left-out-rule", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2\r\n", "01-06T01:00/01-06T01:00 01-08T01:00/01-08T01:00", NULL },
  { "all-left-out", "DTSTART:20260105T090000\r\nRRULE:FREQ=DAILY;COUNT=1\r\nEXDATE:20260105T090000\r\n", NULL, "never" },
  { "further", "DTSTART:20260105T090000\r\nRDATE:20260107T090000,20260105T090000\r\n", "01-05T01:00/01-05T01:00 01-07T01:00/01-07T01:00", NULL },
  { "period", "DTSTART:20260105T090000\r\nRDATE;VALUE=PERIOD:20260107T010000Z/PT2H,20260108T010000Z/20260108T020000Z\r\n",
    "01-05T01:00/01-05T01:00 01-07T01:00/01-07T03:00 01-08T01:00/01-08T02:00", NULL },
  { "empty-further", "DTSTART:20260105T090000\r\nRDATE:\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "endless", "DTSTART:20201231T090000\r\nRRULE:FREQ=YEARLY\r\n", "12-31T01:00/12-31T01:00", NULL },
  { "leap-day", "DTSTART:20240229T090000\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n", "02-29T01:00/02-29T01:00 02-29T01:00/02-29T01:00", NULL },
  { "year-end", "DTSTART:20261231T233000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "12-31T15:30/12-31T16:30 01-01T15:30/01-01T16:30", NULL },
  { "year-begins-in-utc", "DTSTART:20270101T073000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;COUNT=1\r\n", "12-31T23:30/01-01T00:30", NULL },
  { "week-53", "DTSTART:20260101T090000\r\nRRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU;UNTIL=20270110\r\n",
    "01-01T01:00/01-01T01:00 12-28T01:00/12-28T01:00 01-03T01:00/01-03T01:00", NULL },
  { "last-days", "DTSTART:20260131T090000\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3\r\n",
    "01-31T01:00/01-31T01:00 02-28T01:00/02-28T01:00 03-31T01:00/03-31T01:00", NULL },
  { "no-31st", "DTSTART:20260131T090000\r\nRRULE:FREQ=MONTHLY;COUNT=2\r\n", "01-31T01:00/01-31T01:00 03-31T01:00/03-31T01:00", NULL },
  { "bad-rule", "DTSTART:20260105T090000\r\nRRULE:FREQ=SOMETIMES\r\n", NULL, "rule" },
  { "too-often", "DTSTART:20260105T090000\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n", NULL, "too-often" },
  { "never-again", "DTSTART:20260105T090000\r\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "lower-case", "dtstart:20260105t010000z\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "folded", "DTSTART:2026010\r\n 5T010000Z\r\n", "01-05T01:00/01-05T01:00", NULL },
  { "blank-line", "DTSTART:20260105T01\r\n\r\n 0000Z\r\n", "01-05T01:00/01-05T01:00", NULL },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n", cases[i].body, "END:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
      g_autoptr (GPtrArray) events = read_in (text, SHANGHAI);
      const AxleCalendarEvent *event;
      g_autofree char *times = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (events->len, ==, 1);
      event = events->pdata[0];
      g_assert_cmpstr (code_of (event), ==, cases[i].code);
      times = format_times (event);
      if (cases[i].times != NULL)
        g_assert_cmpstr (times, ==, cases[i].times);
    }
}

/* A zone that only the file knows; it comes after what names it. */
static void
test_described_zone (void)
{
  g_autoptr (GPtrArray) events = read_in (CALENDAR (
    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=\"Ours, here\":20260701T090000\r\nRRULE:FREQ=DAILY;UNTIL=20260702T060000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;TZID=\"Ours, here\":20260101T090000\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:c\r\nDTSTART;TZID=Trap:20260101T090000\r\nEND:VEVENT\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Ours\\, here\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Trap\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=SECONDLY\r\n"
    "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"), SHANGHAI);
  g_autofree char *summer = NULL, *winter = NULL;

  g_assert_cmpuint (events->len, ==, 3);
  summer = format_times (events->pdata[0]);
  winter = format_times (events->pdata[1]);
  g_assert_cmpstr (summer, ==, "07-01T06:00/07-01T06:00 07-02T06:00/07-02T06:00");
  g_assert_cmpstr (winter, ==, "01-01T07:00/01-01T07:00");
  g_assert_cmpstr (code_of (events->pdata[2]), ==, "zone");
}

#define WEEK "BEGIN:VEVENT\r\nUID:w\r\nSUMMARY:every day\r\nDTSTART:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEND:VEVENT\r\n"

static void
test_overrides (void)
{
  g_autoptr (GPtrArray) one = read_in (CALENDAR (
    "BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID:20260106T010000Z\r\nDTSTART:20260106T140000\r\nDURATION:PT2H\r\nEND:VEVENT\r\n" WEEK), SHANGHAI);
  g_autoptr (GPtrArray) onward = read_in (CALENDAR (
    WEEK "BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260107T090000\r\nDTSTART:20260107T100000\r\nEND:VEVENT\r\n"), SHANGHAI);
  g_autoptr (GPtrArray) gone = read_in (CALENDAR (
    WEEK "BEGIN:VEVENT\r\nUID:w\r\nSTATUS:CANCELLED\r\nRECURRENCE-ID:20260107T010000Z\r\nDTSTART:20260107T090000\r\nEND:VEVENT\r\n"), SHANGHAI);
  const struct { GPtrArray *events; const char *first, *second; } expected[] = {
    { one, "01-06T06:00/01-06T08:00", "01-05T01:00/01-05T02:00 01-07T01:00/01-07T02:00 01-08T01:00/01-08T02:00" },
    { onward, "01-05T01:00/01-05T02:00 01-06T01:00/01-06T02:00", "01-07T02:00/01-07T02:00 01-08T02:00/01-08T02:00" },
    { gone, "01-05T01:00/01-05T02:00 01-06T01:00/01-06T02:00 01-08T01:00/01-08T02:00", "01-07T01:00/01-07T01:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *first = format_times (expected[i].events->pdata[0]);
      g_autofree char *second = format_times (expected[i].events->pdata[1]);

      g_assert_cmpstr (first, ==, expected[i].first);
      g_assert_cmpstr (second, ==, expected[i].second);
    }
  g_assert_cmpstr (((AxleCalendarTime *) ((AxleCalendarEvent *) one->pdata[0])->times->pdata[0])->occurrence, ==, "20260106T010000Z");
  g_assert_cmpint (((AxleCalendarEvent *) gone->pdata[1])->status, ==, AXLE_CALENDAR_CANCELLED);
}

static void
test_cancel (void)
{
  g_autoptr (GPtrArray) events = read_in (
    "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART:20260105T090000\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", SHANGHAI);
  const AxleCalendarEvent *first = events->pdata[0], *second = events->pdata[1];

  g_assert_null (code_of (first));
  g_assert_cmpint (first->status, ==, AXLE_CALENDAR_CANCELLED);
  g_assert_cmpint (first->sequence, ==, 2);
  g_assert_cmpuint (first->times->len, ==, 0);
  g_assert_cmpint (second->status, ==, AXLE_CALENDAR_CONFIRMED);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) events = read_in (EVENT (
    "SUMMARY:保养\\, 沪A12345\r\nDESCRIPTION:first\r\nsecond line\r\n  and more\r\nLOCATION:3号\r\n 工位\r\n"
    "ATTENDEE;CN=\"李明朗; Jr\";RSVP=TRUE:mailto:li@example.cn\r\nATTENDEE:tel:+8613800138000\r\nDTSTART:20260105T090000\r\n"
    "BEGIN:VALARM\r\nDESCRIPTION:ring\r\nEND:VALARM\r\n"), SHANGHAI);
  const AxleCalendarEvent *event = events->pdata[0];

  g_assert_cmpstr (event->summary, ==, "保养, 沪A12345");
  g_assert_cmpstr (event->description, ==, "first\nsecond line and more");
  g_assert_cmpstr (event->location, ==, "3号工位");
  g_assert_cmpuint (event->people->len, ==, 3);
  g_assert_cmpstr (event->people->pdata[0], ==, "李明朗; Jr");
  g_assert_cmpstr (event->people->pdata[2], ==, "tel:+8613800138000");
  g_assert_true (axle_problems_contain (event->problems, "broken-line"));
}

/* vCalendar 1.0, as old phones write it. */
static void
test_quoted_printable (void)
{
  g_autoptr (GPtrArray) events = read_in (EVENT (
    "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BF=9D=\r\n=E5=85=BB 1=3D1\r\nDTSTART:20260105T090000\r\n"
    "LOCATION;ENCODING=QUOTED-PRINTABLE;CHARSET=GBK:=B1=B1=BE=A9\r\n"), SHANGHAI);
  const AxleCalendarEvent *event = events->pdata[0];

  g_assert_cmpstr (event->summary, ==, "保养 1=1");
  g_assert_cmpstr (event->location, ==, "北京");
  g_assert_cmpuint (event->problems->len, ==, 0);
}

/* A line that no program writes costs its end. */
static void
test_long_line (void)
{
  g_autofree char *summary = g_strnfill (1024 * 1024, 'x');
  g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:", summary, "\nDTSTART:20260105T090000\nEND:VEVENT\n", NULL);
  g_autoptr (GPtrArray) events = read_in (text, SHANGHAI);
  const AxleCalendarEvent *event = events->pdata[0];

  g_assert_null (code_of (event));
  g_assert_cmpuint (strlen (event->summary), <, 512 * 1024);
  g_assert_true (axle_problems_contain (event->problems, "broken-line"));
}

/* Broken frames: what is there is taken all the same. */
static void
test_frames (void)
{
  static const struct { const char *text; guint n; } frames[] = {
    { "BEGIN:VEVENT\nDTSTART:20260105T090000\nEND:VEVENT\n", 1 },
    { "junk\nBEGIN:VCALENDAR\rBEGIN:VEVENT\rDTSTART:20260105T090000\rBEGIN:VEVENT\rDTSTART:20260106T090000\r", 2 },
    { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105T090000\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260106T090000\nEND:VEVENT\n", 2 },
    { "BEGIN:VCALENDAR\nBEGIN:X\nBEGIN:VEVENT\nDTSTART:20260105T090000\nEND:VEVENT\nEND:X\nEND:VCALENDAR\n", 1 },
    { "BEGIN:VCALENDAR\nEND:VCALENDAR\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (GPtrArray) events = read_in (frames[i].text, SHANGHAI);
      guint n = 0;

      for (guint k = 0; k < events->len; k++)
        n += code_of (events->pdata[k]) == NULL;
      g_assert_cmpuint (n, ==, frames[i].n);
    }
}

static void
test_refused_files (void)
{
  static const struct { const char *text; int code; } files[] = {
    { "", AXLE_FORMATS_ERROR_NOT_CALENDAR },
    { "name,phone\n", AXLE_FORMATS_ERROR_NOT_CALENDAR },
    { "END:VCALENDAR\n", AXLE_FORMATS_ERROR_NOT_CALENDAR },
  };
  g_autoptr (GString) large = g_string_new ("BEGIN:VCALENDAR\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new_static (files[i].text, strlen (files[i].text));
      g_autoptr (GError) reason = NULL;

      g_assert_null (read_bytes (file, SHANGHAI, &reason));
      g_assert_error (reason, AXLE_FORMATS_ERROR, files[i].code);
    }
  for (guint i = 0; i <= AXLE_CALENDAR_MAX_PARTS + 5; i++)
    g_string_append (large, "BEGIN:VEVENT\nEND:VEVENT\n");
  bytes = g_bytes_new_static (large->str, large->len);
  g_assert_null (read_bytes (bytes, SHANGHAI, &error));
  g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE);
}

static void
test_encodings (void)
{
  const char *text = EVENT ("SUMMARY:张三的车来做首次保养\r\nDTSTART:20260105T090000\r\n");
  static const char * const charsets[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length = 0;
      char *encoded = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, &error);
      g_autoptr (GBytes) bytes = g_bytes_new_take (encoded, length);
      g_autoptr (GPtrArray) events = read_bytes (bytes, SHANGHAI, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==, 1);
      g_assert_cmpstr (((AxleCalendarEvent *) events->pdata[0])->summary, ==, "张三的车来做首次保养");
    }
}

/* Folded after each of its bytes. */
static void
test_folded_characters (void)
{
  static const char * const charsets[] = { "UTF-8", "GB18030" };
  const char *text = EVENT ("DTSTART:20260105T090000\r\nSUMMARY:张三的车来做首次保养，顺便看看空调\r\n");

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length = 0;
      g_autofree char *encoded = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, NULL);
      gsize from = (gsize) (strstr (encoded, "SUMMARY") - encoded) + strlen ("SUMMARY:");

      for (gsize at = from + 1; encoded[at] != '\r'; at++)
        {
          g_autoptr (GByteArray) folded = g_byte_array_new ();
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GPtrArray) events = NULL;

          g_byte_array_append (folded, (const guint8 *) encoded, (guint) at);
          g_byte_array_append (folded, (const guint8 *) "\r\n ", 3);
          g_byte_array_append (folded, (const guint8 *) encoded + at, (guint) (length - at));
          bytes = g_byte_array_free_to_bytes (g_steal_pointer (&folded));
          events = read_bytes (bytes, SHANGHAI, NULL);
          g_assert_cmpstr (((AxleCalendarEvent *) events->pdata[0])->summary, ==, "张三的车来做首次保养，顺便看看空调");
        }
    }
}

/* Lines are told as they are in the file. */
static void
test_line_numbers (void)
{
  g_autoptr (GPtrArray) events = read_in ("BEGIN:VCALENDAR\r\nX-A:b\r\n c\r\n d\r\n\r\nBEGIN:VEVENT\r\nDTSTART:20260105T090000\r\nSUMMARY:a\r\n b\r\n"
                                          "END:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20260106T090000\r\nEND:VEVENT\r\n", SHANGHAI);

  g_assert_cmpuint (((AxleCalendarEvent *) events->pdata[0])->line, ==, 6);
  g_assert_cmpuint (((AxleCalendarEvent *) events->pdata[1])->line, ==, 11);
}

static void
test_limits (void)
{
  g_autoptr (GPtrArray) many = read_in (EVENT ("DTSTART:20100105T090000\r\nRRULE:FREQ=DAILY;COUNT=99999\r\n"), SHANGHAI);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (SHANGHAI);
  AxleCalendarOptions options = { .zone = zone, .patience = 1 };
  const char *text = EVENT ("DTSTART:20260105T090000\r\n");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) late = NULL;
  gint64 before = g_get_monotonic_time ();

  g_assert_cmpuint (((AxleCalendarEvent *) many->pdata[0])->times->len, ==, AXLE_CALENDAR_MAX_TIMES);
  g_assert_true (axle_problems_contain (((AxleCalendarEvent *) many->pdata[0])->problems, "many"));
  late = axle_calendar_read (bytes, &options, NULL);
  g_assert_cmpint (g_get_monotonic_time () - before, >, 1);
  g_assert_cmpstr (code_of (late->pdata[0]), ==, "patience");
}

/* Written, and read back by libical alone: the same. */

static gint64
moment_of (icalcomponent      *calendar,
           icalproperty       *property,
           struct icaltimetype time)
{
  icalparameter *name = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  icaltimezone *zone = name != NULL ? icalcomponent_get_timezone (calendar, icalparameter_get_tzid (name)) : NULL;

  if (!icaltime_is_utc (time))
    {
      g_assert_nonnull (zone);
      time = icaltime_convert_to_zone (icaltime_set_timezone (&time, zone), icaltimezone_get_utc_timezone ());
    }
  return icaltime_as_timet (time) * G_USEC_PER_SEC;
}

static void
assert_written (icalcomponent           *calendar,
                icalcomponent           *component,
                const AxleCalendarEvent *event)
{
  const AxleCalendarTime *time = event->times->pdata[0];
  icalproperty *start = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY);
  icalproperty *end = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY);
  icalproperty *status = icalcomponent_get_first_property (component, ICAL_STATUS_PROPERTY);

  g_assert_cmpstr (icalcomponent_get_uid (component), ==, event->uid);
  g_assert_cmpstr (icalcomponent_get_summary (component), ==, event->summary);
  g_assert_cmpstr (icalcomponent_get_description (component), ==, event->description);
  g_assert_cmpint (icalcomponent_get_sequence (component), ==, event->sequence);
  g_assert_true ((icalproperty_get_status (status) == ICAL_STATUS_CANCELLED) == (event->status == AXLE_CALENDAR_CANCELLED));
  g_assert_cmpint (icaltime_is_date (icalproperty_get_dtstart (start)), ==, event->all_day);
  if (event->all_day)
    return;
  g_assert_cmpint (moment_of (calendar, start, icalproperty_get_dtstart (start)), ==, time->start);
  g_assert_cmpint (moment_of (calendar, end, icalproperty_get_dtend (end)), ==, time->end);
}

static GPtrArray *
make_events (void)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_event_free);

  /* Every second hour over a night on which the clocks of Berlin go forward, and one back. */
  for (guint i = 0; i < 48; i++)
    {
      AxleCalendarEvent *event = axle_calendar_event_new ();
      gint64 start = moment (i < 24 ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z") + (i % 24) * G_TIME_SPAN_HOUR;

      event->uid = g_strdup_printf ("%u@axle", i);
      event->summary = g_strdup_printf ("保养，“%u”；很长的一行很长的一行很长的一行很长的一行很长的一行", i);
      event->description = g_strdup ("a\nb, c; d\\e");
      event->sequence = i;
      event->status = i % 3;
      event->stamp = start;
      axle_calendar_event_add_time (event, NULL, start, start + 40 * G_TIME_SPAN_MINUTE);
      g_ptr_array_add (events, event);
    }
  return events;
}

static void
assert_read_back (GPtrArray  *events,
                  GTimeZone  *zone,
                  const char *name)
{
  g_autoptr (GBytes) bytes = axle_calendar_write (events, zone, "预约");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  icalcomponent *calendar = icalparser_parse_string (text);
  icalcomponent *component = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_autoptr (GPtrArray) read = read_in (text, name);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, (int) events->len);
  g_assert_cmpuint (read->len, ==, events->len);
  for (guint i = 0; i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i], *other = read->pdata[i];
      g_autofree char *times = format_times (event), *others = format_times (other);

      assert_written (calendar, component, event);
      g_assert_cmpstr (others, ==, times);
      g_assert_cmpint (other->stamp, ==, event->stamp);
      component = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT);
    }
  icalcomponent_free (calendar);
}

static void
test_written (void)
{
  static const char * const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", NULL };
  g_autoptr (GPtrArray) events = make_events ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; zones[i] != NULL; i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      for (guint k = 0; k < events->len; k++)
        ((AxleCalendarEvent *) events->pdata[k])->all_day = FALSE;
      assert_read_back (events, zone, zones[i]);
      assert_read_back (none, zone, zones[i]);
    }
}

static void
test_written_days (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (SHANGHAI);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_event_free);
  AxleCalendarEvent *event = axle_calendar_event_new ();

  event->uid = g_strdup ("d");
  event->all_day = TRUE;
  axle_calendar_event_add_time (event, NULL, moment ("2026-04-30T16:00:00Z"), moment ("2026-05-05T16:00:00Z"));
  g_ptr_array_add (events, event);
  assert_read_back (events, zone, SHANGHAI);
}

/* Each time of what was read once, as the app would send it out again. */
static GPtrArray *
dup_times (GPtrArray *events)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_event_free);

  for (guint i = 0; i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i];

      for (guint k = 0; code_of (event) == NULL && k < MIN (event->times->len, TIMES_WRITTEN); k++)
        {
          const AxleCalendarTime *time = event->times->pdata[k];
          AxleCalendarEvent *copy;

          /* What libical counts in seconds begins in 1970. */
          if (time->start < 0)
            continue;
          copy = axle_calendar_event_new ();
          copy->uid = g_strdup_printf ("%u.%u@axle", i, k);
          copy->summary = g_strdup (event->summary);
          copy->description = g_strdup (event->description);
          copy->sequence = event->sequence;
          copy->stamp = event->stamp;
          copy->status = event->status;
          axle_calendar_event_add_time (copy, NULL, time->start, time->end);
          g_ptr_array_add (copies, copy);
        }
    }
  return copies;
}

/* Whatever words and times other programs have: written by us, libical reads the same. */
static void
test_corpus_written (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("calendar");
  g_autoptr (GTimeZone) shanghai = g_time_zone_new_identifier (SHANGHAI);
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  guint n_events = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GBytes) bytes = g_str_has_suffix (files->pdata[i], ".ics") ? corpus_load (files->pdata[i]) : NULL;
      g_autoptr (GPtrArray) events = bytes != NULL ? read_bytes (bytes, SHANGHAI, NULL) : NULL;
      g_autoptr (GPtrArray) copies = events != NULL ? dup_times (events) : NULL;

      if (copies == NULL)
        continue;
      g_test_message ("%s", (char *) files->pdata[i]);
      n_events += copies->len;
      assert_read_back (copies, shanghai, SHANGHAI);
      assert_read_back (copies, berlin, "Europe/Berlin");
    }
  if (n_events == 0)
    g_test_skip ("no shared data");
  g_test_message ("%u events", n_events);
}

/* Every file of other libraries' tests: each of its events is kept or refused with a reason. */
static void
test_corpus (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("calendar");
  guint n_files = 0, n_kept = 0, n_refused = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const char *name = files->pdata[i];
      g_autoptr (GBytes) bytes = g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".md") ? NULL : corpus_load (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) events = bytes != NULL ? read_bytes (bytes, SHANGHAI, &error) : NULL;

      n_files += bytes != NULL;
      if (error != NULL)
        {
          g_test_message ("%s: %s", name, error->message);
          g_assert_cmpuint (error->domain, ==, AXLE_FORMATS_ERROR);
        }
      for (guint k = 0; events != NULL && k < events->len; k++)
        {
          const AxleCalendarEvent *event = events->pdata[k];
          const char *code = code_of (event);

          n_refused += code != NULL;
          n_kept += code == NULL;
          g_assert_true (code != NULL || event->times->len > 0 || event->status == AXLE_CALENDAR_CANCELLED || event->uid != NULL);
          for (guint p = 0; p < event->problems->len; p++)
            if (code != NULL && g_strcmp0 (code, "no-event") != 0)
              g_test_message ("%s:%" G_GUINT64_FORMAT ": %s", name, event->line, ((AxleProblem *) event->problems->pdata[p])->message);
        }
    }
  if (n_files == 0)
    {
      g_test_skip ("no shared data");
      return;
    }
  g_test_message ("%u files: %u kept, %u refused", n_files, n_kept, n_refused);
  g_assert_cmpuint (n_kept, >, 300);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/times", test_times);
  g_test_add_func ("/calendar/described-zone", test_described_zone);
  g_test_add_func ("/calendar/overrides", test_overrides);
  g_test_add_func ("/calendar/cancel", test_cancel);
  g_test_add_func ("/calendar/words", test_words);
  g_test_add_func ("/calendar/frames", test_frames);
  g_test_add_func ("/calendar/long-line", test_long_line);
  g_test_add_func ("/calendar/quoted-printable", test_quoted_printable);
  g_test_add_func ("/calendar/refused-files", test_refused_files);
  g_test_add_func ("/calendar/encodings", test_encodings);
  g_test_add_func ("/calendar/folded-characters", test_folded_characters);
  g_test_add_func ("/calendar/line-numbers", test_line_numbers);
  g_test_add_func ("/calendar/limits", test_limits);
  g_test_add_func ("/calendar/written", test_written);
  g_test_add_func ("/calendar/written-days", test_written_days);
  g_test_add_func ("/calendar/corpus", test_corpus);
  g_test_add_func ("/calendar/corpus-written", test_corpus_written);
  return g_test_run ();
}
