/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/zone.h"

static const struct
{
  const char *name;
  const char *zone; /* NULL where there is none */
} names[] = {
  { "Asia/Shanghai", "Asia/Shanghai" },
  { "UTC", "UTC" },
  { "US/Eastern", "America/New_York" }, /* given up by the tz database */
  { "Nowhere", NULL },
  { "", NULL },
  { "../../../etc/passwd", NULL },
  { "/etc/localtime", NULL },
  { "Asia/../UTC", NULL },
  { "+08:00", NULL },
  { "EST5EDT,M3.2.0,M11.1.0", NULL },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GTimeZone) zone = axle_zone_find (names[i].name);

      g_test_message ("%s", names[i].name);
      g_assert_true ((zone != NULL) == (names[i].zone != NULL));
      if (zone != NULL && names[i].zone != NULL && !g_str_equal (names[i].name, "US/Eastern"))
        g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, names[i].zone);
    }
}

static void
test_windows (void)
{
  static const char * const pairs[][2] = {
    { "China Standard Time", "Asia/Shanghai" },
    { "W. Europe Standard Time", "Europe/Berlin" },
    { "Asia/Shanghai", NULL },
    { "", NULL },
    { "\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *name = axle_zone_from_windows (pairs[i][0]);

      g_assert_cmpstr (name, ==, pairs[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/names", test_names);
  g_test_add_func ("/zone/windows", test_windows);
  return g_test_run ();
}
