/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-operations.h"
#include "app/suggestions.h"
#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "desk.h"

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
save (Shop             *s,
      const AxleRecord *before,
      const AxleRecord *after)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (changes, axle_change_new_between (before, after));
  axle_workstation_save_async (s->desk->workstation, NULL, changes, NULL, test_take_result, &result);
  axle_workstation_save_finish (s->desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static AxleRecord *
draft (Shop             *s,
       const AxleEntity *entity)
{
  return axle_customer_draft_new (s->desk->workstation, entity);
}

static void
set_words (AxleRecord *record,
           guint       field,
           const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) members);
}

static AxleId
add_person (Shop         *s,
            const AxleId *role,
            const char   *name,
            const char   *skills)
{
  g_autoptr(AxleRecord) person = draft (s, &axle_staff_entity);

  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_ROLE, role);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  if (skills != NULL)
    set_words (person, AXLE_STAFF_SKILLS, skills);
  save (s, NULL, person);
  return person->id;
}

static void
add_workshop (Shop *s)
{
  g_autoptr(AxleRecord) hours = draft (s, &axle_opening_hours_entity), bay = draft (s, &axle_resource_entity);
  g_autoptr(AxleRecord) service = draft (s, &axle_service_item_entity), role = draft (s, &axle_role_entity);

  set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 18 * 60);
  save (s, NULL, hours);
  axle_record_set_text (bay, AXLE_RESOURCE_NAME, "1号");
  axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
  set_words (bay, AXLE_RESOURCE_SKILLS, "maintenance");
  set_words (bay, AXLE_RESOURCE_PROVIDES, "lift");
  axle_record_set_boolean (bay, AXLE_RESOURCE_ACTIVE, TRUE);
  save (s, NULL, bay);
  s->bay = bay->id;
  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, "换机油");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_AREA, "oil");
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, 60);
  axle_record_set_boolean (service, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  save (s, NULL, service);
  axle_record_set_text (role, AXLE_ROLE_NAME, "Advisor");
  set_words (role, AXLE_ROLE_RIGHTS, "appointments.write customers.read");
  save (s, NULL, role);
  s->advisor = add_person (s, &role->id, "林静", NULL);
  add_person (s, &role->id, "赵强", "maintenance");
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

  set_words (after, AXLE_CUSTOMER_TIMES, times);
  axle_record_set_id (after, AXLE_CUSTOMER_ADVISOR, &s->advisor);
  save (s, before, after);
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
  g_autoptr(AxleRecord) taken = draft (s, &axle_appointment_entity);

  add_workshop (s);
  g_assert_cmpint (first_time (s), ==, FRIDAY);
  set_customer (s, "weekend-afternoon");
  g_assert_cmpint (first_time (s), ==, FRIDAY + 28 * HOUR);
  axle_record_set_integer (taken, AXLE_APPOINTMENT_AT, FRIDAY + 24 * HOUR);
  axle_record_set_integer (taken, AXLE_APPOINTMENT_MINUTES, 600);
  axle_record_set_text (taken, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_id (taken, AXLE_APPOINTMENT_BAY, &s->bay);
  save (s, NULL, taken);
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
