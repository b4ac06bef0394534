/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/fit.h"

#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/day.h"
#include "core/organisation/organisation.h"

#define H 60

/* A workshop of two bays, open from 8 to 18. */
typedef struct
{
  AxleTestDay  day;
  AxleRecord  *lift;
  AxleRecord  *paint;
  AxleRecord  *aligner;
  AxleRecord  *loan;
  AxleRecord  *van;
  AxleRecord  *li;
  AxleRecord  *han;
  AxleRecord  *mei;
} Shop;

static void
set_up (Shop          *s,
        gconstpointer  data G_GNUC_UNUSED)
{
  axle_test_day_open (&s->day, "2025-03-12", "Asia/Shanghai");
  axle_test_day_add_hours (&s->day, 8 * H, 18 * H);
  s->lift = axle_test_day_add_thing (&s->day, "bay", "Bay 1", "maintenance engine chassis", "lift");
  s->paint = axle_test_day_add_thing (&s->day, "bay", "Bay 2", "paint", "paint-booth");
  s->aligner = axle_test_day_add_thing (&s->day, "equipment", "Aligner", "", "aligner");
  s->loan = axle_test_day_add_thing (&s->day, "loan-car", "Loan 1", "", "");
  s->van = axle_test_day_add_thing (&s->day, "service-car", "Van", "", "");
  s->li = axle_test_day_add_person (&s->day, "Li", "maintenance engine chassis");
  s->han = axle_test_day_add_person (&s->day, "Han", "maintenance");
  s->mei = axle_test_day_add_person (&s->day, "Mei", "");
  axle_test_day_add_roster (&s->day, s->li, 8 * H, 12 * H);
  axle_test_day_add_roster (&s->day, s->li, 13 * H, 17 * H);
  axle_test_day_add_service (&s->day, "oil", "maintenance", "lift", 60);
  axle_test_day_add_service (&s->day, "align", "chassis", "lift aligner", 60);
  axle_test_day_add_service (&s->day, "engine", "engine", "", 120);
}

static void
tear_down (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  axle_test_day_close (&s->day);
}

static AxleWish
new_wish (Shop       *s,
          int         minute,
          int         minutes,
          const char *services)
{
  return (AxleWish) {
    .at = axle_test_day_at (&s->day, minute),
    .minutes = minutes,
    .services = g_strsplit (services, " ", -1),
  };
}

static void
assert_words (Shop       *s,
              AxleWish   *wish,
              const char *words)
{
  g_autoptr(AxleDayPlan) plan = axle_test_day_plan (&s->day);
  g_autoptr(GPtrArray) problems = axle_fit_judge (plan, wish);
  g_autoptr(GString) told = g_string_new (NULL);
  guint8 shade;

  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      g_string_append_printf (told, "%s%s/%s%s %s", i > 0 ? "; " : "", problem->field, problem->code,
                              problem->blocking ? "!" : "", problem->message);
    }
  g_assert_cmpstr (told->str, ==, words);
  axle_fit_shade (plan, wish, AXLE_PLAN_COLUMN_DAY, &AXLE_ID_NONE, 1, axle_day_plan_get_minute (plan, wish->at), 15, 1, &shade);
  g_assert_cmpint (shade, ==, problems->len == 0 ? AXLE_FIT_YES : axle_problems_block (problems) ? AXLE_FIT_NO : AXLE_FIT_WARNING);
}

static void
test_time (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { int minute, minutes; const char *words; } cases[] = {
    { 8 * H, 60, "" },
    { 17 * H, 60, "" },
    { 8 * H - 1, 60, "at/closed! The store is closed then; it is open 08:00–18:00." },
    { 18 * H, 60, "at/closed! The store is closed then; it is open 08:00–18:00." },
    { 17 * H + 1, 60,
      "minutes/after-closing! It would last until 18:01, and the store closes at 18:00. Choose an earlier time." },
    { 10 * H, 601, "minutes/overnight It takes longer than the store is open, and goes on the next day." },
    { 10 * H, 600, "minutes/after-closing! It would last until 20:00, and the store closes at 18:00. Choose an earlier time." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(AxleWish) wish = new_wish (s, cases[i].minute, cases[i].minutes, "");

      assert_words (s, &wish, cases[i].words);
    }
}

static void
test_closed (Shop          *s,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "");
  AxleRecord *holiday = axle_test_day_add (&s->day, &axle_holiday_entity);

  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, "2025-03-12");
  axle_record_set_text (holiday, AXLE_HOLIDAY_NAME, "植树节");
  assert_words (s, &wish, "at/closed! The store is closed on 2025-03-12 (植树节). Choose another day.");
}

