/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"
#include "core/appointment/capacity.h"
#include "core/brute.h"
#include "core/organisation/organisation.h"

/* Random small days, judged by the planner and by trying everything. */

#define N_DAYS 40
#define N_SLOTS 16
#define FIRST 30
#define STEP 30

/* Sets what the column stands for; returns its place. */
static AxleId *
find_place (AxleWish      *wish,
            AxlePlanColumn by)
{
  static AxleId nowhere;

  return by == AXLE_PLAN_COLUMN_BAY ? &wish->bay : by == AXLE_PLAN_COLUMN_TECHNICIAN ? &wish->technician
         : by == AXLE_PLAN_COLUMN_ADVISOR ? &wish->advisor : &nowhere;
}

static guint
compare_shade (RandomDay         *r,
               const AxleDayPlan *plan,
               AxleWish          *wish,
               AxlePlanColumn     by)
{
  AxleId columns[5] = { { { 0 } } };
  guint8 shade[5 * N_SLOTS];
  guint n_columns = 1;
  guint n_fit = 0;
  GPtrArray *list = by == AXLE_PLAN_COLUMN_BAY ? r->bays : r->people;

  for (guint i = 0; by != AXLE_PLAN_COLUMN_DAY && i < list->len; i++)
    columns[n_columns++] = ((AxleRecord *) list->pdata[i])->id;
  axle_fit_shade (plan, wish, by, columns, n_columns, FIRST, STEP, N_SLOTS, shade);
  for (guint i = 0; i < n_columns * N_SLOTS; i++)
    {
      AxleWish there = *wish;
      g_autoptr(GPtrArray) problems = NULL;

      there.at = axle_day_plan_get_time (plan, FIRST + (int) (i % N_SLOTS) * STEP);
      *find_place (&there, by) = columns[i / N_SLOTS];
      problems = axle_fit_judge (plan, &there);
      g_assert_cmpint (shade[i] == AXLE_FIT_NO, ==, axle_problems_block (problems));
      g_assert_cmpint (shade[i] == AXLE_FIT_YES, ==, problems->len == 0);
      g_assert_false (axle_problems_contain (problems, "unsure"));
      g_assert_cmpint (shade[i] == AXLE_FIT_NO, ==, brute_is_blocked (r, &there));
      n_fit += shade[i] != AXLE_FIT_NO;
    }
  return n_fit;
}

static void
test_shade (void)
{
  guint n_fit = 0;

  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      RandomDay r;
      g_autoptr(AxleDayPlan) plan = NULL;

      random_day_open (&r, seed);
      plan = axle_test_day_plan (&r.day);
      g_test_message ("day %u", seed);
      for (guint i = 0; i < 2; i++)
        {
          g_auto(AxleWish) wish = { 0 };

          random_day_make_wish (&r, &wish);
          for (AxlePlanColumn by = AXLE_PLAN_COLUMN_DAY; by <= AXLE_PLAN_COLUMN_ADVISOR; by++)
            n_fit += compare_shade (&r, plan, &wish, by);
        }
      random_day_close (&r);
    }
  /* It is not all the same. */
  g_assert_cmpuint (n_fit, >, 500);
}

/* Kinds of work that the menu has: three skills, and what anybody can do. */
static const struct { const char *skill, *code; guint at; } kinds[] = {
  { "maintenance", "oil", 0 }, { "engine", "engine", 2 }, { "chassis", "align", 4 }, { NULL, "wash", 0 },
};

#define N_KINDS G_N_ELEMENTS (kinds)
#define VERY_MUCH 1000000

static int
count_there (RandomDay    *r,
             const AxleId *person)
{
  gint64 at = axle_test_day_at (&r->day, 0);
  gint64 end = axle_test_day_at (&r->day, 1440);
  int minutes = 0;

  for (; at < end; at += G_TIME_SPAN_MINUTE)
    minutes += brute_is_within (r, person, at) && !brute_is_away (r, person, at, at + 1);
  return minutes;
}

/* The most of what is asked that can be had: the narrowest of all cuts. */
static int
find_most (const int   *asked,
           const int   *there,
           const guint *can)
{
  int most = G_MAXINT;

  for (guint set = 0; set < 1u << N_KINDS; set++)
    {
      int cut = 0;

      for (guint kind = 0; kind < N_KINDS; kind++)
        cut += (set & (1u << kind)) != 0 ? 0 : asked[kind];
      for (guint i = 0; i < 3; i++)
        cut += (can[i] & set) != 0 ? there[i] : 0;
      most = MIN (most, cut);
    }
  return most;
}

