/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking.h"

#include "app/appointments.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/duration.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/appointment/words.h"
#include "core/insight/needs.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "desk.h"
#include "workshop.h"

typedef struct
{
  TestDesk    *desk;
  AxleId       customer;
  AxleId       car;
  AxleId       bays[2];
  AxleForm    *form;
  AxleBooking *booking;
} Shop;

/* @electric: whether it may go where others may not. */
static void
add_service_car (Shop       *s,
                 const char *name,
                 gboolean    electric)
{
  g_autoptr(AxleRecord) car = test_draft (s->desk->workstation, &axle_resource_entity);

  axle_record_set_text (car, AXLE_RESOURCE_NAME, name);
  axle_record_set_text (car, AXLE_RESOURCE_KIND, "service-car");
  axle_record_set_boolean (car, AXLE_RESOURCE_ELECTRIC, electric);
  axle_record_set_boolean (car, AXLE_RESOURCE_ACTIVE, TRUE);
  test_save (s->desk->workstation, NULL, car);
}

static void
add_durations (Shop       *s,
               const char *code)
{
  for (int i = 1; i <= 10; i++)
    {
      g_autoptr(AxleRecord) duration = test_draft (s->desk->workstation, &axle_duration_entity);

      axle_record_set_text (duration, AXLE_DURATION_SERVICE, code);
      axle_record_set_integer (duration, AXLE_DURATION_MINUTES, 10 * i);
      axle_record_set_integer (duration, AXLE_DURATION_AT, i * G_TIME_SPAN_DAY);
      test_save (s->desk->workstation, NULL, duration);
    }
}

static void
add_workshop (Shop *s)
{
  AxleWorkstation *workstation = s->desk->workstation;

  test_add_hours (workstation, 8 * 60, 18 * 60);
  s->bays[0] = test_add_resource (workstation, "bay", "1号", NULL);
  s->bays[1] = test_add_resource (workstation, "bay", "2号", NULL);
  add_service_car (s, "汽油车", FALSE);
  add_service_car (s, "电动车", TRUE);
  test_add_service (workstation, "oil", "oil", "oil", 60, 0);
  test_add_service (workstation, "wash", "wash", "wash", 30, 0);
  add_durations (s, "oil");
  test_add_person (workstation, "赵强", "", "maintenance");
}

static void
add_car (Shop *s)
{
  g_autoptr(AxleRecord) vehicle = test_draft (s->desk->workstation, &axle_vehicle_entity), ownership = test_draft (s->desk->workstation, &axle_ownership_entity);

  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, "沪A12345");
  axle_record_set_text (vehicle, AXLE_VEHICLE_FIRST_REGISTRATION, "2020-01-01");
  test_save (s->desk->workstation, NULL, vehicle);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &s->customer);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  test_save (s->desk->workstation, NULL, ownership);
  s->car = vehicle->id;
}

static void
begin_in (Shop        *s,
          gint64       at,
          AxleDayFork *fork)
{
  g_autoptr(AxleRecord) record = axle_appointment_draft_new (s->desk->workstation, at, 30);
  static const AxleValue none = AXLE_VALUE_INIT;

  axle_record_set (record, AXLE_APPOINTMENT_MINUTES, &none);
  if (at == 0)
    axle_record_set (record, AXLE_APPOINTMENT_AT, &none);
  s->form = axle_form_new (s->desk->workstation, "appointment/test", NULL, record);
  s->booking = axle_booking_new (s->desk->workstation, s->form);
  if (fork != NULL)
    axle_booking_set_fork (s->booking, fork);
}

static void
begin (Shop   *s,
       gint64  at)
{
  begin_in (s, at, NULL);
}

static void
set_up (Shop          *s,
        gconstpointer  data)
{
  s->desk = test_desk_new ();
  s->customer = test_add_customer (s->desk, "李明朗", "+8613800138000");
  add_workshop (s);
  add_car (s);
}

static void
tear_down (Shop          *s,
           gconstpointer  data)
{
  axle_booking_stop (s->booking);
  g_clear_object (&s->booking);
  g_clear_object (&s->form);
  test_desk_free (s->desk);
}

static gboolean
has_rested (gpointer data)
{
  AxleBooking *booking = ((Shop *) data)->booking;

  return !axle_booking_is_looking (booking) && axle_booking_get_plan (booking) != NULL;
}

