/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include "base/problem.h"
#include "support/support.h"

static void
test_parse (void)
{
  static const struct { const char *typed, *iso; } cases[] = {
    { "2020-03-05", "2020-03-05" },
    { "2020/3/5", "2020-03-05" },
    { "2020.3.5", "2020-03-05" },
    { "20200305", "2020-03-05" },
    { "20200305T101112Z", "2020-03-05" },
    { "2020-03-05T10:11:12+08:00", "2020-03-05" },
    { "2020-03-05 10:11", "2020-03-05" },
    { "2020年3月5日", "2020-03-05" },
    { "2020年 3月 5号", "2020-03-05" },
    { "２０２０年３月５日", "2020-03-05" },
    { "二〇二〇年三月二十一日", "2020-03-21" },
    { "二〇二〇年十二月三十日", "2020-12-30" },
    { "一九八零年十月十日", "1980-10-10" },
    { "85年3月5日", "1985-03-05" },
    { "--03-05", "--03-05" },
    { "--0305", "--03-05" },
    { "3月5日", "--03-05" },
    { "03-05", "--03-05" },
    { "2月29日", "--02-29" },
    { "2000-02-29", "2000-02-29" },
    { " 2020-03-05 ", "2020-03-05" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      AxleDate date;

      if (!axle_date_parse (cases[i].typed, &date, NULL))
        g_error ("%s is not read", cases[i].typed);
      iso = axle_date_format_iso (&date);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
}

static void
test_refuse (void)
{
  static const struct { const char *typed, *code; } cases[] = {
    { "", "date-empty" },
    { "  ", "date-empty" },
    { "yesterday", "date-form" },
    { "2020-13-01", "date-range" },
    { "2020-00-01", "date-range" },
    { "2021-02-29", "date-range" },
    { "1900-02-29", "date-range" },
    { "2月30日", "date-range" },
    { "0000-1-1", "date-form" },
    { "05/03/2020", "date-form" },
    { "202003", "date-form" },
    { "2020-03", "date-form" },
    { "2020-03-05x", "date-form" },
    { "2020-03-0512", "date-form" },
    { "99999999999999999999", "date-form" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = axle_problems_new ();
      AxleDate date = { 1, 2, 3 };

      if (axle_date_parse (cases[i].typed, &date, problems))
        g_error ("%s is read", cases[i].typed);
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (((AxleProblem *) problems->pdata[0])->code, ==, cases[i].code);
      g_assert_cmpint (date.month, ==, 2);
    }
}

static void
test_compare (void)
{
  AxleDate a = { 2020, 3, 5 }, b = { 2020, 3, 6 }, yearless = { 0, 12, 31 };

  g_assert_cmpint (axle_date_compare (&a, &b), <, 0);
  g_assert_cmpint (axle_date_compare (&b, &a), >, 0);
  g_assert_cmpint (axle_date_compare (&a, &a), ==, 0);
  g_assert_cmpint (axle_date_compare (&yearless, &a), <, 0);
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/vectors.tsv");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 4);
      AxleDate date;
      gboolean ok;

      if (g_strv_length (row) != 4 || !g_str_equal (row[0], "date"))
        continue;
      n++;
      ok = axle_date_parse (row[1], &date, NULL);
      /* The loose rule takes the year 0, which no calendar has. */
      g_assert_cmpint (ok, ==, g_str_equal (row[2], "valid") && !g_str_has_prefix (row[1], "0000"));
    }
  g_test_message ("%u dates", n);
}

static void
test_days (void)
{
  static const struct { const char *from; int days; const char *date; guint weekday; } cases[] = {
    { "2025-03-03", 0, "2025-03-03", 0 },
    { "2024-02-28", 1, "2024-02-29", 3 },
    { "2025-12-31", 1, "2026-01-01", 3 },
    { "2026-01-01", -1, "2025-12-31", 2 },
    { "2025-03-09", 365, "2026-03-09", 0 },
    { "0001-01-02", -5, "0001-01-01", 0 },
    { "9999-12-30", 5, "9999-12-31", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      AxleDate date;

      g_assert_true (axle_date_parse (cases[i].from, &date, NULL));
      date = axle_date_add_days (&date, cases[i].days);
      iso = axle_date_format_iso (&date);
      g_assert_cmpstr (iso, ==, cases[i].date);
      g_assert_cmpuint (axle_date_get_weekday (&date), ==, cases[i].weekday);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/refuse", test_refuse);
  g_test_add_func ("/date/compare", test_compare);
  g_test_add_func ("/date/days", test_days);
  g_test_add_func ("/date/vectors", test_vectors);
  return g_test_run ();
}
