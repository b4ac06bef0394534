/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/capacity.h"

#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "core/day.h"
#include "core/organisation/policy.h"

#define H 60

#define MAINTENANCE 0
#define ENGINE 2
#define PAINT 10

static void
set_up (AxleTestDay   *day,
        gconstpointer  data G_GNUC_UNUSED)
{
  axle_test_day_open (day, "2025-03-12", "Asia/Shanghai");
  axle_test_day_add_hours (day, 8 * H, 18 * H);
  axle_test_day_add_service (day, "oil", "maintenance", "", 30);
  axle_test_day_add_service (day, "engine", "engine", "", 90);
  axle_test_day_add_service (day, "wash", NULL, "", 30);
}

static void
tear_down (AxleTestDay   *day,
           gconstpointer  data G_GNUC_UNUSED)
{
  axle_test_day_close (day);
}

static AxleCapacity
measure (AxleTestDay *day)
{
  g_autoptr(AxleDayPlan) plan = axle_test_day_plan (day);
  AxleCapacity capacity;

  axle_capacity_measure (&capacity, plan);
  return capacity;
}

static void
assert_line (const AxleCapacityLine *line,
             int                     possible,
             int                     carried,
             int                     booked,
             int                     reserve,
             int                     free_minutes)
{
  g_assert_cmpint (line->possible, ==, possible);
  g_assert_cmpint (line->carried, ==, carried);
  g_assert_cmpint (line->booked, ==, booked);
  g_assert_cmpint (line->reserve, ==, reserve);
  g_assert_cmpint (line->free, ==, free_minutes);
}

static void
set_policy (AxleTestDay *day,
            const char  *name,
            const char  *value)
{
  AxleRecord *policy = axle_test_day_add (day, &axle_policy_entity);

  axle_record_set_text (policy, AXLE_POLICY_NAME, name);
  axle_record_set_text (policy, AXLE_POLICY_VALUE, value);
}

static void
test_skills (void)
{
  guint n = 0;

  while (axle_skills[n].name != NULL)
    n++;
  g_assert_cmpuint (n, ==, AXLE_CAPACITY_N_SKILLS);
  g_assert_cmpstr (axle_skills[MAINTENANCE].name, ==, "maintenance");
  g_assert_cmpstr (axle_skills[ENGINE].name, ==, "engine");
  g_assert_cmpstr (axle_skills[PAINT].name, ==, "paint");
}

/* What one can do and the other too: who can do less does it. */
static void
test_shared (AxleTestDay   *day,
             gconstpointer  data G_GNUC_UNUSED)
{
  AxleCapacity capacity;

  set_policy (day, "appointment.reserve", "0");
  axle_test_day_add_person (day, "Li", "maintenance engine");
  axle_test_day_add_person (day, "Han", "maintenance");
  axle_test_day_add_booking (day, 9 * H, 300, "oil");
  axle_test_day_add_booking (day, 9 * H, 300, "oil");
  capacity = measure (day);
  assert_line (&capacity.skills[MAINTENANCE], 1200, 0, 600, 0, 600);
  assert_line (&capacity.skills[ENGINE], 600, 0, 0, 0, 600);
  assert_line (&capacity.skills[PAINT], 0, 0, 0, 0, 0);
  assert_line (&capacity.all, 1200, 0, 600, 0, 600);
  g_assert_cmpint (capacity.visits, ==, 2);
  axle_test_day_add_booking (day, 9 * H, 400, "engine");
  capacity = measure (day);
  assert_line (&capacity.skills[MAINTENANCE], 1200, 0, 600, 0, 200);
  assert_line (&capacity.skills[ENGINE], 600, 0, 400, 0, 200);
  g_assert_cmpint (axle_capacity_get_free (&capacity, 1 << MAINTENANCE), ==, 200);
  g_assert_cmpint (axle_capacity_get_free (&capacity, 1 << MAINTENANCE | 1 << PAINT), ==, 0);
  g_assert_cmpint (axle_capacity_get_free (&capacity, 0), ==, 200);
  /* More than there is. */
  axle_test_day_add_booking (day, 9 * H, 500, "engine");
  capacity = measure (day);
  assert_line (&capacity.skills[ENGINE], 600, 0, 900, 0, 0);
  g_assert_cmpint (capacity.skills[MAINTENANCE].free, ==, 0);
}

/* A service takes its part of an appointment's length; the time behind closing is none. */
static void
test_divided (AxleTestDay   *day,
              gconstpointer  data G_GNUC_UNUSED)
{
  AxleCapacity capacity;
  AxleRecord *booking = axle_test_day_add_booking (day, 9 * H, 60, "oil engine");

  axle_test_day_add_person (day, "Li", "maintenance engine");
  axle_test_day_add_booking (day, 9 * H, 60, "");
  axle_test_day_add_booking (day, 33 * H, 60, "oil");
  capacity = measure (day);
  assert_line (&capacity.skills[MAINTENANCE], 600, 0, 15, 90, 450);
  assert_line (&capacity.skills[ENGINE], 600, 0, 45, 90, 450);
  assert_line (&capacity.all, 600, 0, 60, 90, 450);
  g_assert_cmpint (capacity.visits, ==, 1);
  axle_record_set_integer (booking, AXLE_APPOINTMENT_AT, axle_test_day_at (day, 17 * H + 40));
  capacity = measure (day);
  g_assert_cmpint (capacity.all.booked, ==, 20);
  axle_record_set_text (booking, AXLE_APPOINTMENT_CHANNEL, "walk-in");
  capacity = measure (day);
  assert_line (&capacity.all, 600, 0, 20, 70, 510);
  axle_record_set_text (booking, AXLE_APPOINTMENT_STATE, "no-show");
  capacity = measure (day);
  assert_line (&capacity.all, 600, 0, 0, 90, 510);
}

static void
test_carried (AxleTestDay   *day,
              gconstpointer  data G_GNUC_UNUSED)
{
  AxleCapacity capacity;
  AxleRecord *yesterday = axle_test_day_add_booking (day, 16 * H, 4 * H, "engine");

  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_AT,
                           axle_record_get_integer (yesterday, AXLE_APPOINTMENT_AT) - G_TIME_SPAN_DAY);
  axle_test_day_add_person (day, "Li", "engine");
  capacity = measure (day);
  assert_line (&capacity.skills[ENGINE], 600, 120, 0, 72, 408);
  assert_line (&capacity.all, 600, 120, 0, 72, 408);
  g_assert_cmpint (capacity.visits, ==, 0);
}

static void
test_visits (AxleTestDay   *day,
             gconstpointer  data G_GNUC_UNUSED)
{
  AxleRecord *mei;
  AxleCapacity capacity = measure (day);

  g_assert_cmpint (capacity.possible_visits, ==, 60);
  mei = axle_test_day_add_person (day, "Mei", "");
  axle_test_day_add_person (day, "Lei", "");
  axle_test_day_add_leave (day, mei, 6 * H, 9 * H);
  axle_test_day_add_leave (day, mei, 8 * H, 10 * H);
  set_policy (day, "appointment.reception", "20");
  capacity = measure (day);
  g_assert_cmpint (capacity.possible_visits, ==, 54);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (AxleTestDay *day, gconstpointer data); } tests[] = {
    { "/capacity/shared", test_shared },
    { "/capacity/divided", test_divided },
    { "/capacity/carried", test_carried },
    { "/capacity/visits", test_visits },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/skills", test_skills);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, AxleTestDay, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