static void
test_parts (Shop          *s,
            gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "oil");

  wish.parts_on = (AxleDate) { 2025, 3, 11 };
  assert_words (s, &wish, "");
  wish.parts_on.day = 12;
  assert_words (s, &wish, "parts_on/parts-today The parts are expected on this very day. Ask whether they are there.");
  wish.parts_on.day = 13;
  assert_words (s, &wish, "parts_on/parts! The parts are expected on 2025-03-13. Choose a day after that.");
}

static void
test_bay (Shop          *s,
          gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "oil");
  g_auto(AxleWish) align = new_wish (s, 10 * H, 60, "align");
  AxleRecord *other = axle_test_day_add_booking (&s->day, 10 * H + 30, 60, "");

  wish.bay = s->lift->id;
  assert_words (s, &wish, "");
  wish.bay = s->paint->id;
  assert_words (s, &wish, "bay/skill! Bay 2 is not for this work (Maintenance).; "
                          "bay/equipment! Bay 2 does not have all that it takes (Lift), and none is free then.");
  wish.bay = s->mei->id;
  assert_words (s, &wish, "bay/unknown! Bay: what was chosen is not in use. Choose another.");
  wish.bay = s->lift->id;
  axle_record_set_id (other, AXLE_APPOINTMENT_BAY, &s->lift->id);
  assert_words (s, &wish, "bay/taken! Bay 1 is taken (10:30–11:30).");
  wish.except = other->id;
  assert_words (s, &wish, "");
  axle_record_set_id (other, AXLE_APPOINTMENT_BAY, NULL);
  axle_record_set_id (other, AXLE_APPOINTMENT_EQUIPMENT, &s->aligner->id);
  align.bay = s->lift->id;
  assert_words (s, &align, "bay/equipment! Bay 1 does not have all that it takes (Wheel aligner), and none is free then.");
  align.bay = AXLE_ID_NONE;
  assert_words (s, &align, "bay/none-left! No bay that is good for it is left then.");
  align.equipment = s->aligner->id;
  assert_words (s, &align, "equipment/taken! Aligner is taken (10:30–11:30).");
  align.on_site = TRUE;
  align.equipment = AXLE_ID_NONE;
  assert_words (s, &align, "");
}

/* Whole days are told as days, and the end of one is not the next. */
static void
test_away (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { int from, until; const char *words; } cases[] = {
    { 0, 24 * H, "bay/away! Bay 1 is out all day on 12 March." },
    { 0, 3 * 24 * H, "bay/away! Bay 1 is not there from 12 March to 14 March." },
    { -24 * H, 24 * H, "bay/away! Bay 1 is not there from 11 March to 12 March." },
    { 9 * H, 12 * H, "bay/away! Bay 1 is not there from 09:00 to 12:00." },
    { 9 * H, 24 * H, "bay/away! Bay 1 is not there from 09:00 to 24:00." },
    { 0, 12 * H, "bay/away! Bay 1 is not there from 00:00 to 12:00." },
    { -10 * H, 12 * H, "bay/away! Bay 1 is not there from 11 March 14:00 to 12:00." },
    { 9 * H, 3 * 24 * H, "bay/away! Bay 1 is not there from 09:00 to 14 March 24:00." },
    { 0, 300 * 24 * H, "bay/away! Bay 1 is not there from 12 March to 5 January 2026." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "oil");
      AxleRecord *leave = axle_test_day_add_leave (&s->day, s->lift, cases[i].from, cases[i].until);

      wish.bay = s->lift->id;
      assert_words (s, &wish, cases[i].words);
      leave->deleted = TRUE;
    }
}

