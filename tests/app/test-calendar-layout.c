/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-layout.h"

#include <string.h>

#define MOST 8

typedef struct
{
  const char       *name;
  guint             n_spans;
  AxleCalendarSpan  spans[MOST]; /* with where they should lie */
} Case;

static const Case cases[] = {
  { "nothing", 0, { { 0 } } },
  { "alone", 1, { { 0, 10, 0, 1, 1 } } },
  { "after each other", 2, { { 0, 10, 0, 1, 1 }, { 10, 20, 0, 1, 1 } } },
  { "at once", 2, { { 0, 10, 0, 1, 2 }, { 0, 10, 1, 1, 2 } } },
  { "the longer one is left", 2, { { 0, 10, 1, 1, 2 }, { 0, 20, 0, 1, 2 } } },
  { "a lane that is free again", 3, { { 0, 10, 1, 1, 2 }, { 0, 30, 0, 1, 2 }, { 10, 20, 1, 1, 2 } } },
  { "one more makes all narrower", 4, { { 0, 10, 0, 1, 4 }, { 0, 10, 1, 1, 4 }, { 0, 10, 2, 1, 4 }, { 5, 5, 3, 1, 4 } } },
  { "takes what is free", 4, { { 0, 30, 0, 1, 3 }, { 0, 10, 1, 1, 3 }, { 5, 10, 2, 1, 3 }, { 10, 20, 1, 2, 3 } } },
  { "groups share by themselves", 3, { { 0, 10, 0, 1, 2 }, { 5, 10, 1, 1, 2 }, { 10, 20, 0, 1, 1 } } },
  { "in any order", 3, { { 10, 20, 0, 1, 1 }, { 5, 10, 1, 1, 2 }, { 0, 10, 0, 1, 2 } } },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleCalendarSpan spans[MOST];

      memcpy (spans, cases[i].spans, sizeof spans);
      for (guint j = 0; j < cases[i].n_spans; j++)
        spans[j].lane = spans[j].width = spans[j].n_lanes = 99;
      axle_calendar_layout (spans, cases[i].n_spans);
      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < cases[i].n_spans; j++)
        {
          g_assert_cmpuint (spans[j].lane, ==, cases[i].spans[j].lane);
          g_assert_cmpuint (spans[j].width, ==, cases[i].spans[j].width);
          g_assert_cmpuint (spans[j].n_lanes, ==, cases[i].spans[j].n_lanes);
        }
    }
}

/* The most that are on at one moment. */
static guint
count_at_once (const AxleCalendarSpan *spans,
               guint                   n_spans)
{
  guint most = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      guint n = 0;

      for (guint j = 0; j < n_spans; j++)
        n += spans[j].from <= spans[i].from && spans[i].from < spans[j].until;
      most = MAX (most, n);
    }
  return most;
}

/* None hides another, all stay in the column, and no column is shared by more than must be. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      guint n_spans = (guint) g_test_rand_int_range (1, 60);
      g_autofree AxleCalendarSpan *spans = g_new0 (AxleCalendarSpan, n_spans);
      guint widest = 0;

      for (guint i = 0; i < n_spans; i++)
        {
          spans[i].from = g_test_rand_int_range (0, 200);
          spans[i].until = spans[i].from + g_test_rand_int_range (1, 40);
        }
      axle_calendar_layout (spans, n_spans);
      for (guint i = 0; i < n_spans; i++)
        {
          g_assert_cmpuint (spans[i].width, >=, 1);
          g_assert_cmpuint (spans[i].lane + spans[i].width, <=, spans[i].n_lanes);
          widest = MAX (widest, spans[i].n_lanes);
          for (guint j = 0; j < i; j++)
            if (spans[i].from < spans[j].until && spans[j].from < spans[i].until)
              {
                g_assert_cmpuint (spans[i].n_lanes, ==, spans[j].n_lanes);
                g_assert_true (spans[i].lane + spans[i].width <= spans[j].lane || spans[j].lane + spans[j].width <= spans[i].lane);
              }
        }
      g_assert_cmpuint (widest, ==, count_at_once (spans, n_spans));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-layout/cases", test_cases);
  g_test_add_func ("/calendar-layout/random", test_random);
  return g_test_run ();
}
