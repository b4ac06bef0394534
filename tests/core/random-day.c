/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/random-day.h"

#include "core/appointment/appointment.h"

#define H 60
#define FIRST 30

static const struct { const char *date, *zone; } calendars[] = {
  { "2025-03-12", "Asia/Shanghai" },
  { "2025-03-30", "Europe/Berlin" }, /* has no third hour */
  { "2025-10-26", "Europe/Berlin" }, /* has it twice */
  { "2025-12-31", "Europe/Berlin" },
  { "2026-01-01", "Asia/Shanghai" },
};

static const char * const skill_sets[] = { "maintenance", "engine", "maintenance engine", "maintenance engine chassis" };
static const char * const codes[] = { "oil", "engine", "align", "wash", "unheard-of" };

static guint
below (RandomDay *r,
       guint      n)
{
  return (guint) g_rand_int_range (r->rand, 0, (gint32) n);
}

static AxleRecord *
any (RandomDay *r,
     GPtrArray *list)
{
  return list->pdata[below (r, list->len)];
}

static void
add_people (RandomDay *r)
{
  for (guint i = 0; i < 3; i++)
    {
      AxleRecord *person = axle_test_day_add_person (&r->day, "P", skill_sets[below (r, G_N_ELEMENTS (skill_sets))]);
      int starts = FIRST + 30 * (int) below (r, 4);

      g_ptr_array_add (r->people, person);
      if (below (r, 2) == 0)
        continue;
      axle_test_day_add_roster (&r->day, person, starts, 4 * H);
      if (below (r, 2) == 0)
        axle_test_day_add_roster (&r->day, person, 4 * H + 30 * (int) below (r, 3), 8 * H);
    }
  g_ptr_array_add (r->people, axle_test_day_add_person (&r->day, "Advisor", ""));
}

static void
add_leave (RandomDay *r)
{
  for (guint i = below (r, 4); i > 0; i--)
    {
      int from = 15 * (int) below (r, 30);

      axle_test_day_add_leave (&r->day, below (r, 2) == 0 ? any (r, r->people) : below (r, 2) == 0 ? any (r, r->bays) : r->aligner,
                               from, from + 30 + 15 * (int) below (r, 8));
    }
}

static void
set_some (RandomDay  *r,
          AxleRecord *booking,
          guint       field,
          AxleRecord *value,
          guint       of_three)
{
  if (below (r, 3) < of_three)
    axle_record_set_id (booking, field, &value->id);
}

static void
add_booking (RandomDay *r)
{
  static const char * const states[] = { "booked", "arrived", "booked", "done", "cancelled", "confirmed" };
  int minutes = 30 * (1 + (int) below (r, 5));
  AxleRecord *booking = axle_test_day_add_booking (&r->day, 15 * (int) below (r, 32), minutes, codes[below (r, 5)]);

  axle_record_set_text (booking, AXLE_APPOINTMENT_STATE, states[below (r, G_N_ELEMENTS (states))]);
  axle_record_set_boolean (booking, AXLE_APPOINTMENT_ALL_DAY, below (r, 12) == 0);
  if (below (r, 8) == 0)
    axle_record_set_text (booking, AXLE_APPOINTMENT_MODE, "on-site");
  if (below (r, 8) == 0)
    axle_record_set_integer (booking, AXLE_APPOINTMENT_AT,
                             axle_record_get_integer (booking, AXLE_APPOINTMENT_AT) - 4 * G_TIME_SPAN_HOUR);
  set_some (r, booking, AXLE_APPOINTMENT_BAY, any (r, r->bays), 1);
  set_some (r, booking, AXLE_APPOINTMENT_TECHNICIAN, any (r, r->people), 1);
  set_some (r, booking, AXLE_APPOINTMENT_ADVISOR, r->people->pdata[3], 2);
  set_some (r, booking, AXLE_APPOINTMENT_LOAN_CAR, r->cars->pdata[0], 1);
  set_some (r, booking, AXLE_APPOINTMENT_EQUIPMENT, r->aligner, below (r, 2));
  g_ptr_array_add (r->bookings, booking);
}

void
random_day_open (RandomDay *r,
                 guint32    seed)
{
  guint calendar = seed % G_N_ELEMENTS (calendars);

  r->rand = g_rand_new_with_seed (seed);
  r->bays = g_ptr_array_new ();
  r->people = g_ptr_array_new ();
  r->cars = g_ptr_array_new ();
  r->bookings = g_ptr_array_new ();
  axle_test_day_open (&r->day, calendars[calendar].date, calendars[calendar].zone);
  axle_test_day_add_hours (&r->day, H, 4 * H);
  axle_test_day_add_hours (&r->day, 4 * H + 30 * (int) below (r, 2), 7 * H);
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "1", "maintenance engine", "lift"));
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "2", "", "lift aligner"));
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "3", "maintenance chassis", ""));
  r->aligner = axle_test_day_add_thing (&r->day, "equipment", "4", "", "aligner");
  g_ptr_array_add (r->cars, axle_test_day_add_thing (&r->day, "loan-car", "5", "", ""));
  axle_test_day_add_service (&r->day, "oil", "maintenance", "", 60);
  axle_test_day_add_service (&r->day, "engine", "engine", "lift", 60);
  axle_test_day_add_service (&r->day, "align", "chassis", "aligner", 60);
  axle_test_day_add_service (&r->day, "wash", NULL, "", 60);
  add_people (r);
  add_leave (r);
  for (guint i = 4 + below (r, 6); i > 0; i--)
    add_booking (r);
}

void
random_day_close (RandomDay *r)
{
  axle_test_day_close (&r->day);
  g_rand_free (r->rand);
  g_ptr_array_unref (r->bays);
  g_ptr_array_unref (r->people);
  g_ptr_array_unref (r->cars);
  g_ptr_array_unref (r->bookings);
}

void
random_day_make_wish (RandomDay *r,
                      AxleWish  *wish)
{
  *wish = (AxleWish) { .minutes = 30 * (1 + (int) below (r, 5)) };
  wish->services = g_new0 (char *, 3);
  wish->services[0] = g_strdup (codes[below (r, 5)]);
  wish->services[1] = below (r, 3) == 0 ? g_strdup (codes[below (r, 4)]) : NULL;
  wish->on_site = below (r, 8) == 0;
  wish->wants_loan_car = below (r, 4) == 0;
  if (below (r, 3) == 0)
    wish->bay = any (r, r->bays)->id;
  if (below (r, 3) == 0)
    wish->technician = any (r, r->people)->id;
  if (below (r, 3) == 0)
    wish->advisor = ((AxleRecord *) r->people->pdata[3])->id;
  if (below (r, 6) == 0)
    wish->equipment = r->aligner->id;
  if (below (r, 6) == 0)
    wish->driver = any (r, r->people)->id;
  if (below (r, 3) == 0)
    wish->except = any (r, r->bookings)->id;
}

void
random_day_make_suggest_wish (RandomDay       *r,
                              AxleSuggestWish *wish)
{
  *wish = (AxleSuggestWish) { .days = below (r, 2) == 0 ? 0 : 1u << below (r, 7) };
  random_day_make_wish (r, &wish->wish);
  if (below (r, 2) == 0)
    wish->time = (AxleDaySpan) { 90, 90 + 30 * (1 + (int) below (r, 5)) };
  if (below (r, 2) == 0)
    wish->own_advisor = ((AxleRecord *) r->people->pdata[3])->id;
  if (below (r, 4) == 0)
    wish->not_before = axle_test_day_at (&r->day, 5 * H);
  wish->class_a = below (r, 4) == 0;
  wish->points = below (r, 4) == 0;
}