static void
test_technician (Shop          *s,
                 gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "engine");
  AxleRecord *other = axle_test_day_add_booking (&s->day, 10 * H + 30, 30, "");

  wish.technician = s->han->id;
  assert_words (s, &wish, "technician/skill! Han is not trained for it (Engine).");
  wish.technician = s->li->id;
  assert_words (s, &wish, "");
  wish.minutes = 240;
  assert_words (s, &wish, "technician/break Li has a break in between; the work goes on after it.");
  wish.minutes = 150;
  assert_words (s, &wish, "technician/off! Li is not at work all that time; the roster says 08:00–17:00.");
  wish.minutes = 60;
  axle_record_set_id (other, AXLE_APPOINTMENT_TECHNICIAN, &s->li->id);
  assert_words (s, &wish, "technician/taken! Li is taken (10:30–11:00).");
  wish.technician = AXLE_ID_NONE;
  assert_words (s, &wish, "technician/none-left! Nobody who can do it is left then.");
  axle_record_set_text (other, AXLE_APPOINTMENT_STATE, "cancelled");
  assert_words (s, &wish, "");
  axle_test_day_add_leave (&s->day, s->li, 10 * H + 59, 11 * H);
  assert_words (s, &wish, "technician/none-left! Nobody who can do it is left then.");
}

/* Li can do both and Han one: where both works wait for somebody, Li is needed for the other. */
static void
test_others (Shop          *s,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) oil = new_wish (s, 10 * H, 60, "oil");
  g_auto(AxleWish) engine = new_wish (s, 10 * H, 60, "engine");
  AxleRecord *other = axle_test_day_add_booking (&s->day, 10 * H, 60, "oil");
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) short_of = NULL;

  axle_test_day_add_thing (&s->day, "bay", "Bay 3", "", "lift");
  axle_test_day_add_thing (&s->day, "bay", "Bay 4", "", "lift");
  assert_words (s, &engine, "");
  assert_words (s, &oil, "");
  axle_record_set_members (other, AXLE_APPOINTMENT_SERVICES, (const char * const[]) { "engine", NULL });
  assert_words (s, &oil, "");
  oil.technician = s->li->id;
  assert_words (s, &oil, "technician/needed! Li is the only one left for another appointment then.");
  assert_words (s, &engine, "technician/none-left! Nobody who can do it is left then.");
  axle_test_day_add_booking (&s->day, 10 * H, 60, "engine");
  plan = axle_test_day_plan (&s->day);
  short_of = axle_day_plan_list_short (plan);
  g_assert_cmpuint (short_of->len, ==, 1);
  g_assert_true (short_of->pdata[0] == s->day.records->pdata[s->day.records->len - 1]);
}

/* Two that are moved into each other's place: whoever is moved frees whom it had. */
static void
test_swap (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  AxleRecord *named = axle_test_day_add_booking (&s->day, 10 * H, 60, "oil");
  g_auto(AxleWish) wish = { 0 };

  axle_test_day_add_thing (&s->day, "bay", "Bay 3", "", "lift");
  axle_record_set_id (named, AXLE_APPOINTMENT_TECHNICIAN, &s->li->id);
  axle_test_day_add_booking (&s->day, 10 * H, 60, "oil");
  axle_wish_init (&wish, named);
  wish.technician = s->han->id;
  assert_words (s, &wish, "");
  wish.except = AXLE_ID_NONE;
  assert_words (s, &wish, "bay/none-left! No bay that is good for it is left then.; "
                          "technician/needed! Han is the only one left for another appointment then.");
}

static void
test_people (Shop          *s,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "");
  AxleRecord *other = axle_test_day_add_booking (&s->day, 10 * H + 9, 60, "");

  wish.advisor = s->mei->id;
  wish.driver = s->han->id;
  assert_words (s, &wish, "");
  axle_record_set_id (other, AXLE_APPOINTMENT_ADVISOR, &s->mei->id);
  axle_record_set_id (other, AXLE_APPOINTMENT_DRIVER, &s->han->id);
  assert_words (s, &wish, "driver/taken! Han is taken (10:09–11:09).; advisor/receiving Mei receives another customer at 10:09.");
  axle_record_set_integer (other, AXLE_APPOINTMENT_AT, axle_test_day_at (&s->day, 10 * H + 10));
  wish.driver = AXLE_ID_NONE;
  assert_words (s, &wish, "");
  axle_test_day_add_leave (&s->day, s->mei, 9 * H, 10 * H + 5);
  assert_words (s, &wish, "advisor/away! Mei is not there from 09:00 to 10:05.");
  axle_test_day_add_roster (&s->day, s->mei, 11 * H, 12 * H);
  wish.driver = s->mei->id;
  assert_words (s, &wish, "driver/off! Mei is not at work all that time; the roster says 11:00–12:00.; "
                          "advisor/off! Mei is not at work all that time; the roster says 11:00–12:00.; "
                          "advisor/away! Mei is not there from 09:00 to 10:05.");
  wish.driver = AXLE_ID_NONE;
  axle_record_set_members (s->day.records->pdata[s->day.records->len - 1], AXLE_ROSTER_DAYS,
                           (const char * const[]) { "sun", NULL });
  assert_words (s, &wish, "advisor/off! Mei does not work on that day.; advisor/away! Mei is not there from 09:00 to 10:05.");
}