static const AxleRecord *
rest (Shop *s)
{
  axle_test_wait_for (has_rested, s);
  return axle_form_get_record (s->form);
}

static AxleId
get_id (Shop  *s,
        guint  field)
{
  return axle_record_get_id (axle_form_get_record (s->form), field);
}

/* Three presses: who, what, save; the rest follows. */
static void
test_follows (Shop          *s,
              gconstpointer  data)
{
  const AxleRecord *record;
  AxleId car, bay;
  AxleLength length;

  begin (s, 0);
  rest (s);
  g_assert_cmpuint (axle_booking_get_slots (s->booking)->len, ==, 0);
  axle_booking_set_customer (s->booking, &s->customer);
  car = get_id (s, AXLE_APPOINTMENT_VEHICLE);
  g_assert_true (axle_id_equal (&car, &s->car));
  g_assert_cmpuint (axle_booking_get_needs (s->booking)->len, ==, 1);
  g_assert_cmpstr (((AxleNeed *) axle_booking_get_needs (s->booking)->pdata[0])->service, ==, "oil");
  axle_service_choice_set (axle_booking_get_services (s->booking), "oil", TRUE);
  record = rest (s);
  g_assert_true (axle_booking_get_length (s->booking, &length));
  g_assert_cmpuint (length.n, ==, 10);
  g_assert_cmpint (length.high, >, length.median);
  g_assert_cmpint (axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES), ==, length.booked);
  g_assert_cmpint (axle_booking_get_slot (s->booking), ==, 0);
  bay = get_id (s, AXLE_APPOINTMENT_BAY);
  g_assert_false (axle_id_is_none (&bay));
  g_assert_true (axle_form_is_valid (s->form));
}

/* What a person put there stays, and the times follow it. */
static void
test_held (Shop          *s,
           gconstpointer  data)
{
  g_auto(AxleValue) bay = AXLE_VALUE_INIT, minutes = AXLE_VALUE_INIT;
  AxleId now;
  gint64 at;

  begin (s, 0);
  axle_booking_set_customer (s->booking, &s->customer);
  axle_service_choice_set (axle_booking_get_services (s->booking), "wash", TRUE);
  rest (s);
  now = get_id (s, AXLE_APPOINTMENT_BAY);
  axle_value_set_id (&bay, &s->bays[axle_id_equal (&now, &s->bays[0])]);
  axle_form_set (s->form, AXLE_APPOINTMENT_BAY, &bay);
  axle_value_set_integer (&minutes, 45);
  axle_form_set (s->form, AXLE_APPOINTMENT_MINUTES, &minutes);
  rest (s);
  for (guint i = 0; i < axle_booking_get_slots (s->booking)->len; i++)
    {
      const AxleSlot *slot = axle_booking_get_slots (s->booking)->pdata[i];

      g_assert_true (axle_id_equal (&slot->bay, &bay.as.id));
      g_assert_cmpint (slot->minutes, ==, 45);
    }
  g_assert_cmpint (axle_booking_get_slot (s->booking), ==, 0);
  axle_booking_choose_slot (s->booking, 2);
  at = axle_record_get_integer (axle_form_get_record (s->form), AXLE_APPOINTMENT_AT);
  axle_service_choice_set (axle_booking_get_services (s->booking), "oil", TRUE);
  g_assert_cmpint (axle_record_get_integer (rest (s), AXLE_APPOINTMENT_AT), ==, at);
  g_assert_cmpint (axle_record_get_integer (rest (s), AXLE_APPOINTMENT_MINUTES), ==, 45);
}

/* A time that was asked for is kept, and what speaks against it is said. */
static void
test_asked (Shop          *s,
            gconstpointer  data)
{
  AxleDate day = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (s->desk->workstation));
  gint64 at;
  g_autoptr(GPtrArray) problems = NULL;

  day = axle_date_add_days (&day, 2);
  at = axle_date_get_time (&day, 17 * 60 + 30, axle_workstation_get_zone (s->desk->workstation));
  begin (s, at);
  axle_service_choice_set (axle_booking_get_services (s->booking), "oil", TRUE);
  g_assert_cmpint (axle_record_get_integer (rest (s), AXLE_APPOINTMENT_AT), ==, at);
  g_assert_cmpuint (axle_booking_get_slots (s->booking)->len, >, 0);
  problems = axle_booking_dup_problems (s->booking);
  g_assert_true (axle_problems_contain (problems, "after-closing"));
}

