/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/suggest.h"

#include "core/appointment/appointment.h"
#include "core/appointment/promises.h"
#include "core/day.h"
#include "core/organisation/policy.h"

#define H 60

/* Three days from a Friday on, a bay and somebody for each work. */
typedef struct
{
  AxleTestDay      day;
  AxleRecord      *bay;
  AxleRecord      *big;
  AxleRecord      *li;
  AxleRecord      *han;
  AxleRecord      *mei;
  AxleRecord      *lei;
  AxleSuggestWish  wish;
} Shop;

static void
set_up (Shop          *s,
        gconstpointer  data G_GNUC_UNUSED)
{
  axle_test_day_open (&s->day, "2025-03-14", "Asia/Shanghai");
  axle_test_day_add_hours (&s->day, 8 * H, 18 * H);
  s->big = axle_test_day_add_thing (&s->day, "bay", "Bay 1", "maintenance paint", "lift frame");
  s->bay = axle_test_day_add_thing (&s->day, "bay", "Bay 2", "maintenance", "lift");
  axle_test_day_add_thing (&s->day, "loan-car", "Loan 1", "", "");
  s->han = axle_test_day_add_person (&s->day, "Han", "maintenance engine");
  s->li = axle_test_day_add_person (&s->day, "Li", "maintenance");
  s->mei = axle_test_day_add_person (&s->day, "Mei", "");
  s->lei = axle_test_day_add_person (&s->day, "Lei", "");
  axle_test_day_add_service (&s->day, "oil", "maintenance", "lift", 60);
  s->wish = (AxleSuggestWish) { .wish = { .minutes = 60, .services = g_strsplit ("oil", " ", -1) } };
}

static void
tear_down (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  axle_wish_clear (&s->wish.wish);
  axle_test_day_close (&s->day);
}

static GPtrArray *
suggest (Shop  *s,
         guint  limit)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
  AxleDate date = s->day.date;

  for (int i = 0; i < 3; i++)
    {
      s->day.date = axle_date_add_days (&date, i);
      g_ptr_array_add (plans, axle_test_day_plan (&s->day));
    }
  s->day.date = date;
  return axle_suggest (plans, &s->wish, limit);
}

static void
assert_slot (Shop           *s,
             const AxleSlot *slot,
             int             minute,
             const char     *reasons)
{
  g_autoptr(GString) told = g_string_new (NULL);

  for (guint i = 0; i < slot->reasons->len; i++)
    g_string_append_printf (told, "%s%s", i > 0 ? "; " : "", ((AxleProblem *) slot->reasons->pdata[i])->message);
  g_assert_cmpint ((slot->at - axle_test_day_at (&s->day, 0)) / G_TIME_SPAN_MINUTE, ==, minute);
  g_assert_cmpstr (told->str, ==, reasons);
}

static void
test_plain (Shop          *s,
            gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = suggest (s, 3);
  const AxleSlot *first = slots->pdata[0];

  g_assert_cmpuint (slots->len, ==, 3);
  assert_slot (s, first, 8 * H, "Bay 2 is free and has what it takes; Li is free and can do it");
  assert_slot (s, slots->pdata[1], 9 * H, "Bay 2 is free and has what it takes; Li is free and can do it");
  g_assert_true (axle_id_equal (&first->bay, &s->bay->id));
  g_assert_true (axle_id_equal (&first->technician, &s->li->id));
  g_assert_true (axle_id_equal (&first->advisor, &s->lei->id));
  g_assert_cmpint (first->score, ==, 0);
  g_assert_cmpint (first->minutes, ==, 60);
}

/* Two of a day, then other days have their turn, then what there is. */
static void
test_days (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  static const int expected[] = { 8, 9, 24 + 8, 24 + 9, 48 + 8, 48 + 9 };
  g_autoptr(GPtrArray) slots = NULL;
  g_autoptr(GPtrArray) more = NULL;

  s->wish.varied = TRUE;
  slots = suggest (s, G_N_ELEMENTS (expected));
  more = suggest (s, 9);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint ((((AxleSlot *) slots->pdata[i])->at - axle_test_day_at (&s->day, 0)) / G_TIME_SPAN_HOUR, ==, expected[i]);
  g_assert_cmpuint (more->len, ==, 9);
}