static void
test_cars (Shop          *s,
           gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "");
  AxleRecord *other = axle_test_day_add_booking (&s->day, 9 * H, 61, "");

  wish.wants_loan_car = TRUE;
  wish.service_car = s->van->id;
  wish.vehicle = (AxleId) { { 9 } };
  assert_words (s, &wish, "");
  axle_record_set_id (other, AXLE_APPOINTMENT_LOAN_CAR, &s->loan->id);
  axle_record_set_id (other, AXLE_APPOINTMENT_SERVICE_CAR, &s->van->id);
  axle_record_set_id (other, AXLE_APPOINTMENT_VEHICLE, &wish.vehicle);
  assert_words (s, &wish, "vehicle/taken! Vehicle is taken (09:00–10:01).; service_car/taken! Van is taken (09:00–10:01).; "
                          "loan_car/none-left! No loan car is left then.");
  wish.loan_car = s->van->id;
  wish.service_car = wish.vehicle = AXLE_ID_NONE;
  assert_words (s, &wish, "loan_car/unknown! Loan car: what was chosen is not in use. Choose another.");
  wish.loan_car = s->loan->id;
  assert_words (s, &wish, "loan_car/taken! Loan 1 is taken (09:00–10:01).");
  wish.minutes = 30;
  wish.at += 1 * G_TIME_SPAN_MINUTE;
  assert_words (s, &wish, "");
}

/* Four hours that began at four yesterday: two are left. */
static void
test_carried (Shop          *s,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_auto(AxleWish) wish = new_wish (s, 9 * H, 60, "");
  AxleRecord *yesterday = axle_test_day_add_booking (&s->day, 16 * H, 4 * H, "oil");
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) carried = NULL;

  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_AT,
                           axle_record_get_integer (yesterday, AXLE_APPOINTMENT_AT) - G_TIME_SPAN_DAY);
  axle_record_set_id (yesterday, AXLE_APPOINTMENT_BAY, &s->lift->id);
  wish.bay = s->lift->id;
  assert_words (s, &wish, "bay/carried Bay 1 still has work of the day before, until about 10:00.");
  plan = axle_test_day_plan (&s->day);
  carried = axle_day_plan_list_carried (plan);
  g_assert_cmpuint (carried->len, ==, 1);
  /* Came an hour late. */
  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_ARRIVED_AT,
                           axle_record_get_integer (yesterday, AXLE_APPOINTMENT_AT) + G_TIME_SPAN_HOUR);
  assert_words (s, &wish, "bay/carried Bay 1 still has work of the day before, until about 11:00.");
  wish.at += G_TIME_SPAN_HOUR * 2;
  assert_words (s, &wish, "");
  wish.at -= G_TIME_SPAN_HOUR * 2;
  axle_record_set_text (yesterday, AXLE_APPOINTMENT_STATE, "done");
  assert_words (s, &wish, "");
  /* Two hours of the day before yesterday and ten of yesterday are gone of twenty. */
  axle_record_set_text (yesterday, AXLE_APPOINTMENT_STATE, "arrived");
  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_MINUTES, 20 * H);
  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_AT, axle_test_day_at (&s->day, 16 * H) - 2 * G_TIME_SPAN_DAY);
  axle_record_set_integer (yesterday, AXLE_APPOINTMENT_ARRIVED_AT, 0);
  assert_words (s, &wish, "bay/carried Bay 1 still has work of the day before, until about 16:00.");
}