static void
sum_asked (RandomDay *r,
           int       *carried,
           int       *booked)
{
  const AxleId nobody = AXLE_ID_NONE;
  gint64 midnight = axle_test_day_at (&r->day, 0);

  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *booking = r->bookings->pdata[i];
      gint64 from = axle_record_get_integer (booking, AXLE_APPOINTMENT_AT);
      gint64 end = brute_find_work_end (r, from, axle_appointment_get_end (booking));
      g_autofree char *code = axle_record_dup_first_member (booking, AXLE_APPOINTMENT_SERVICES);
      gboolean done = g_strcmp0 (axle_record_get_text (booking, AXLE_APPOINTMENT_STATE), "done") == 0;
      gboolean named = axle_record_get (booking, AXLE_APPOINTMENT_TECHNICIAN)->kind != AXLE_VALUE_NONE ||
                       axle_record_get (booking, AXLE_APPOINTMENT_BAY)->kind != AXLE_VALUE_NONE;
      guint kind = 0;

      while (kind < N_KINDS && !g_str_equal (kinds[kind].code, code))
        kind++;
      if (!brute_counts (booking, &nobody) || (kind == N_KINDS && !named))
        continue;
      kind = MIN (kind, N_KINDS - 1);
      if (from >= midnight)
        booked[kind] += (int) ((end - from) / G_TIME_SPAN_MINUTE);
      else if (!done)
        carried[kind] += (int) axle_record_get_integer (booking, AXLE_APPOINTMENT_MINUTES);
    }
}

static void
compare_capacity (RandomDay          *r,
                  const AxleCapacity *capacity)
{
  int there[3], carried[N_KINDS] = { 0 }, booked[N_KINDS] = { 0 }, asked[N_KINDS];
  guint can[3];

  sum_asked (r, carried, booked);
  for (guint i = 0; i < 3; i++)
    {
      g_auto(GStrv) skills = axle_record_dup_members (r->people->pdata[i], AXLE_STAFF_SKILLS);

      there[i] = count_there (r, &((AxleRecord *) r->people->pdata[i])->id);
      can[i] = 0;
      for (guint kind = 0; kind < N_KINDS; kind++)
        if (kinds[kind].skill == NULL || g_strv_contains ((const char * const *) skills, kinds[kind].skill))
          can[i] |= 1u << kind;
    }
  for (guint kind = 0; kind < N_KINDS; kind++)
    asked[kind] = carried[kind] + booked[kind];
  for (guint kind = 0; kind + 1 < N_KINDS; kind++)
    {
      const AxleCapacityLine *line = &capacity->skills[kinds[kind].at];
      int before = find_most (asked, there, can);
      int possible = 0;

      for (guint i = 0; i < 3; i++)
        possible += (can[i] & (1u << kind)) != 0 ? there[i] : 0;
      g_assert_cmpint (line->possible, ==, possible);
      g_assert_cmpint (line->carried, ==, carried[kind]);
      g_assert_cmpint (line->booked, ==, booked[kind]);
      asked[kind] += VERY_MUCH;
      g_assert_cmpint (line->free, ==, MAX (find_most (asked, there, can) - before - MAX (possible - carried[kind], 0) * 15 / 100, 0));
      asked[kind] -= VERY_MUCH;
    }
}

static void
test_capacity (void)
{
  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      RandomDay r;
      g_autoptr(AxleDayPlan) plan = NULL;
      AxleCapacity capacity;

      random_day_open (&r, seed);
      plan = axle_test_day_plan (&r.day);
      axle_capacity_measure (&capacity, plan);
      g_test_message ("day %u", seed);
      compare_capacity (&r, &capacity);
      random_day_close (&r);
    }
}

static void
compare_best (RandomDay             *r,
              GPtrArray             *plans,
              const AxleSuggestWish *wish)
{
  g_autoptr(GPtrArray) slots = axle_suggest (plans, wish, 3);
  gint64 best_at = 0;
  int best = brute_find_best (r, plans, wish, &best_at);

  g_assert_cmpint (slots->len > 0, ==, best > G_MININT);
  if (slots->len == 0)
    return;
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->score, ==, best);
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->at, ==, best_at);
  for (guint i = 1; i < slots->len; i++)
    {
      const AxleSlot *slot = slots->pdata[i];

      g_assert_cmpint (slot->score, <=, ((AxleSlot *) slots->pdata[i - 1])->score);
      g_assert_cmpint (ABS (slot->at - ((AxleSlot *) slots->pdata[i - 1])->at), >=, 60 * G_TIME_SPAN_MINUTE);
      g_assert_false (axle_problems_block (slot->reasons));
    }
}

static void
test_suggest (void)
{
  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      RandomDay r;
      g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
      AxleSuggestWish wish;

      random_day_open (&r, seed);
      g_ptr_array_add (plans, axle_test_day_plan (&r.day));
      r.day.date = axle_date_add_days (&r.day.date, 1);
      g_ptr_array_add (plans, axle_test_day_plan (&r.day));
      r.day.date = axle_date_add_days (&r.day.date, -1);
      random_day_make_suggest_wish (&r, &wish);
      g_test_message ("day %u", seed);
      compare_best (&r, plans, &wish);
      axle_wish_clear (&wish.wish);
      random_day_close (&r);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/shade", test_shade);
  g_test_add_func ("/planner/capacity", test_capacity);
  g_test_add_func ("/planner/suggest", test_suggest);
  return g_test_run ();
}
