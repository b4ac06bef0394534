/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/working-days.h"

#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"

/* How 2025 was announced, and the turn of the years around it. */
static const struct { const char *date; gboolean working; } calendar[] = {
  { "2025-01-01", FALSE }, { "2025-01-26", TRUE }, { "2025-01-28", FALSE }, { "2025-01-29", FALSE },
  { "2025-01-30", FALSE }, { "2025-01-31", FALSE }, { "2025-02-01", FALSE }, { "2025-02-02", FALSE },
  { "2025-02-03", FALSE }, { "2025-02-04", FALSE }, { "2025-02-08", TRUE }, { "2025-09-28", TRUE },
  { "2025-10-01", FALSE }, { "2025-10-02", FALSE }, { "2025-10-03", FALSE }, { "2025-10-04", FALSE },
  { "2025-10-05", FALSE }, { "2025-10-06", FALSE }, { "2025-10-07", FALSE }, { "2025-10-08", FALSE },
  { "2025-10-11", TRUE }, { "2024-12-31", FALSE }, { "2026-01-01", FALSE },
};

static void
add_holiday (GPtrArray  *list,
             const char *date,
             gboolean    working)
{
  AxleId group = { { 1 } };
  AxleId id = axle_holiday_id (&group, date);
  AxleRecord *record = axle_record_new (&axle_holiday_entity, &id);

  axle_record_set_text (record, AXLE_HOLIDAY_DATE, date);
  axle_record_set_text (record, AXLE_HOLIDAY_NAME, "春节");
  axle_record_set_boolean (record, AXLE_HOLIDAY_WORKING, working);
  g_ptr_array_add (list, record);
}

static AxleRecord *
add_line (GPtrArray  *list,
          const char *days,
          int         opens,
          int         closes,
          const char *since,
          const char *until)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_opening_hours_entity, &id);
  g_auto(GStrv) members = g_strsplit (days, " ", -1);

  axle_record_set_members (record, AXLE_OPENING_HOURS_DAYS, (const char * const *) members);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_OPENS, opens);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_CLOSES, closes);
  axle_record_set_text (record, AXLE_OPENING_HOURS_SINCE, since);
  axle_record_set_text (record, AXLE_OPENING_HOURS_UNTIL, until);
  g_ptr_array_add (list, record);
  return record;
}

static AxleWorkingDays *
new_days (GPtrArray *opening)
{
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint i = 0; i < G_N_ELEMENTS (calendar); i++)
    add_holiday (holidays, calendar[i].date, calendar[i].working);
  return axle_working_days_new (holidays, opening, zone);
}

static AxleDate
date_of (const char *text)
{
  AxleDate date;

  g_assert_true (axle_date_parse (text, &date, NULL));
  return date;
}

static void
test_working (void)
{
  static const struct { const char *date; gboolean working, makeup; const char *name; } cases[] = {
    { "2025-01-01", FALSE, FALSE, "春节" }, { "2025-01-02", TRUE, FALSE, NULL }, { "2025-01-25", FALSE, FALSE, NULL },
    { "2025-01-26", TRUE, TRUE, "春节" }, { "2025-01-27", TRUE, FALSE, NULL }, { "2025-01-28", FALSE, FALSE, "春节" },
    { "2025-02-08", TRUE, TRUE, "春节" }, { "2025-02-09", FALSE, FALSE, NULL }, { "2030-10-01", TRUE, FALSE, NULL },
  };
  g_autoptr(AxleWorkingDays) days = new_days (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate date = date_of (cases[i].date);

      g_test_message ("%s", cases[i].date);
      g_assert_cmpint (axle_working_days_is_working (days, &date), ==, cases[i].working);
      g_assert_cmpint (axle_working_days_is_makeup (days, &date), ==, cases[i].makeup);
      g_assert_cmpstr (axle_working_days_get_name (days, &date), ==, cases[i].name);
    }
}

/* Days at its ends do not announce a year. */
static void
test_announced (void)
{
  g_autoptr(AxleWorkingDays) days = new_days (NULL);

  g_assert_true (axle_working_days_is_announced (days, 2025));
  g_assert_false (axle_working_days_is_announced (days, 2024));
  g_assert_false (axle_working_days_is_announced (days, 2026));
}

/* Nor does a day that a dealership gives itself. */
static void
test_own_day (void)
{
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(AxleWorkingDays) days = NULL;
  const AxleDate date = { 2026, 6, 9 };

  add_holiday (holidays, "2026-06-09", FALSE);
  axle_record_set_text (holidays->pdata[0], AXLE_HOLIDAY_NAME, "店庆");
  days = axle_working_days_new (holidays, NULL, zone);
  g_assert_cmpstr (axle_working_days_get_name (days, &date), ==, "店庆");
  g_assert_false (axle_working_days_is_announced (days, 2026));
}

