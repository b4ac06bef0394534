/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <locale.h>

static void
test_clock (void)
{
  static const struct { const char *text; gint64 minutes; } cases[] = {
    { "8:30", 510 }, { "08:30", 510 }, { "0830", 510 }, { "830", 510 }, { "8", 480 }, { " 18：05 ", 1085 }, { "8点30", 510 },
    { "8点30分", 510 }, { "8点", 480 }, { "0:00", 0 }, { "24:00", 1440 }, { "7.15", 435 },
    { "9:", -1 }, { "9:5", -1 }, { "9:300", -1 }, { "", -1 }, { "24:01", -1 }, { "8:60", -1 }, { "8:3x", -1 }, { "x", -1 }, { "-1", -1 }, { "99999999999999999999", -1 }, { "2500", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minutes = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (axle_clock_parse (cases[i].text, &minutes), ==, cases[i].minutes >= 0);
      g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

static void
test_minutes (void)
{
  static const struct { const char *text; gint64 minutes; } cases[] = {
    { "45", 45 }, { "45 min", 45 }, { "45分钟", 45 }, { "1 h", 60 }, { "1 h 30 min", 90 }, { "1h30", 90 }, { "1:30", 90 },
    { "1小时30分钟", 90 }, { "2小时", 120 }, { " 8 ", 8 },
    { "", -1 }, { "x", -1 }, { "1 h 2 h", -1 }, { "30 min 1 h", -1 }, { "1.5 h", -1 }, { "9999999", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minutes = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (axle_minutes_parse (cases[i].text, &minutes), ==, cases[i].minutes >= 0);
      g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

/* What is shown can be read again. */
static void
test_round_trip (void)
{
  for (gint64 minutes = 0; minutes <= 24 * 60; minutes += 7)
    {
      g_autofree char *clock = axle_clock_format (minutes);
      g_autofree char *length = axle_minutes_format (minutes);
      gint64 a = -1, b = -1;

      g_assert_true (axle_clock_parse (clock, &a) && axle_minutes_parse (length, &b));
      g_assert_cmpint (a, ==, minutes);
      g_assert_cmpint (b, ==, minutes);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/clock", test_clock);
  g_test_add_func ("/clock/minutes", test_minutes);
  g_test_add_func ("/clock/round-trip", test_round_trip);
  return g_test_run ();
}
