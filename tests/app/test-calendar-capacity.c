/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/calendar-capacity.h"
#include "app/capacity-words.h"
#include "core/appointment/appointment.h"
#include "desk.h"
#include "workshop.h"

#define FRIDAY (G_GINT64_CONSTANT (1781193600) * G_USEC_PER_SEC) /* 2026-06-12, midnight in Shanghai */
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  TestDesk     *desk;
  AxleCalendar *calendar;
  guint         n_measured;
} Shop;

static void
add_workshop (Shop *s)
{
  AxleWorkstation *workstation = s->desk->workstation;

  test_add_hours (workstation, 8 * 60, 18 * 60);
  test_add_service (workstation, "oil", "换机油", "oil", 60, 0);
  test_add_person (workstation, "赵强", "customers.read", "maintenance");
}

static void
book (Shop   *s,
      gint64  at,
      int     minutes)
{
  g_autoptr(AxleRecord) appointment = axle_appointment_draft_new (s->desk->workstation, at, minutes);

  test_set_words (appointment, AXLE_APPOINTMENT_SERVICES, "oil");
  axle_record_set_text (appointment, AXLE_APPOINTMENT_TITLE, "王芳");
  test_save (s->desk->workstation, NULL, appointment);
}

static void
measured_cb (Shop *s)
{
  s->n_measured++;
}

static void
set_up (Shop          *s,
        gconstpointer  data)
{
  s->desk = test_desk_new ();
  s->n_measured = 0;
  add_workshop (s);
  s->calendar = axle_calendar_new (s->desk->workstation);
  g_signal_connect_swapped (s->calendar, "measured", G_CALLBACK (measured_cb), s);
}

static void
tear_down (Shop          *s,
           gconstpointer  data)
{
  g_clear_object (&s->calendar);
  test_desk_free (s->desk);
}

static gboolean
is_measured (gpointer data)
{
  const AxleDate friday = { 2026, 6, 12 };

  return axle_calendar_get_capacity (((Shop *) data)->calendar, &friday) != NULL;
}

typedef struct
{
  Shop *s;
  int   booked;
} Wanted;

static gboolean
has_booked (gpointer data)
{
  const Wanted *wanted = data;
  const AxleDate friday = { 2026, 6, 12 };
  const AxleCapacity *capacity = axle_calendar_get_capacity (wanted->s->calendar, &friday);

  return capacity != NULL && capacity->all.booked == wanted->booked;
}

static void
test_days (Shop          *s,
           gconstpointer  data)
{
  const AxleDate thursday = { 2026, 6, 11 }, friday = { 2026, 6, 12 }, saturday = { 2026, 6, 13 }, sunday = { 2026, 6, 14 };
  const AxleCapacity *capacity;

  /* What is left over of the day before, and what is booked on the day. */
  book (s, FRIDAY - DAY + 17 * HOUR, 120);
  book (s, FRIDAY + 9 * HOUR, 90);
  axle_calendar_set_range (s->calendar, FRIDAY, FRIDAY + 2 * DAY);
  axle_test_wait_for (is_measured, s);
  g_assert_cmpuint (s->n_measured, ==, 1);
  capacity = axle_calendar_get_capacity (s->calendar, &friday);
  g_assert_cmpint (capacity->all.possible, ==, 600);
  g_assert_cmpint (capacity->all.carried, ==, 60);
  g_assert_cmpint (capacity->all.booked, ==, 90);
  g_assert_cmpint (capacity->visits, ==, 1);
  g_assert_cmpint (axle_calendar_get_capacity (s->calendar, &saturday)->all.booked, ==, 0);
  g_assert_null (axle_calendar_get_capacity (s->calendar, &thursday));
  g_assert_null (axle_calendar_get_capacity (s->calendar, &sunday));
}

