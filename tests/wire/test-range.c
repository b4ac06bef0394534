/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/support.h"
#include "wire/range.h"

typedef struct
{
  const char *name;
  const char *text;
  AxleRange   range;
} Good;

static const Good good[] = {
  { "first", "bytes 0-99/1000", { 0, 100, 1000 } },
  { "one", "bytes 7-7/8", { 7, 1, 8 } },
  { "no-total", "bytes 5-9/*", { 5, 5, -1 } },
  { "only-total", "bytes */1000", { 0, 0, 1000 } },
  { "nothing", "bytes */0", { 0, 0, 0 } },
};

static void
test_good (const Good *test)
{
  g_autofree char *text = axle_range_format (&test->range);
  AxleRange range;

  g_assert_true (axle_range_parse (test->text, &range));
  g_assert_cmpint (range.offset, ==, test->range.offset);
  g_assert_cmpint (range.length, ==, test->range.length);
  g_assert_cmpint (range.total, ==, test->range.total);
  g_assert_cmpstr (text, ==, test->text);
}

typedef struct
{
  const char *name;
  const char *text;
} Bad;

static const Bad bad[] = {
  { "none", NULL },
  { "empty", "" },
  { "unit", "items 0-1/2" },
  { "no-numbers", "bytes -/" },
  { "backwards", "bytes 5-4/10" },
  { "past-the-end", "bytes 5-10/10" },
  { "nothing-known", "bytes */*" },
  { "more", "bytes 0-1/2 " },
  { "sign", "bytes -1-1/2" },
  { "overflow", "bytes 0-99999999999999999999/*" },
};

static void
test_bad (const Bad *test)
{
  AxleRange range;

  g_assert_false (axle_range_parse (test->text, &range));
  g_assert_cmpint (range.total, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/range/good", good, test_good);
  axle_test_add_table ("/range/bad", bad, test_bad);
  return g_test_run ();
}
