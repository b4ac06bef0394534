/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-days.h"
#include "base/host.h"
#include "core/appointment/appointment.h"
#include "support/support.h"

static char *
format (const AxleDate *date)
{
  return axle_date_format_iso (date);
}

static void
test_weeks (void)
{
  static const struct
  {
    AxleDate    date;
    const char *first;
    guint       n_days;
  } cases[] = {
    { { 2026, 6, 12 }, "2026-06-01", 35 },
    { { 2026, 11, 30 }, "2026-10-26", 42 },
    { { 2026, 2, 1 }, "2026-01-26", 35 },
    { { 2027, 2, 28 }, "2027-02-01", 28 },
    { { 2026, 1, 1 }, "2025-12-29", 35 },
    { { 2028, 2, 29 }, "2028-01-31", 35 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      AxleDate first;
      guint n_days;

      axle_month_get_weeks (&cases[i].date, &first, &n_days);
      text = format (&first);
      g_assert_cmpstr (text, ==, cases[i].first);
      g_assert_cmpuint (n_days, ==, cases[i].n_days);
    }
}

static void
test_step (void)
{
  static const struct
  {
    AxleDate    date;
    int         by;
    const char *stepped;
  } cases[] = {
    { { 2026, 6, 12 }, 1, "2026-07-12" },
    { { 2026, 1, 31 }, 1, "2026-02-28" },
    { { 2026, 1, 31 }, -1, "2025-12-31" },
    { { 2026, 12, 5 }, 14, "2028-02-05" },
    { { 2024, 3, 31 }, -1, "2024-02-29" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate stepped = axle_month_step (&cases[i].date, cases[i].by);
      g_autofree char *text = format (&stepped);

      g_assert_cmpstr (text, ==, cases[i].stepped);
    }
}

/* Days, with the clocks put forward in Berlin on the 29th. */
static void
test_move (void)
{
  static const struct
  {
    const char *zone;
    AxleDate    date;
    int         days;
    AxleDate    moved;
  } cases[] = {
    { "Asia/Shanghai", { 2026, 12, 30 }, 7, { 2027, 1, 6 } },
    { "Europe/Berlin", { 2026, 3, 28 }, 1, { 2026, 3, 29 } },
    { "Europe/Berlin", { 2026, 3, 30 }, -7, { 2026, 3, 23 } },
    { "Europe/Berlin", { 2026, 10, 24 }, 7, { 2026, 10, 31 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      gint64 at = axle_calendar_days_find_start (&cases[i].date, 630, zone);
      gint64 moved = axle_calendar_days_move (at, cases[i].days, zone);
      AxleDate date = axle_date_from_time (moved, zone);

      g_assert_cmpint (moved, ==, axle_calendar_days_find_start (&cases[i].moved, 630, zone));
      g_assert_cmpint (axle_date_compare (&date, &cases[i].moved), ==, 0);
    }
}

static void
add (GPtrArray  *items,
     GTimeZone  *zone,
     const char *title,
     int         day,
     int         minute,
     int         minutes,
     const char *state,
     gboolean    all_day)
{
  AxleCalendarItem *item = g_new0 (AxleCalendarItem, 1);
  const AxleDate date = { 2026, 6, day };
  AxleId id = axle_id_new (axle_host_get_default ());

  item->appointment = axle_record_new (&axle_appointment_entity, &id);
  item->who = (char *) title;
  axle_record_set_integer (item->appointment, AXLE_APPOINTMENT_AT, axle_calendar_days_find_start (&date, minute, zone));
  axle_record_set_integer (item->appointment, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_boolean (item->appointment, AXLE_APPOINTMENT_ALL_DAY, all_day);
  axle_record_set_text (item->appointment, AXLE_APPOINTMENT_STATE, state);
  g_ptr_array_add (items, item);
}

static void
item_free (gpointer data)
{
  AxleCalendarItem *item = data;

  axle_record_unref (item->appointment);
  g_free (item);
}

static char *
list (GPtrArray *days,
      guint      i)
{
  const AxleCalendarDay *day = days->pdata[i];
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%02d:", day->date.day);
  for (guint j = 0; j < day->items->len; j++)
    g_string_append_printf (text, " %s", ((AxleCalendarItem *) day->items->pdata[j])->who);
  g_string_append_printf (text, " %u", day->n_on);
  return g_string_free (text, FALSE);
}

/* What reaches over midnight is on both days; what ends at midnight is not on the next. */
static void
test_days (void)
{
  static const char * const expected[] = { "11: E A 2", "12: F A B D C 4", "13: 0" };
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr(GPtrArray) days = NULL;
  const AxleDate first = { 2026, 6, 11 };

  add (items, zone, "E", 10, 1380, 120, "booked", FALSE);
  add (items, zone, "A", 11, 1380, 120, "booked", FALSE);
  add (items, zone, "C", 12, 480, 30, "cancelled", FALSE);
  add (items, zone, "B", 12, 540, 30, "confirmed", FALSE);
  add (items, zone, "F", 12, 0, 1440, "booked", TRUE);
  add (items, zone, "D", 12, 1380, 60, "done", FALSE);
  add (items, zone, "G", 14, 0, 60, "booked", FALSE);
  days = axle_calendar_days_new (items, zone, &first, 3);
  g_assert_cmpuint (days->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = list (days, i);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-days/weeks", test_weeks);
  g_test_add_func ("/calendar-days/step", test_step);
  g_test_add_func ("/calendar-days/move", test_move);
  g_test_add_func ("/calendar-days/days", test_days);
  return g_test_run ();
}
