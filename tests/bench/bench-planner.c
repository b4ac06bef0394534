/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <time.h>

#include "core/appointment/appointment.h"
#include "core/appointment/capacity.h"
#include "core/brute.h"

/* What a hand that drags waits for: the shade over a busy Saturday, of 120 appointments in
 * 12 bays; then times that are suggested, and whether any better were there. */

#define N_BAYS 12
#define N_TECHNICIANS 20
#define N_BOOKINGS 120
#define N_SLOTS 60
#define OPENS (8 * 60)
#define CLOSES (18 * 60)
#define N_ROUNDS 200
#define N_SMALL_DAYS 100
#define N_DAYS 14

/* What is named of an appointment. */
typedef enum
{
  NAMES_ALL,        /* bay and technician, as a workshop does that plans its day */
  NAMES_BAY,        /* the bay: who does it is seen in the morning */
  NAMES_NOTHING,
} Names;

typedef struct
{
  AxleTestDay  day;
  GPtrArray   *bays;
  GPtrArray   *technicians;
  AxleRecord  *last;
} Saturday;

static void
add_menu (Saturday *s)
{
  axle_test_day_add_service (&s->day, "oil", "maintenance", "lift", 45);
  axle_test_day_add_service (&s->day, "brakes", "chassis", "lift", 90);
  axle_test_day_add_service (&s->day, "align", "chassis", "aligner", 60);
  axle_test_day_add_service (&s->day, "battery", "high-voltage", "", 60);
}

static void
add_means (Saturday *s)
{
  static const char * const skills[] = { "maintenance", "maintenance chassis", "maintenance chassis high-voltage", "chassis" };
  static const char * const bay_skills[] = { "", "maintenance chassis", "maintenance", "chassis high-voltage" };

  for (guint i = 0; i < N_BAYS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bay %02u", i);

      g_ptr_array_add (s->bays, axle_test_day_add_thing (&s->day, "bay", name, bay_skills[i % 4], i % 3 < 2 ? "lift" : "lift aligner"));
    }
  axle_test_day_add_thing (&s->day, "equipment", "Aligner", "", "aligner");
  axle_test_day_add_thing (&s->day, "loan-car", "Loan", "", "");
  for (guint i = 0; i < N_TECHNICIANS; i++)
    {
      g_autofree char *name = g_strdup_printf ("T %02u", i);
      AxleRecord *person = axle_test_day_add_person (&s->day, name, skills[i % 4]);

      axle_test_day_add_roster (&s->day, person, OPENS, 12 * 60);
      axle_test_day_add_roster (&s->day, person, 12 * 60 + 30, CLOSES);
      g_ptr_array_add (s->technicians, person);
    }
  axle_test_day_add_leave (&s->day, s->technicians->pdata[3], 0, 1440);
  for (guint i = 0; i < 6; i++)
    axle_test_day_add_person (&s->day, "Advisor", "");
}

/* Ten in each bay, one after another. */
static void
add_bookings (Saturday *s,
              Names     names)
{
  static const char * const codes[] = { "oil", "oil", "brakes", "align", "oil", "battery" };

  for (guint i = 0; i < N_BOOKINGS; i++)
    {
      guint bay = i % N_BAYS;

      s->last = axle_test_day_add_booking (&s->day, OPENS + (int) (i / N_BAYS) * 60, 30 + (int) (i * 7 % 3) * 15, codes[i % 6]);
      if (names != NAMES_NOTHING)
        axle_record_set_id (s->last, AXLE_APPOINTMENT_BAY, &((AxleRecord *) s->bays->pdata[bay])->id);
      if (names == NAMES_ALL)
        axle_record_set_id (s->last, AXLE_APPOINTMENT_TECHNICIAN, &((AxleRecord *) s->technicians->pdata[bay])->id);
    }
}

static void
saturday_open (Saturday   *s,
               const char *date,
               Names       names)
{
  s->bays = g_ptr_array_new ();
  s->technicians = g_ptr_array_new ();
  axle_test_day_open (&s->day, date, "Asia/Shanghai");
  axle_test_day_add_hours (&s->day, OPENS, CLOSES);
  add_menu (s);
  add_means (s);
  add_bookings (s, names);
}

static void
saturday_close (Saturday *s)
{
  g_ptr_array_unref (s->bays);
  g_ptr_array_unref (s->technicians);
  axle_test_day_close (&s->day);
}

/* Microseconds that this thread worked: pure rules wait for nothing, and what else the
 * machine does is not theirs. */
static gint64
get_worked (void)
{
  struct timespec worked;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &worked);
  return (gint64) worked.tv_sec * G_USEC_PER_SEC + worked.tv_nsec / 1000;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Milliseconds that 99 of a hundred shades stay within, of one appointment after another
 * being dragged about. */
