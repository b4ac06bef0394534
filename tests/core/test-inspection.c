/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/inspection.h"

static const struct
{
  const char         *registered;
  const char         *from;
  const char         *date;   /* NULL: none */
  AxleInspectionNeed  need;
} cases[] = {
  { "2024-05-10", "2024-05-11", "2026-05-31", AXLE_INSPECTION_MARK },
  { "2024-05-10", "2026-05-31", "2026-05-31", AXLE_INSPECTION_MARK },
  { "2024-05-10", "2026-06-01", "2028-05-31", AXLE_INSPECTION_MARK },
  { "2020-05-10", "2025-01-01", "2026-05-31", AXLE_INSPECTION_TEST },
  { "2020-05-10", "2026-06-01", "2028-05-31", AXLE_INSPECTION_MARK },
  { "2020-05-10", "2028-06-01", "2030-05-31", AXLE_INSPECTION_TEST },
  { "2016-02-29", "2025-12-01", "2026-02-28", AXLE_INSPECTION_TEST },
  /* After the tenth year every year, and not twice from the fifteenth on, as it was before. */
  { "2016-02-29", "2026-03-01", "2027-02-28", AXLE_INSPECTION_TEST },
  { "2008-07-01", "2026-06-01", "2026-07-31", AXLE_INSPECTION_TEST },
  { "2008-07-01", "2026-08-01", "2027-07-31", AXLE_INSPECTION_TEST },
  { "2012-02-01", "2024-02-29", "2024-02-29", AXLE_INSPECTION_TEST },
  { "1900-01-01", "2026-01-01", NULL, AXLE_INSPECTION_TEST },
};

static void
test_next (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate registered, from, date;
      AxleInspectionNeed need;
      gboolean found;

      g_test_message ("%s from %s", cases[i].registered, cases[i].from);
      g_assert_true (axle_date_parse (cases[i].registered, &registered, NULL));
      g_assert_true (axle_date_parse (cases[i].from, &from, NULL));
      found = axle_inspection_find_next (&registered, &from, &date, &need);
      g_assert_cmpint (found, ==, cases[i].date != NULL);
      if (found)
        {
          g_autofree char *text = axle_date_format_iso (&date);

          g_assert_cmpstr (text, ==, cases[i].date);
          g_assert_cmpint (need, ==, cases[i].need);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspection/next", test_next);
  return g_test_run ();
}
