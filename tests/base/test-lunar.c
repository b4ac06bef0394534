/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lunar.h"

/* As the state's calendar of holidays has them. */
static const struct
{
  int         year;
  int         month;
  int         day;
  const char *date; /* NULL where the year has no such day */
} cases[] = {
  { 2020, 1, 1, "2020-01-25" },
  { 2025, 1, 1, "2025-01-29" },
  { 2026, 1, 1, "2026-02-17" },
  { 2027, 1, 1, "2027-02-06" },
  { 2023, 5, 5, "2023-06-22" },
  { 2025, 5, 5, "2025-05-31" },
  { 2026, 5, 5, "2026-06-19" },
  { 2020, 8, 15, "2020-10-01" },
  { 2025, 8, 15, "2025-10-06" },  /* after a leap sixth month */
  { 2026, 8, 15, "2026-09-25" },
  { 2026, 12, 30, NULL },          /* that month has 29 days */
  { 2026, 12, 29, "2027-02-05" },
  { 2050, 1, 1, "2050-01-23" },
  { 2026, 13, 1, NULL },
  { 2026, 0, 1, NULL },
  { 2019, 1, 1, NULL },
  { 2051, 1, 1, NULL },
};

static void
test_days (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate date;
      gboolean found = axle_lunar_find_day (cases[i].year, cases[i].month, cases[i].day, &date);
      g_autofree char *text = found ? axle_date_format_iso (&date) : NULL;

      g_assert_cmpstr (text, ==, cases[i].date);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lunar/days", test_days);
  return g_test_run ();
}