/* While something is tried out, the days are thought of as they would be. */
static void
test_tried_out (Shop          *s,
                gconstpointer  data)
{
  GTimeZone *zone = axle_workstation_get_zone (s->desk->workstation);
  AxleDate day = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);
  g_autoptr(AxleDayFork) fork = axle_day_fork_new (s->desk->workstation);
  g_autoptr(GPtrArray) problems = NULL;
  g_auto(AxleValue) bay = AXLE_VALUE_INIT;

  day = axle_date_add_days (&day, 2);
  for (guint i = 0; i < G_N_ELEMENTS (s->bays); i++)
    {
      g_autoptr(AxleRecord) thing = axle_workstation_get_record (s->desk->workstation, &axle_resource_entity, &s->bays[i]);

      axle_day_fork_set_away (fork, thing, &day, TRUE);
    }
  begin_in (s, axle_date_get_time (&day, 10 * 60, zone), fork);
  axle_value_set_id (&bay, &s->bays[0]);
  axle_form_set (s->form, AXLE_APPOINTMENT_BAY, &bay);
  axle_service_choice_set (axle_booking_get_services (s->booking), "wash", TRUE);
  rest (s);
  problems = axle_booking_dup_problems (s->booking);
  g_assert_true (axle_problems_contain (problems, "away"));
  g_assert_cmpuint (axle_booking_get_slots (s->booking)->len, >, 0);
  for (guint i = 0; i < axle_booking_get_slots (s->booking)->len; i++)
    {
      const AxleSlot *slot = axle_booking_get_slots (s->booking)->pdata[i];
      AxleDate there = axle_date_from_time (slot->at, zone);

      g_assert_cmpint (axle_date_compare (&there, &day), !=, 0);
    }
}

static void
test_later (Shop          *s,
            gconstpointer  data)
{
  const AxleSlot *slot;
  gint64 first, last = 0;

  begin (s, 0);
  axle_service_choice_set (axle_booking_get_services (s->booking), "wash", TRUE);
  rest (s);
  slot = axle_booking_get_slots (s->booking)->pdata[0];
  first = slot->at;
  for (guint i = 0; i < axle_booking_get_slots (s->booking)->len; i++)
    last = MAX (last, ((AxleSlot *) axle_booking_get_slots (s->booking)->pdata[i])->at);
  axle_booking_look_later (s->booking);
  rest (s);
  slot = axle_booking_get_slots (s->booking)->pdata[0];
  g_assert_cmpint (slot->at, >, last);
  g_assert_cmpint (slot->at, >, first);
}

/* Fetched from home; with the electric car first. */
static void
test_fetched (Shop          *s,
              gconstpointer  data)
{
  g_auto(AxleValue) mode = AXLE_VALUE_INIT;
  g_autoptr(AxleRecord) before = axle_workstation_get_record (s->desk->workstation, &axle_customer_entity, &s->customer);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(GPtrArray) cars = NULL;
  g_autofree char *first = NULL;

  axle_record_set_text (after, AXLE_CUSTOMER_ADDRESS, "世纪大道100号");
  test_save (s->desk->workstation, before, after);
  begin (s, 0);
  axle_booking_set_customer (s->booking, &s->customer);
  rest (s);
  g_assert_null (axle_record_get_text (axle_form_get_record (s->form), AXLE_APPOINTMENT_ADDRESS));
  axle_value_set_text (&mode, "pick-up");
  axle_form_set (s->form, AXLE_APPOINTMENT_MODE, &mode);
  g_assert_cmpstr (axle_record_get_text (axle_form_get_record (s->form), AXLE_APPOINTMENT_ADDRESS), ==, "世纪大道100号");
  cars = axle_booking_list_choices (s->booking, AXLE_APPOINTMENT_SERVICE_CAR);
  g_assert_cmpuint (cars->len, ==, 2);
  first = axle_record_dup_title (cars->pdata[0]);
  g_assert_cmpstr (first, ==, "电动车");
}