static void
test_add (void)
{
  static const struct { const char *from; int n; const char *due; } cases[] = {
    { "2025-01-02", 0, "2025-01-02" }, { "2025-01-02", 1, "2025-01-03" }, { "2025-01-03", 1, "2025-01-06" },
    /* Over the Spring Festival with a Sunday and a Saturday worked on. */
    { "2025-01-24", 1, "2025-01-26" }, { "2025-01-24", 3, "2025-02-05" }, { "2025-01-24", 10, "2025-02-13" },
    { "2025-09-30", 1, "2025-10-09" }, { "2024-12-30", 1, "2025-01-02" }, { "9999-12-30", 10, "9999-12-31" },
  };
  g_autoptr(AxleWorkingDays) days = new_days (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate from = date_of (cases[i].from);
      AxleDate due = axle_working_days_add (days, &from, cases[i].n);
      g_autofree char *text = axle_date_format_iso (&due);

      g_assert_cmpstr (text, ==, cases[i].due);
      if (due.year < 9999)
        {
          g_assert_cmpint (axle_working_days_count (days, &from, &due), ==, cases[i].n);
          g_assert_cmpint (axle_working_days_count (days, &due, &from), ==, -cases[i].n);
        }
    }
}

static void
test_hours (void)
{
  static const struct { const char *date; int opens, closes; guint n_spans; } cases[] = {
    { "2025-03-03", 510, 1050, 2 },  /* a Monday with a break */
    { "2025-03-04", 540, 1080, 1 },  /* two lines that touch */
    { "2025-03-07", 540, 1080, 1 },
    { "2025-03-08", 0, 0, 0 },       /* a Saturday */
    { "2025-02-08", 540, 1080, 1 },  /* one that is worked on: as the Friday */
    { "2025-02-01", 0, 0, 0 },       /* a holiday */
    { "2025-10-03", 600, 900, 1 },   /* one that has hours of its own */
    { "2025-10-04", 600, 900, 1 },
    { "2025-10-06", 0, 0, 0 },
    { "2019-12-31", 0, 0, 0 },       /* before the first line */
  };
  g_autoptr(GPtrArray) opening = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleWorkingDays) days = NULL;

  add_line (opening, "mon", 780, 1050, "2020-01-01", NULL);
  add_line (opening, "mon", 510, 720, "2020-01-01", NULL);
  add_line (opening, "tue wed thu fri", 540, 700, "2020-01-01", NULL);
  add_line (opening, "tue wed thu fri", 700, 1080, "2020-01-01", NULL);
  add_line (opening, "mon tue wed thu fri sat sun", 600, 900, "2025-10-01", "2025-10-05");
  add_line (opening, "sat sun", 600, 900, NULL, NULL)->deleted = TRUE;
  days = new_days (opening);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate date = date_of (cases[i].date);
      g_autoptr(GArray) spans = axle_working_days_list_hours (days, &date);
      int opens, closes;

      g_test_message ("%s", cases[i].date);
      g_assert_cmpint (axle_working_days_get_hours (days, &date, &opens, &closes), ==, cases[i].n_spans > 0);
      g_assert_cmpint (opens, ==, cases[i].opens);
      g_assert_cmpint (closes, ==, cases[i].closes);
      g_assert_cmpuint (spans->len, ==, cases[i].n_spans);
    }
}

/* A store that wrote nothing down is open on every day that is no holiday. */
static void
test_preset (void)
{
  g_autoptr(AxleWorkingDays) days = new_days (NULL);
  AxleDate sunday = date_of ("2025-03-09");
  AxleDate holiday = date_of ("2025-10-01");
  int opens, closes;

  g_assert_true (axle_working_days_get_hours (days, &sunday, &opens, &closes));
  g_assert_cmpint (opens, ==, 510);
  g_assert_cmpint (closes, ==, 1080);
  g_assert_false (axle_working_days_is_open (days, &holiday));
}

static void
test_spans (void)
{
  static const AxleDaySpan added[] = { { 60, 120 }, { 300, 360 }, { 200, 200 }, { 120, 180 }, { 20, 30 }, { 170, 310 }, { 50, 60 } };
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (AxleDaySpan));

  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    axle_day_spans_add (spans, added[i].from, added[i].until);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpint (g_array_index (spans, AxleDaySpan, 0).from, ==, 20);
  g_assert_cmpint (g_array_index (spans, AxleDaySpan, 1).from, ==, 50);
  g_assert_cmpint (g_array_index (spans, AxleDaySpan, 1).until, ==, 360);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/working-days/working", test_working);
  g_test_add_func ("/working-days/announced", test_announced);
  g_test_add_func ("/working-days/own-day", test_own_day);
  g_test_add_func ("/working-days/add", test_add);
  g_test_add_func ("/working-days/hours", test_hours);
  g_test_add_func ("/working-days/preset", test_preset);
  g_test_add_func ("/working-days/spans", test_spans);
  return g_test_run ();
}