static double
measure_shade (Saturday          *s,
               const AxleDayPlan *plan)
{
  g_autoptr(GPtrArray) bookings = axle_day_plan_list (plan, NULL);
  AxleId columns[N_BAYS];
  guint8 shade[N_BAYS * N_SLOTS];
  gint64 times[N_ROUNDS];

  for (guint i = 0; i < N_BAYS; i++)
    columns[i] = ((AxleRecord *) s->bays->pdata[i])->id;
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_auto(AxleWish) wish = { 0 };
      gint64 start;

      axle_wish_init (&wish, bookings->pdata[i % bookings->len]);
      start = get_worked ();
      axle_fit_shade (plan, &wish, AXLE_PLAN_COLUMN_BAY, columns, N_BAYS, OPENS, (CLOSES - OPENS) / N_SLOTS, N_SLOTS, shade);
      times[i] = get_worked () - start;
    }
  qsort (times, N_ROUNDS, sizeof *times, compare_times);
  return (double) times[N_ROUNDS * 99 / 100] / 1000;
}

static void
print_saturday (const char *name,
                Names       names)
{
  Saturday s;
  g_autoptr(AxleDayPlan) plan = NULL;
  gint64 start;

  saturday_open (&s, "2025-03-15", names);
  start = get_worked ();
  plan = axle_test_day_plan (&s.day);
  printf ("planner.day.%s %.3f ms\n", name, (double) (get_worked () - start) / 1000);
  printf ("planner.shade.%s %.3f ms 4\n", name, measure_shade (&s, plan));
  saturday_close (&s);
}

/* Two weeks of such days. */
static void
print_suggest (void)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
  const char *services[] = { "brakes", NULL };
  AxleSuggestWish wish = { .wish = { .minutes = 90, .services = (GStrv) services } };
  g_autoptr(GPtrArray) slots = NULL;
  gint64 start;

  for (int i = 0; i < N_DAYS; i++)
    {
      g_autofree char *date = g_strdup_printf ("2025-03-%02d", 1 + i);
      Saturday s;

      saturday_open (&s, date, NAMES_BAY);
      g_ptr_array_add (plans, axle_test_day_plan (&s.day));
      saturday_close (&s);
    }
  start = get_worked ();
  slots = axle_suggest (plans, &wish, 3);
  printf ("planner.suggest.days-%d %.2f ms\n", N_DAYS, (double) (get_worked () - start) / 1000);
}

/* A month of 3,000 appointments, as the calendar opens it. */
static void
print_month (void)
{
  Saturday s;
  g_autoptr(AxleWorkingDays) days = NULL;
  gint64 start;

  saturday_open (&s, "2025-03-01", NAMES_BAY);
  for (int day = 1; day < 25; day++)
    {
      s.day.date = axle_date_add_days (&s.day.date, 1);
      add_bookings (&s, NAMES_BAY);
    }
  days = axle_working_days_new (NULL, NULL, s.day.zone);
  start = get_worked ();
  for (int day = 0; day < 31; day++)
    {
      AxleDate date = axle_date_add_days (&(AxleDate) { 2025, 3, 1 }, day);
      g_autoptr(AxleDayPlan) plan = axle_day_plan_new (&date, &s.day.store, days, s.day.records);
      AxleCapacity capacity;

      axle_capacity_measure (&capacity, plan);
    }
  printf ("planner.month.days-and-capacity %.1f ms\n", (double) (get_worked () - start) / 1000);
  saturday_close (&s);
}

/* Small days on which trying everything finds something better than what is suggested. */
static void
print_best (void)
{
  guint n_worse = 0;
  guint n_found = 0;

  for (guint32 seed = 1000; seed < 1000 + N_SMALL_DAYS; seed++)
    {
      RandomDay r;
      AxleSuggestWish wish;
      g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
      g_autoptr(GPtrArray) slots = NULL;
      gint64 at;
      int best;

      random_day_open (&r, seed);
      random_day_make_suggest_wish (&r, &wish);
      g_ptr_array_add (plans, axle_test_day_plan (&r.day));
      slots = axle_suggest (plans, &wish, 1);
      best = brute_find_best (&r, plans, &wish, &at);
      n_found += best > G_MININT;
      n_worse += best > (slots->len > 0 ? ((AxleSlot *) slots->pdata[0])->score : G_MININT);
      axle_wish_clear (&wish.wish);
      random_day_close (&r);
    }
  printf ("planner.best.found %u days\n", n_found);
  printf ("planner.best.worse-than-brute-force %u days 0\n", n_worse);
}

int
main (void)
{
  print_saturday ("named", NAMES_ALL);
  print_saturday ("by-bay", NAMES_BAY);
  print_saturday ("unnamed", NAMES_NOTHING);
  print_month ();
  print_suggest ();
  print_best ();
  return 0;
}