static AxleDate
find_day (Shop *s,
          int   later)
{
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (s->desk->workstation));

  return axle_date_add_days (&today, later);
}

static char *
dup_day (Shop *s,
         int   later)
{
  AxleDate day = find_day (s, later);

  return axle_date_format_iso (&day);
}

static void
wish_for (Shop *s,
          int   since,
          int   on,
          int   until)
{
  g_autoptr(AxleRecord) request = axle_request_draft_new (s->desk->workstation, "phone");
  g_autofree char *first = dup_day (s, since), *last = dup_day (s, until);
  AxleDate date = find_day (s, on);

  axle_record_add_member (request, AXLE_REQUEST_DAYS, axle_weekdays[axle_date_get_weekday (&date)].name);
  axle_record_set_text (request, AXLE_REQUEST_SINCE, first);
  axle_record_set_text (request, AXLE_REQUEST_UNTIL, last);
  axle_booking_set_request (s->booking, request);
}

/* All times that are suggested are on days from the first to the last. */
static void
check_days (Shop *s,
            int   first,
            int   last)
{
  g_autofree char *since = dup_day (s, first), *until = dup_day (s, last);
  GPtrArray *slots = axle_booking_get_slots (s->booking);

  g_assert_cmpuint (slots->len, >, 0);
  for (guint i = 0; i < slots->len; i++)
    {
      AxleDate day = axle_date_from_time (((AxleSlot *) slots->pdata[i])->at, axle_workstation_get_zone (s->desk->workstation));
      g_autofree char *on = axle_date_format_iso (&day);

      g_assert_cmpstr (on, >=, since);
      g_assert_cmpstr (on, <=, until);
    }
}

static void
check_first (Shop *s,
             int   on)
{
  const AxleSlot *first = axle_booking_get_slots (s->booking)->pdata[0];
  AxleDate day = axle_date_from_time (first->at, axle_workstation_get_zone (s->desk->workstation));
  AxleDate expected = find_day (s, on);

  g_assert_cmpint (axle_date_compare (&day, &expected), ==, 0);
}

/* What a request wishes for is looked for first, then what is after it, then all again. */
static void
test_wished (Shop          *s,
             gconstpointer  data)
{
  begin (s, 0);
  wish_for (s, 2, 3, 4);
  axle_service_choice_set (axle_booking_get_services (s->booking), "wash", TRUE);
  rest (s);
  check_days (s, 2, 4);
  g_ptr_array_set_size (axle_booking_get_slots (s->booking), 1);
  check_days (s, 2, 4);
  check_first (s, 3);
  axle_booking_look_later (s->booking);
  rest (s);
  check_days (s, 4, 4);
  axle_booking_look_later (s->booking);
  rest (s);
  g_assert_cmpuint (axle_booking_get_slots (s->booking)->len, ==, 0);
  g_assert_true (g_str_has_prefix (axle_booking_get_trouble (s->booking), "There is no time that fits until 2"));
  axle_booking_look_later (s->booking);
  rest (s);
  check_days (s, 5, 30);
}

/* Of a wish that nobody answered in time, the days that are still to come count. */
static void
test_wished_before (Shop          *s,
                    gconstpointer  data)
{
  begin (s, 0);
  wish_for (s, -9, 1, -2);
  axle_service_choice_set (axle_booking_get_services (s->booking), "wash", TRUE);
  rest (s);
  check_days (s, 0, 15);
  g_ptr_array_set_size (axle_booking_get_slots (s->booking), 1);
  check_days (s, 1, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/booking/follows", Shop, NULL, set_up, test_follows, tear_down);
  g_test_add ("/booking/held", Shop, NULL, set_up, test_held, tear_down);
  g_test_add ("/booking/asked", Shop, NULL, set_up, test_asked, tear_down);
  g_test_add ("/booking/tried-out", Shop, NULL, set_up, test_tried_out, tear_down);
  g_test_add ("/booking/later", Shop, NULL, set_up, test_later, tear_down);
  g_test_add ("/booking/wished", Shop, NULL, set_up, test_wished, tear_down);
  g_test_add ("/booking/wished-before", Shop, NULL, set_up, test_wished_before, tear_down);
  g_test_add ("/booking/fetched", Shop, NULL, set_up, test_fetched, tear_down);
  return g_test_run ();
}