/* A day without its third hour, and one that has it twice. */
static void
test_clocks (void)
{
  static const struct { const char *date; int minute, hours; } cases[] = {
    { "2025-03-30", 60, 0 }, { "2025-03-30", 180, 2 }, { "2025-03-30", 1440, 23 },
    { "2025-10-26", 60, 1 }, { "2025-10-26", 180, 4 }, { "2025-10-26", 1440, 25 },
    { "2025-12-31", 1440, 24 }, { "2025-12-31", 1500, 25 }, { "2026-01-01", -60, -1 },
    { "2025-03-29", 1440 + 180, 26 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleTestDay day;
      g_autoptr(AxleDayPlan) plan = NULL;
      gint64 at;

      axle_test_day_open (&day, cases[i].date, "Europe/Berlin");
      plan = axle_test_day_plan (&day);
      at = axle_day_plan_get_time (plan, cases[i].minute);
      g_test_message ("%s %d", cases[i].date, cases[i].minute);
      if (cases[i].hours != 0)
        g_assert_cmpint (at - axle_day_plan_get_time (plan, 0), ==, cases[i].hours * G_TIME_SPAN_HOUR);
      g_assert_cmpint (axle_day_plan_get_minute (plan, at), ==, cases[i].minute);
      axle_test_day_close (&day);
    }
}

static void
test_lists (Shop          *s,
            gconstpointer  data G_GNUC_UNUSED)
{
  AxleRecord *late = axle_test_day_add_booking (&s->day, 15 * H, 60, "");
  AxleRecord *early = axle_test_day_add_booking (&s->day, 9 * H, 60, "");
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) bays = NULL;
  g_autoptr(GPtrArray) technicians = NULL;
  g_autoptr(GPtrArray) advisors = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) of_bay = NULL;
  g_autoptr(GArray) hours = NULL;

  axle_record_set_id (late, AXLE_APPOINTMENT_BAY, &s->lift->id);
  axle_record_set_text (early, AXLE_APPOINTMENT_STATE, "cancelled");
  axle_record_set_integer (s->lift, AXLE_RESOURCE_POSITION, 2);
  axle_record_set_integer (s->paint, AXLE_RESOURCE_POSITION, 1);
  axle_test_day_add_leave (&s->day, s->li, 9 * H, 10 * H);
  plan = axle_test_day_plan (&s->day);
  bays = axle_day_plan_list_bays (plan);
  technicians = axle_day_plan_list_technicians (plan);
  advisors = axle_day_plan_list_advisors (plan);
  all = axle_day_plan_list (plan, NULL);
  of_bay = axle_day_plan_list (plan, &s->lift->id);
  hours = axle_day_plan_list_hours (plan, &s->li->id);
  g_assert_cmpuint (bays->len, ==, 2);
  g_assert_true (bays->pdata[0] == s->paint);
  g_assert_cmpuint (technicians->len, ==, 2);
  g_assert_true (technicians->pdata[0] == s->han);
  g_assert_cmpuint (advisors->len, ==, 1);
  g_assert_true (advisors->pdata[0] == s->mei);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (all->pdata[0] == early);
  g_assert_cmpuint (of_bay->len, ==, 1);
  g_assert_true (of_bay->pdata[0] == late);
  g_assert_cmpuint (hours->len, ==, 3);
  g_assert_cmpint (g_array_index (hours, AxleDaySpan, 0).until, ==, 9 * H);
  g_assert_cmpint (g_array_index (hours, AxleDaySpan, 1).from, ==, 10 * H);
  g_assert_cmpint (g_array_index (hours, AxleDaySpan, 2).until, ==, 17 * H);
}

static void
assert_hours (Shop             *s,
              const AxleRecord *who,
              int               from,
              int               until)
{
  g_autoptr(AxleDayPlan) plan = axle_test_day_plan (&s->day);
  g_autoptr(GArray) hours = axle_day_plan_list_hours (plan, &who->id);

  g_assert_cmpuint (hours->len, ==, from < until ? 1 : 0);
  if (hours->len > 0)
    {
      g_assert_cmpint (g_array_index (hours, AxleDaySpan, 0).from, ==, from);
      g_assert_cmpint (g_array_index (hours, AxleDaySpan, 0).until, ==, until);
    }
}

/* A roster holds for a while, and on the days it names; on a Saturday that is worked on, as
 * on the Friday. */
