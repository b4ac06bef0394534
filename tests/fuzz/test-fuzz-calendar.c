/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendars of other programs, changed at random, always the same way; the sanitizers and
 * the clock are the judges. */
#include <string.h>

#include "base/date.h"
#include "formats/calendar.h"
#include "formats/holidays.h"
#include "mutate.h"

/* Beside the shared files, one that always exists, so that the test never is empty. */
static GPtrArray *
load_seeds (void)
{
  static const char own[] =
    "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Z:20260105T090000\r\nRRULE:FREQ=MONTHLY;BYDAY=1MO,-1FR;BYSETPOS=1;UNTIL=20271224T000000Z\r\n"
    "RDATE;VALUE=PERIOD:20260107T010000Z/PT2H\r\nEXDATE:20260106\r\nATTENDEE;CN=\"a\":b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  static const char * const folders[] = { "calendar", NULL };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (seeds, g_bytes_new_static (own, strlen (own)));
  fuzz_load (seeds, folders);
  return seeds;
}

static void
eat (GBytes *bytes)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  AxleCalendarOptions options = { .zone = zone, .until = 60 * 365 * G_TIME_SPAN_DAY, .patience = G_TIME_SPAN_SECOND };
  g_autoptr (GPtrArray) events = axle_calendar_read (bytes, &options, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const AxleCalendarEvent *event = events->pdata[i];

      g_assert_true (event->summary == NULL || g_utf8_validate (event->summary, -1, NULL));
      g_assert_cmpuint (event->times->len, <=, AXLE_CALENDAR_MAX_TIMES);
    }
}

static void
test_mutations (void)
{
  guint rounds = fuzz_rounds (2000);
  g_autoptr (GRand) random = fuzz_random ();
  g_autoptr (GPtrArray) seeds = load_seeds ();

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GBytes) mutated = fuzz_mutate (random, seeds, "\":;,=\r\n 0123456789TZ-+");

      eat (mutated);
    }
}

/* Lists of holidays: JSON and calendars. */

static GPtrArray *
load_lists (void)
{
  static const char own[] =
    "{\"year\":2026,\"papers\":[\"http://example.cn\"],\"days\":[{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true},"
    "{\"name\":\"元旦\",\"date\":\"2026-01-04\",\"isOffDay\":false}]}";
  static const char * const folders[] = { "calendar/holiday-cn", NULL };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (seeds, g_bytes_new_static (own, strlen (own)));
  fuzz_load (seeds, folders);
  return seeds;
}

static void
eat_list (GBytes *bytes)
{
  g_autoptr (GPtrArray) lists = axle_holidays_read (bytes, NULL);

  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      const AxleHolidayList *list = lists->pdata[i];

      for (guint k = 0; k < list->days->len; k++)
        {
          const AxleHolidayDay *day = list->days->pdata[k];
          AxleDate date;

          g_assert_true (axle_date_parse (day->date, &date, NULL));
          g_assert_true (day->name == NULL || g_utf8_validate (day->name, -1, NULL));
          g_assert_true (k == 0 || strcmp (((AxleHolidayDay *) list->days->pdata[k - 1])->date, day->date) < 0);
        }
    }
}

static void
test_lists (void)
{
  guint rounds = fuzz_rounds (4000);
  g_autoptr (GRand) random = fuzz_random ();
  g_autoptr (GPtrArray) seeds = load_lists ();

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GBytes) mutated = fuzz_mutate (random, seeds, "\":,{}[]\r\n 0123456789-truefalse");

      eat_list (mutated);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/calendar", test_mutations);
  g_test_add_func ("/fuzz/holidays", test_lists);
  return g_test_run ();
}