/* A wish is for another day: the soonest is told all the same, and last. */
static void
test_soonest (Shop          *s,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = NULL;
  g_autoptr(GPtrArray) one = NULL;

  s->wish.varied = TRUE;
  s->wish.days = 1 << 6;
  slots = suggest (s, 2);
  one = suggest (s, 1);
  g_assert_cmpuint (slots->len, ==, 2);
  assert_slot (s, slots->pdata[0], (48 + 8) * H, "Sunday, as wished; Bay 2 is free and has what it takes; Li is free and can do it");
  assert_slot (s, slots->pdata[1], 8 * H, "Bay 2 is free and has what it takes; Li is free and can do it; The soonest that fits");
  g_assert_cmpint (((AxleSlot *) one->pdata[0])->at, ==, ((AxleSlot *) slots->pdata[0])->at);
}

static void
test_wished (Shop          *s,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = NULL;

  s->wish.days = 1 << 6;
  s->wish.time = (AxleDaySpan) { 14 * H, 15 * H };
  s->wish.own_advisor = s->mei->id;
  s->wish.wish.wants_loan_car = TRUE;
  s->wish.wish.parts_on = (AxleDate) { 2025, 3, 15 };
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], (48 + 14) * H,
               "Sunday, as wished; Between 14:00 and 15:00, as wished; The customer’s own advisor is there; "
               "Bay 2 is free and has what it takes; Li is free and can do it; The parts come before, on 2025-03-15; "
               "A loan car is there");
  g_assert_true (axle_id_equal (&((AxleSlot *) slots->pdata[0])->advisor, &s->mei->id));
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->score, ==, 300 + 200 + 60 - 20);
}

static void
test_level (Shop          *s,
            gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = NULL;

  axle_test_day_add_booking (&s->day, 9 * H, 30, "");
  axle_test_day_add_booking (&s->day, 10 * H, 30, "");
  axle_test_day_add_booking (&s->day, 13 * H, 30, "");
  s->wish.wish.bay = s->big->id;
  s->wish.wish.parts_on = s->day.date;
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], (24 + 8) * H,
               "Bay 1 is free and has what it takes; Li is free and can do it; The parts come before, on 2025-03-14");
  s->wish.wish.parts_on.year = 0;
  g_ptr_array_unref (slots);
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], 13 * H,
               "Bay 1 is free and has what it takes; Li is free and can do it; "
               "The second half of the day has fewer cars: 1 instead of 2");
}

/* Hours are kept for those who just come; class A may have them, and whoever paid with points. */
static void
test_priority (Shop          *s,
               gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = NULL;
  AxleRecord *policy = axle_test_day_add (&s->day, &axle_policy_entity);
  AxleRecord *booking = NULL;

  axle_record_set_text (policy, AXLE_POLICY_NAME, "appointment.reserve");
  axle_record_set_text (policy, AXLE_POLICY_VALUE, "90");
  for (int i = 0; i < 4; i++)
    booking = axle_test_day_add_booking (&s->day, 14 * H + 30 * i, 30, "oil");
  s->wish.time = (AxleDaySpan) { 8 * H, 9 * H };
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], (24 + 8) * H,
               "Between 08:00 and 09:00, as wished; Bay 2 is free and has what it takes; Li is free and can do it");
  s->wish.points = TRUE;
  g_ptr_array_unref (slots);
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], 8 * H,
               "Between 08:00 and 09:00, as wished; Bay 2 is free and has what it takes; Li is free and can do it; "
               "The first half of the day has fewer cars: 0 instead of 4; Points were redeemed for it: it takes hours that are kept free");
  s->wish.class_a = TRUE;
  g_ptr_array_unref (slots);
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], 8 * H,
               "Between 08:00 and 09:00, as wished; Bay 2 is free and has what it takes; Li is free and can do it; "
               "The first half of the day has fewer cars: 0 instead of 4; Class A comes first: it takes hours that are kept free");
  /* One that is of the day already takes no more of it. */
  s->wish.class_a = s->wish.points = FALSE;
  s->wish.wish.except = booking->id;
  g_ptr_array_unref (slots);
  slots = suggest (s, 1);
  assert_slot (s, slots->pdata[0], 8 * H,
               "Between 08:00 and 09:00, as wished; Bay 2 is free and has what it takes; Li is free and can do it; "
               "The first half of the day has fewer cars: 0 instead of 3");
}

