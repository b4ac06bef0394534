/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/placing.h"

#define N_PEOPLE 4
#define N_WORKS 9

/* Whether the works from @i on find somebody of the people that those before left. */
static gboolean
can_all (const AxlePlacingWork *works,
         int                   *has,
         guint                  n,
         guint                  i)
{
  if (i == n)
    return TRUE;
  for (int who = 0; who < N_PEOPLE; who++)
    {
      gboolean clash = (works[i].who & (G_GUINT64_CONSTANT (1) << who)) == 0;

      for (guint j = 0; j < i && !clash; j++)
        clash = has[j] == who && works[j].from < works[i].until && works[i].from < works[j].until;
      has[i] = who;
      if (!clash && can_all (works, has, n, i + 1))
        return TRUE;
    }
  return FALSE;
}

/* The same as trying everything, whatever comes. */
static void
test_random (void)
{
  guint n_refused = 0;

  for (guint32 seed = 0; seed < 4000; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(AxlePlacing) placing = axle_placing_new ();
      AxlePlacingWork works[N_WORKS];
      int has[N_WORKS];
      guint n = 0;

      for (guint i = 0; i < N_WORKS; i++)
        {
          gint64 from = g_rand_int_range (rand, 0, 12);
          AxlePlacingWork work = { from, from + g_rand_int_range (rand, 1, 7), g_rand_int_range (rand, 0, 1 << N_PEOPLE), i };
          AxlePlacingAnswer answer = axle_placing_try (placing, &work, NULL);
          gboolean can;

          works[n] = work;
          can = can_all (works, has, n + 1, 0);
          g_assert_cmpint (answer, ==, can ? AXLE_PLACING_YES : AXLE_PLACING_NO);
          g_assert_cmpint (axle_placing_admit (placing, &work), ==, can);
          n += can;
          n_refused += !can;
        }
    }
  g_assert_cmpuint (n_refused, >, 4000);
}

/* Whoever is said to take one can. */
static void
test_who (void)
{
  g_autoptr(AxlePlacing) placing = axle_placing_new ();
  AxlePlacingWork first = { 0, 10, 3, 1 };
  AxlePlacingWork second = { 5, 15, 1, 2 };
  AxlePlacingWork third = { 9, 12, 3, 3 };
  AxlePlacingWork fourth = { 9, 12, 8, 4 };
  int who = -1;

  g_assert_true (axle_placing_admit (placing, &first));
  g_assert_cmpint (axle_placing_try (placing, &second, &who), ==, AXLE_PLACING_YES);
  g_assert_cmpint (who, ==, 0);
  g_assert_true (axle_placing_admit (placing, &second));
  g_assert_cmphex (axle_placing_get_busy (placing, 0, 5), ==, 2);
  g_assert_cmphex (axle_placing_get_busy (placing, 5, 6), ==, 3);
  g_assert_cmphex (axle_placing_get_busy (placing, 10, 11), ==, 1);
  g_assert_cmpint (axle_placing_try (placing, &third, NULL), ==, AXLE_PLACING_NO);
  g_assert_cmpint (axle_placing_try (placing, &fourth, &who), ==, AXLE_PLACING_YES);
  g_assert_cmpint (who, ==, 3);
  axle_placing_widen (placing, 1, 8);
  g_assert_cmpint (axle_placing_try (placing, &third, &who), ==, AXLE_PLACING_YES);
  g_assert_cmpint (who, ==, 1);
  axle_placing_remove (placing, 7);
  g_assert_cmphex (axle_placing_get_busy (placing, 0, 15), ==, 3);
  axle_placing_remove (placing, 2);
  g_assert_cmphex (axle_placing_get_busy (placing, 10, 11), ==, 0);
}

/* Where very many compete it says so rather than take a day to find out. */
static void
test_effort (void)
{
  g_autoptr(AxlePlacing) placing = axle_placing_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  guint n_unsure = 0;

  for (guint i = 0; i < 400; i++)
    {
      gint64 from = g_rand_int_range (rand, 0, 600);
      AxlePlacingWork work = { from, from + g_rand_int_range (rand, 60, 180), g_rand_int (rand) & 0xfff, i };

      n_unsure += axle_placing_try (placing, &work, NULL) == AXLE_PLACING_UNSURE;
      axle_placing_admit (placing, &work);
    }
  g_assert_cmpuint (n_unsure, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/placing/random", test_random);
  g_test_add_func ("/placing/who", test_who);
  g_test_add_func ("/placing/effort", test_effort);
  return g_test_run ();
}