/* Each change is followed, another range too; nobody waits for one that is left. */
static void
test_follows (Shop          *s,
              gconstpointer  data)
{
  Wanted wanted = { s, 90 };
  const AxleDate friday = { 2026, 6, 12 }, far = { 2026, 7, 3 };

  axle_calendar_set_range (s->calendar, FRIDAY, FRIDAY + DAY);
  axle_test_wait_for (is_measured, s);
  book (s, FRIDAY + 9 * HOUR, 90);
  axle_test_wait_for (has_booked, &wanted);
  axle_calendar_set_range (s->calendar, FRIDAY + 21 * DAY, FRIDAY + 28 * DAY);
  axle_calendar_set_range (s->calendar, FRIDAY - DAY, FRIDAY + DAY);
  book (s, FRIDAY + 11 * HOUR, 30);
  wanted.booked = 120;
  axle_test_wait_for (has_booked, &wanted);
  g_assert_null (axle_calendar_get_capacity (s->calendar, &far));
  axle_calendar_set_range (s->calendar, FRIDAY + 21 * DAY, FRIDAY + 28 * DAY);
  g_assert_nonnull (axle_calendar_get_capacity (s->calendar, &friday));
  g_clear_object (&s->calendar);
}

static gboolean
is_measured_twice (gpointer data)
{
  return ((Shop *) data)->n_measured == 2;
}

/* What changes while it is measured is measured after that. */
static void
test_again (Shop          *s,
            gconstpointer  data)
{
  axle_calendar_set_range (s->calendar, FRIDAY, FRIDAY + DAY);
  axle_test_wait_for (is_measured, s);
  s->n_measured = 0;
  g_signal_emit_by_name (s->calendar, "changed");
  g_signal_emit_by_name (s->calendar, "changed");
  axle_test_wait_for (is_measured_twice, s);
}

static void
test_words (void)
{
  static const struct
  {
    AxleCapacity  capacity;
    AxleFullness  fullness;
    const char   *figures;
    const char   *words;
  } cases[] = {
    { { .all = { 960, 90, 300, 60, 510 }, .visits = 8, .possible_visits = 14 }, AXLE_FULLNESS_FREE, "8/14 · 6.5/16 h",
      "Visits 8/14 · 6.5/16 h · 1.5 h carried over · 5 h booked · 1 h kept for walk-ins · 8.5 h free" },
    { { .all = { 960, 0, 900, 60, 0 }, .visits = 8, .possible_visits = 14 }, AXLE_FULLNESS_FULL, "8/14 · 15/16 h",
      "Visits 8/14 · 15/16 h · 15 h booked · 1 h kept for walk-ins · Full" },
    { { .all = { 960, 60, 960, 0, 0 }, .visits = 8, .possible_visits = 14 }, AXLE_FULLNESS_OVER, "8/14 · 17/16 h",
      "Visits 8/14 · 17/16 h · 1 h carried over · 16 h booked · Overbooked" },
    { { .all = { 960, 0, 60, 0, 900 }, .visits = 15, .possible_visits = 14 }, AXLE_FULLNESS_OVER, "15/14 · 1/16 h",
      "Visits 15/14 · 1/16 h · 1 h booked · 15 h free" },
    { { .all = { 960, 0, 60, 0, 900 }, .visits = 14, .possible_visits = 14 }, AXLE_FULLNESS_FULL, "14/14 · 1/16 h",
      "Visits 14/14 · 1/16 h · 1 h booked · 15 h free" },
    { { .all = { 0, 0, 0, 0, 0 } }, AXLE_FULLNESS_NONE, "0/0 · 0/0 h", "Visits 0/0 · 0/0 h" },
    { { .all = { 0, 20, 0, 0, 0 } }, AXLE_FULLNESS_OVER, "0/0 · 0.3/0 h", "Visits 0/0 · 0.3/0 h · 0.3 h carried over · Overbooked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *figures = axle_capacity_dup_figures (&cases[i].capacity);
      g_autofree char *words = axle_capacity_dup_words (&cases[i].capacity);

      g_assert_cmpint (axle_capacity_get_fullness (&cases[i].capacity), ==, cases[i].fullness);
      g_assert_cmpstr (figures, ==, cases[i].figures);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/calendar-capacity/days", Shop, NULL, set_up, test_days, tear_down);
  g_test_add ("/calendar-capacity/follows", Shop, NULL, set_up, test_follows, tear_down);
  g_test_add ("/calendar-capacity/again", Shop, NULL, set_up, test_again, tear_down);
  g_test_add_func ("/calendar-capacity/words", test_words);
  return g_test_run ();
}