/* The break has to be minded; nobody is there on the days after. */
static void
test_warning (Shop          *s,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) slots = NULL;

  axle_test_day_add_leave (&s->day, s->han, 0, 3 * 24 * H);
  axle_test_day_add_leave (&s->day, s->li, 14 * H, 3 * 24 * H);
  axle_test_day_add_roster (&s->day, s->li, 8 * H, 12 * H);
  axle_test_day_add_roster (&s->day, s->li, 13 * H, 18 * H);
  s->wish.wish.minutes = 3 * H;
  s->wish.time = (AxleDaySpan) { 11 * H, 12 * H };
  s->wish.class_a = TRUE;
  slots = suggest (s, 9);
  assert_slot (s, slots->pdata[0], 11 * H,
               "Between 11:00 and 12:00, as wished; Bay 2 is free and has what it takes; Li is free and can do it; "
               "Li has a break in between; the work goes on after it.");
  g_assert_cmpuint (slots->len, ==, 3);
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->score, ==, 200 - 50);
}

/* Han is ill: what only he can do is promised in vain, the rest is done by Li. */
static void
test_fork (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleDayPlan) before = NULL;
  g_autoptr(AxleDayPlan) after = NULL;
  g_autoptr(GPtrArray) promises = NULL;
  g_autoptr(GString) told = g_string_new (NULL);
  AxleRecord *bookings[5];
  AxleRecord *moved;

  for (guint i = 0; i < 5; i++)
    bookings[i] = axle_test_day_add_booking (&s->day, (9 + (int) i) * H, 60, "oil");
  axle_record_set_id (bookings[1], AXLE_APPOINTMENT_TECHNICIAN, &s->han->id);
  axle_record_set_integer (bookings[2], AXLE_APPOINTMENT_PROMISED, axle_test_day_at (&s->day, 11 * H + 30));
  axle_record_set_integer (bookings[3], AXLE_APPOINTMENT_PROMISED, axle_test_day_at (&s->day, 13 * H));
  before = axle_test_day_plan (&s->day);
  moved = axle_record_copy (bookings[3]);
  axle_record_set_integer (moved, AXLE_APPOINTMENT_AT, axle_test_day_at (&s->day, 14 * H));
  g_ptr_array_add (changes, moved);
  moved = axle_record_copy (bookings[4]);
  moved->deleted = TRUE;
  g_ptr_array_add (changes, moved);
  g_ptr_array_add (changes, axle_record_ref (axle_test_day_add_leave (&s->day, s->han, 8 * H, 18 * H)));
  g_ptr_array_add (changes, axle_record_ref (axle_test_day_add_booking (&s->day, 9 * H, 60, "oil")));
  after = axle_day_plan_fork (before, changes);
  promises = axle_promises_compare (before, after);
  for (guint i = 0; i < promises->len; i++)
    {
      const AxlePromise *promise = promises->pdata[i];

      g_string_append_printf (told, "%d%d", promise->before, promise->after);
      for (guint j = 0; j < promise->problems->len; j++)
        g_string_append_printf (told, " %s", ((AxleProblem *) promise->problems->pdata[j])->message);
      g_string_append (told, "\n");
    }
  g_assert_cmpstr (told->str, ==,
                   "11\n"
                   "10 Han is not there from 08:00 to 18:00.\n"
                   "00 It was promised for 11:30 and would last longer.\n"
                   "10 It was promised for 13:00 and would last longer.\n"
                   "10\n"
                   "10 Nobody who can do it is left then.\n");
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (Shop *s, gconstpointer data); } tests[] = {
    { "/suggest/plain", test_plain },
    { "/suggest/days", test_days },
    { "/suggest/soonest", test_soonest },
    { "/suggest/wished", test_wished },
    { "/suggest/level", test_level },
    { "/suggest/priority", test_priority },
    { "/suggest/warning", test_warning },
    { "/suggest/fork", test_fork },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Shop, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