static void
test_rosters (Shop          *s,
              gconstpointer  data G_GNUC_UNUSED)
{
  AxleRecord *roster = axle_test_day_add_roster (&s->day, s->han, 9 * H, 15 * H);
  AxleRecord *makeup = axle_test_day_add (&s->day, &axle_holiday_entity);

  assert_hours (s, s->mei, 8 * H, 18 * H);
  assert_hours (s, s->lift, 8 * H, 18 * H);
  assert_hours (s, s->han, 9 * H, 15 * H);
  axle_record_set_text (roster, AXLE_ROSTER_SINCE, "2025-03-12");
  axle_record_set_text (roster, AXLE_ROSTER_UNTIL, "2025-03-12");
  assert_hours (s, s->han, 9 * H, 15 * H);
  axle_record_set_text (roster, AXLE_ROSTER_SINCE, "2025-03-13");
  axle_record_set_text (roster, AXLE_ROSTER_UNTIL, NULL);
  assert_hours (s, s->han, 0, 0);
  axle_record_set_text (roster, AXLE_ROSTER_SINCE, NULL);
  axle_record_set_text (roster, AXLE_ROSTER_UNTIL, "2025-03-11");
  assert_hours (s, s->han, 0, 0);
  axle_record_set_text (roster, AXLE_ROSTER_UNTIL, NULL);
  s->day.date.day = 15;
  axle_record_set_members (roster, AXLE_ROSTER_DAYS, (const char * const[]) { "thu", "fri", NULL });
  assert_hours (s, s->han, 0, 0);
  axle_record_set_text (makeup, AXLE_HOLIDAY_DATE, "2025-03-15");
  axle_record_set_boolean (makeup, AXLE_HOLIDAY_WORKING, TRUE);
  assert_hours (s, s->han, 9 * H, 15 * H);
  axle_record_set_boolean (makeup, AXLE_HOLIDAY_WORKING, FALSE);
  axle_record_set_members (roster, AXLE_ROSTER_DAYS, (const char * const[]) { "sat", NULL });
  assert_hours (s, s->han, 0, 0);
  assert_hours (s, s->mei, 0, 0);
}

/* What is of another store, deleted or out of use is not there. */
static void
test_elsewhere (Shop          *s,
                gconstpointer  data G_GNUC_UNUSED)
{
  const AxleId other = { { 77 } };
  AxleRecord *elsewhere = axle_test_day_add_booking (&s->day, 10 * H, 60, "");
  g_auto(AxleWish) wish = new_wish (s, 10 * H, 60, "");
  g_autoptr(AxleDayPlan) plan = NULL;
  g_autoptr(GPtrArray) bays = NULL;
  g_autoptr(GPtrArray) technicians = NULL;
  g_autoptr(GPtrArray) advisors = NULL;
  g_autoptr(GPtrArray) all = NULL;

  axle_record_set_id (elsewhere, AXLE_APPOINTMENT_BAY, &s->lift->id);
  elsewhere->scope = other;
  axle_test_day_add_thing (&s->day, "bay", "Bay 3", "", "")->scope = other;
  axle_test_day_add_thing (&s->day, "bay", "Bay 4", "", "")->deleted = TRUE;
  axle_record_set_boolean (s->paint, AXLE_RESOURCE_ACTIVE, FALSE);
  axle_record_set_boolean (s->mei, AXLE_STAFF_ACTIVE, FALSE);
  axle_record_set_id (s->li, AXLE_STAFF_STORE, &other);
  wish.bay = s->lift->id;
  assert_words (s, &wish, "");
  plan = axle_test_day_plan (&s->day);
  bays = axle_day_plan_list_bays (plan);
  technicians = axle_day_plan_list_technicians (plan);
  advisors = axle_day_plan_list_advisors (plan);
  all = axle_day_plan_list (plan, NULL);
  g_assert_cmpuint (bays->len, ==, 1);
  g_assert_true (bays->pdata[0] == s->lift);
  g_assert_cmpuint (technicians->len, ==, 1);
  g_assert_cmpuint (advisors->len, ==, 0);
  g_assert_cmpuint (all->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (Shop *s, gconstpointer data); } tests[] = {
    { "/fit/time", test_time },
    { "/fit/closed", test_closed },
    { "/fit/parts", test_parts },
    { "/fit/bay", test_bay },
    { "/fit/away", test_away },
    { "/fit/technician", test_technician },
    { "/fit/others", test_others },
    { "/fit/swap", test_swap },
    { "/fit/people", test_people },
    { "/fit/cars", test_cars },
    { "/fit/carried", test_carried },
    { "/fit/lists", test_lists },
    { "/fit/rosters", test_rosters },
    { "/fit/elsewhere", test_elsewhere },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Shop, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/fit/clocks", test_clocks);
  return g_test_run ();
}
