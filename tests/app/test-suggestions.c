/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/suggestions.h"
#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "desk.h"
#include "workshop.h"

#define FRIDAY (G_GINT64_CONSTANT (1781222400) * G_USEC_PER_SEC) /* 2026-06-12, midnight in UTC: 08:00 in Shanghai */
#define HOUR G_TIME_SPAN_HOUR

typedef struct
{
  TestDesk *desk;
  AxleId    customer;
  AxleId    advisor;
  AxleId    bay;
} Shop;

static void
add_workshop (Shop *s)
{
  AxleWorkstation *workstation = s->desk->workstation;

  test_add_hours (workstation, 8 * 60, 18 * 60);
  s->bay = test_add_resource (workstation, "bay", "1号", "maintenance");
  test_add_service (workstation, "oil", "换机油", "oil", 60, 0);
  s->advisor = test_add_person (workstation, "林静", "appointments.write customers.read", NULL);
  test_add_person (workstation, "赵强", "customers.read", "maintenance");
}

static void
set_up (Shop          *s,
        gconstpointer  data)
{
  s->desk = test_desk_new ();
  s->customer = test_add_customer (s->desk, "李明朗", "+8613800138000");
}

static void
tear_down (Shop          *s,
           gconstpointer  data)
{
  test_desk_free (s->desk);
}

static GPtrArray *
find (Shop        *s,
      const char  *service,
      guint        limit,
      GError     **error)
{
  const char * const services[] = { service, NULL };
  const AxleSuggestionsWish wish = {
    .customer = s->customer, .services = services, .not_before = FRIDAY, .n_days = 7, .limit = limit,
  };
  g_autoptr(GAsyncResult) result = NULL;

  axle_suggestions_find_async (s->desk->workstation, &wish, NULL, test_take_result, &result);
  return axle_suggestions_find_finish (test_wait (&result), error);
}

static void
set_customer (Shop       *s,
              const char *times)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (s->desk->workstation, &axle_customer_entity, &s->customer);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  test_set_words (after, AXLE_CUSTOMER_TIMES, times);
  axle_record_set_id (after, AXLE_CUSTOMER_ADVISOR, &s->advisor);
  test_save (s->desk->workstation, before, after);
}

static gint64
first_time (Shop *s)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) slots = find (s, "oil", 3, &error);
  const AxleSlot *slot;

  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 3);
  slot = slots->pdata[0];
  g_assert_cmpint (slot->minutes, ==, 60);
  g_assert_true (axle_id_equal (&slot->bay, &s->bay));
  return slot->at;
}

/* What a customer likes comes from their record; what is taken, from the calendar. */
static void
test_found (Shop          *s,
            gconstpointer  data)
{
  g_autoptr(AxleRecord) taken = test_draft (s->desk->workstation, &axle_appointment_entity);

  add_workshop (s);
  g_assert_cmpint (first_time (s), ==, FRIDAY);
  set_customer (s, "weekend-afternoon");
  g_assert_cmpint (first_time (s), ==, FRIDAY + 28 * HOUR);
  axle_record_set_integer (taken, AXLE_APPOINTMENT_AT, FRIDAY + 24 * HOUR);
  axle_record_set_integer (taken, AXLE_APPOINTMENT_MINUTES, 600);
  axle_record_set_text (taken, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_id (taken, AXLE_APPOINTMENT_BAY, &s->bay);
  test_save (s->desk->workstation, NULL, taken);
  g_assert_cmpint (first_time (s), ==, FRIDAY + 52 * HOUR);
}

static void
test_refused (Shop          *s,
              gconstpointer  data)
{
  g_autoptr(GError) unknown = NULL, nobody = NULL, reason = NULL;

  g_assert_null (find (s, "oil", 3, &reason));
  g_assert_error (reason, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  add_workshop (s);
  g_assert_null (find (s, "polish", 3, &unknown));
  g_assert_error (unknown, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
  s->customer = s->bay;
  g_assert_null (find (s, "oil", 3, &nobody));
  g_assert_error (nobody, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/suggestions/found", Shop, NULL, set_up, test_found, tear_down);
  g_test_add ("/suggestions/refused", Shop, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
