/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tasks.h"

#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/appointments.h"
#include "store/conflict.h"
#include "store/desk.h"
#include "store/private.h"

/* What the cache works out of a car is worked out then, too. */
typedef struct
{
  AxleHost  host;
  gint64   *now;
} Clock;

static gint64
clock_now (AxleHost *host)
{
  return *((Clock *) host)->now;
}

static void
clock_fill (AxleHost *host,
            guint8   *bytes,
            gsize     n_bytes)
{
  axle_host_fill (axle_host_get_default (), bytes, n_bytes);
}

typedef struct
{
  Clock           clock;
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
  AxlePlan       *plan;
  AxlePlanning    planning;
  AxleRecord     *li;      /* comes regularly, may be contacted */
  AxleRecord     *quiet;   /* may not */
  AxleRecord     *car;
} Fixture;

static gint64
at (const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autofree char *whole = g_strconcat (text, ":00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (whole, zone);

  return g_date_time_to_unix_usec (time);
}

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static void
add_customer (Fixture     *fixture,
              AxleRecord  *customer,
              const char  *stage,
              const char  *birthday,
              gboolean     consent)
{
  axle_record_set_text (customer, AXLE_CUSTOMER_STAGE, stage);
  axle_record_set_text (customer, AXLE_CUSTOMER_BIRTHDAY, birthday);
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, consent);
  test_desk_save_record (fixture->store, NULL, customer);
}

static void
add_visit (Fixture    *fixture,
           AxleRecord *customer,
           const char *when,
           const char *reason)
{
  g_autoptr(AxleRecord) visit = new_record (&axle_visit_entity);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &customer->id);
  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &fixture->car->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, at (when));
  axle_record_set_text (visit, AXLE_VISIT_REASON, reason);
  test_desk_save_record (fixture->store, NULL, visit);
}

static void
add_deal (Fixture    *fixture,
          AxleRecord *customer,
          const char *kind,
          const char *when)
{
  g_autoptr(AxleRecord) deal = new_record (&axle_deal_entity);

  axle_record_set_id (deal, AXLE_DEAL_CUSTOMER, &customer->id);
  axle_record_set_text (deal, AXLE_DEAL_KIND, kind);
  axle_record_set_integer (deal, AXLE_DEAL_AT, at (when));
  test_desk_save_record (fixture->store, NULL, deal);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(AxleRules) rules = axle_rules_new (NULL);
  g_autoptr(AxleRecord) ownership = NULL;

  fixture->folder = axle_test_folder_new ();
  fixture->server = test_server_new ();
  fixture->store = test_desk_open (fixture->folder, "cache");
  fixture->plan = axle_plan_new (rules);
  fixture->planning = (AxlePlanning) {
    at ("2026-11-22T12:00"),
    { g_time_zone_new_identifier ("Asia/Shanghai"), 8 * 60 + 30, 18 * 60, AXLE_OPENING_EVERY_DAY },
    4, axle_policies_new (NULL),
  };
  fixture->clock = (Clock) { { .now = clock_now, .fill = clock_fill }, &fixture->planning.now };
  fixture->store->host = &fixture->clock.host;
  test_desk_enrol (fixture->store, fixture->server);
  fixture->li = test_customer ("李明朗", "+8613000000003");
  fixture->quiet = test_customer ("安宁", NULL);
  fixture->car = test_vehicle ("京A12345", "LSVAA49J132047371");
  add_customer (fixture, fixture->li, "loyal", "1985-11-24", TRUE);
  add_customer (fixture, fixture->quiet, "loyal", "--11-24", FALSE);
  axle_record_set_text (fixture->car, AXLE_VEHICLE_INSPECTION_UNTIL, "2026-12-20");
  axle_record_set_text (fixture->car, AXLE_VEHICLE_INSURANCE_UNTIL, "2026-12-24");
  axle_record_set_text (fixture->car, AXLE_VEHICLE_WARRANTY_UNTIL, "2027-01-10");
  test_desk_save_record (fixture->store, NULL, fixture->car);
  ownership = test_ownership (fixture->li, fixture->car);
  test_desk_save_record (fixture->store, NULL, ownership);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_store_close (fixture->store);
  axle_plan_unref (fixture->plan);
  axle_policies_unref ((AxlePolicies *) fixture->planning.policies);
  g_time_zone_unref (fixture->planning.opening.zone);
  axle_record_unref (fixture->li);
  axle_record_unref (fixture->quiet);
  axle_record_unref (fixture->car);
  test_server_free (fixture->server);
  axle_test_folder_free (fixture->folder);
}

/* One row at a time, so that going on is tried too. */
static GPtrArray *
plan (Fixture    *fixture,
      AxleStore  *store,
      const char *code)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  gint64 position = 0;

  do
    {
      g_autoptr(GError) error = NULL;
      GPtrArray *tasks = axle_store_plan_tasks (store, axle_plan_find (fixture->plan, code), &fixture->planning, 1,
                                                &position, &error);

      g_assert_no_error (error);
      g_ptr_array_extend_and_steal (all, tasks);
    }
  while (position != 0);
  return all;
}

static void
save_all (AxleStore *store,
          GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    test_desk_save_record (store, NULL, tasks->pdata[i]);
}

static void
add_appointment (Fixture          *fixture,
                 const AxleRecord *customer,
                 const char       *when,
                 const char       *state)
{
  g_autoptr(AxleRecord) appointment = new_record (&axle_appointment_entity);

  if (customer != NULL)
    axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &customer->id);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, at (when));
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, 60);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, state);
  test_desk_save_record (fixture->store, NULL, appointment);
}

/* What each rule finds on 2026-11-22, and on that day only once. */
static void
test_rules (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char *rule;
    guint       n_tasks;
  } cases[] = {
    { "after-service", 2 },        /* also for who may not be contacted */
    { "deep-call", 1 },            /* not for them */
    { "after-test-drive", 1 },
    { "after-delivery", 1 },
    { "month-after-delivery", 1 },
    { "after-no-show", 2 },        /* also for who may not be contacted */
    { "birthday", 1 },
    { "spring-festival", 0 },      /* not now */
    { "inspection", 1 },
    { "insurance", 1 },            /* due soon */
    { "warranty", 1 },
    { "service-due", 1 },
  };

  add_visit (fixture, fixture->li, "2025-12-01T10:00", "maintenance");
  add_visit (fixture, fixture->li, "2026-11-21T10:00", "repair");
  add_visit (fixture, fixture->quiet, "2026-11-21T11:00", "repair");
  add_visit (fixture, fixture->li, "2026-10-01T10:00", "repair");    /* too long ago */
  add_visit (fixture, fixture->li, "2026-11-30T10:00", "repair");    /* a clock that is wrong */
  add_deal (fixture, fixture->li, "test-drive", "2026-11-22T10:00");
  add_deal (fixture, fixture->li, "delivery", "2026-11-20T10:00");
  add_deal (fixture, fixture->li, "quotation", "2026-11-20T10:00");
  add_appointment (fixture, fixture->li, "2026-11-22T09:00", "no-show");
  add_appointment (fixture, fixture->quiet, "2026-11-21T09:00", "no-show");
  add_appointment (fixture, fixture->li, "2026-11-21T15:00", "cancelled");
  add_appointment (fixture, fixture->li, "2026-10-21T15:00", "no-show");
  add_appointment (fixture, NULL, "2026-11-21T16:00", "no-show");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = plan (fixture, fixture->store, cases[i].rule);
      g_autoptr(GPtrArray) again = NULL;

      g_test_message ("%s", cases[i].rule);
      g_assert_cmpuint (tasks->len, ==, cases[i].n_tasks);
      save_all (fixture->store, tasks);
      again = plan (fixture, fixture->store, cases[i].rule);
      g_assert_cmpuint (again->len, ==, 0);
    }
}

static void
test_day_of_a_car (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GPtrArray) tasks = NULL;
  AxleRecord *request;
  AxleId customer, vehicle;

  add_visit (fixture, fixture->li, "2025-12-01T10:00", "maintenance");
  tasks = plan (fixture, fixture->store, "service-due");
  g_assert_cmpuint (tasks->len, ==, 1);
  request = tasks->pdata[0];
  customer = axle_record_get_id (request, AXLE_REQUEST_CUSTOMER);
  vehicle = axle_record_get_id (request, AXLE_REQUEST_VEHICLE);
  g_assert_true (axle_id_equal (&customer, &fixture->li->id));
  g_assert_true (axle_id_equal (&vehicle, &fixture->car->id));
  g_assert_cmpstr (axle_record_get_text (request, AXLE_REQUEST_UNTIL), ==, "2026-12-01");

  add_visit (fixture, fixture->li, "2026-11-10T10:00", "maintenance");
  g_clear_pointer (&tasks, g_ptr_array_unref);
  tasks = plan (fixture, fixture->store, "service-due");
  g_assert_cmpuint (tasks->len, ==, 0);
}

static void
add_reading (Fixture    *fixture,
             const char *when,
             gint64      kilometres)
{
  g_autoptr(AxleRecord) reading = new_record (&axle_odometer_entity);

  axle_record_set_id (reading, AXLE_ODOMETER_VEHICLE, &fixture->car->id);
  axle_record_set_integer (reading, AXLE_ODOMETER_AT, at (when));
  axle_record_set_integer (reading, AXLE_ODOMETER_READING, kilometres * 1000);
  test_desk_save_record (fixture->store, NULL, reading);
}

/* What was driven since the last service calls for the next as the months do, once. */
static void
test_service_by_distance (Fixture       *fixture,
                          gconstpointer  unused)
{
  static const struct
  {
    gint64 kilometres;
    guint  n_tasks;
  } cases[] = { { 12000, 0 }, { 20500, 1 }, { 20600, 0 } };
  g_autoptr(AxleRecord) li = axle_record_copy (fixture->li);

  axle_record_set_boolean (li, AXLE_CUSTOMER_CONSENT_DRIVING, TRUE);
  test_desk_save_record (fixture->store, fixture->li, li);
  add_reading (fixture, "2026-05-01T09:00", 10000);
  add_visit (fixture, fixture->li, "2026-05-01T10:00", "maintenance");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = NULL;

      add_reading (fixture, "2026-11-21T10:00", cases[i].kilometres);
      tasks = plan (fixture, fixture->store, "service-due");
      g_assert_cmpuint (tasks->len, ==, cases[i].n_tasks);
      save_all (fixture->store, tasks);
    }
}

/* Nobody saw the car since August; by how far it was driven until then it is due. */
static void
test_service_by_estimate (Fixture       *fixture,
                          gconstpointer  unused)
{
  static const struct
  {
    const char *now;
    guint       n_tasks;
  } cases[] = { { "2026-09-01T10:00", 0 }, { "2026-10-20T10:00", 1 }, { "2026-10-21T10:00", 0 } };
  g_autoptr(AxleRecord) li = axle_record_copy (fixture->li);

  axle_record_set_boolean (li, AXLE_CUSTOMER_CONSENT_DRIVING, TRUE);
  test_desk_save_record (fixture->store, fixture->li, li);
  add_reading (fixture, "2026-05-01T09:00", 10000);
  add_visit (fixture, fixture->li, "2026-05-01T10:00", "maintenance");
  add_reading (fixture, "2026-08-01T10:00", 15000);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = NULL;

      fixture->planning.now = at (cases[i].now);
      g_test_message ("%s", cases[i].now);
      tasks = plan (fixture, fixture->store, "service-due");
      g_assert_cmpuint (tasks->len, ==, cases[i].n_tasks);
      save_all (fixture->store, tasks);
    }
}

/* The open tasks of a rule that are over. */
static guint
count_over (Fixture    *fixture,
            const char *rule)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) over =
    axle_store_list_tasks_over (fixture->store, axle_plan_find (fixture->plan, rule), &fixture->planning, 10, &error);

  g_assert_no_error (error);
  return over->len;
}

static void
test_over (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    const char *rule;
    guint       field;
    const char *same;
    const char *renewed;
  } cases[] = {
    { "inspection", AXLE_VEHICLE_INSPECTION_UNTIL, "2026-12-22", "2028-12-20" },
    { "insurance", AXLE_VEHICLE_INSURANCE_UNTIL, "2026-12-23", "2027-12-24" },
    { "warranty", AXLE_VEHICLE_WARRANTY_UNTIL, "2027-01-11", NULL },
  };
  g_autoptr(GPtrArray) service = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = plan (fixture, fixture->store, cases[i].rule);
      const char *days[] = { cases[i].same, cases[i].renewed };

      g_test_message ("%s", cases[i].rule);
      save_all (fixture->store, tasks);
      g_assert_cmpuint (count_over (fixture, cases[i].rule), ==, 0);
      for (guint over = 0; over < G_N_ELEMENTS (days); over++)
        {
          g_autoptr(AxleRecord) before = fixture->car;

          fixture->car = axle_record_copy (before);
          axle_record_set_text (fixture->car, cases[i].field, days[over]);
          test_desk_save_record (fixture->store, before, fixture->car);
          g_assert_cmpuint (count_over (fixture, cases[i].rule), ==, over);
        }
    }
  add_visit (fixture, fixture->li, "2025-12-01T10:00", "maintenance");
  service = plan (fixture, fixture->store, "service-due");
  save_all (fixture->store, service);
  g_assert_cmpuint (count_over (fixture, "service-due"), ==, 0);
  add_visit (fixture, fixture->li, "2026-11-21T10:00", "repair");
  g_assert_cmpuint (count_over (fixture, "service-due"), ==, 0);
  add_visit (fixture, fixture->li, "2026-11-22T10:00", "maintenance");
  g_assert_cmpuint (count_over (fixture, "service-due"), ==, 1);
}

static AxleRecord *
book (Fixture    *fixture,
      const char *when)
{
  AxleRecord *appointment = new_record (&axle_appointment_entity);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &fixture->car->id);
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, at (when));
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, 60);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "booked");
  test_desk_save_record (fixture->store, NULL, appointment);
  return appointment;
}

static guint
count_booked (Fixture *fixture)
{
  g_autoptr(GPtrArray) booked = axle_store_list_requests_booked (fixture->store, fixture->planning.now, 10, NULL);

  return booked->len;
}

/* Nobody is invited whose car has an appointment, but to what is not done then. */
static void
test_booked (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(GPtrArray) inspection = plan (fixture, fixture->store, "inspection");
  g_autoptr(GPtrArray) insurance = NULL;
  g_autoptr(GPtrArray) service = NULL;
  g_autoptr(AxleRecord) past = NULL;
  g_autoptr(AxleRecord) next = NULL;
  g_autoptr(AxleRecord) cancelled = NULL;

  g_assert_cmpuint (inspection->len, ==, 1);
  save_all (fixture->store, inspection);
  past = book (fixture, "2026-11-20T10:00");
  g_assert_cmpuint (count_booked (fixture), ==, 0);
  next = book (fixture, "2026-11-24T10:00");
  g_assert_cmpuint (count_booked (fixture), ==, 1);
  add_visit (fixture, fixture->li, "2025-12-01T10:00", "maintenance");
  service = plan (fixture, fixture->store, "service-due");
  g_assert_cmpuint (service->len, ==, 0);
  insurance = plan (fixture, fixture->store, "insurance");
  g_assert_cmpuint (insurance->len, ==, 1);

  cancelled = axle_record_copy (next);
  axle_record_set_text (cancelled, AXLE_APPOINTMENT_STATE, "cancelled");
  test_desk_save_record (fixture->store, next, cancelled);
  g_assert_cmpuint (count_booked (fixture), ==, 0);
  g_clear_pointer (&service, g_ptr_array_unref);
  service = plan (fixture, fixture->store, "service-due");
  g_assert_cmpuint (service->len, ==, 1);
}

/* Where nobody noted until when a car is inspected, the law says it. */
static void
test_inspection_by_law (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const struct
  {
    const char *registered;
    const char *until;   /* NULL: not now */
  } cases[] = {
    { "2020-11-09", "2026-11-30" }, { "2024-11-30", "2026-11-30" }, { "2025-11-09", NULL }, { "2012-11-01", "2026-11-30" },
    /* Not for some days yet. */
    { "2020-12-09", NULL },
    { "2020-06-09", NULL }, { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) before = fixture->car;
      g_autoptr(GPtrArray) requests = NULL;

      g_test_message ("%s", cases[i].registered);
      fixture->car = axle_record_copy (before);
      axle_record_set_text (fixture->car, AXLE_VEHICLE_INSPECTION_UNTIL, NULL);
      axle_record_set_text (fixture->car, AXLE_VEHICLE_FIRST_REGISTRATION, cases[i].registered);
      test_desk_save_record (fixture->store, before, fixture->car);
      requests = plan (fixture, fixture->store, "inspection");
      g_assert_cmpuint (requests->len, ==, cases[i].until != NULL);
      if (cases[i].until != NULL)
        g_assert_cmpstr (axle_record_get_text (requests->pdata[0], AXLE_REQUEST_UNTIL), ==, cases[i].until);
    }
}

/* A rule that is changed makes nothing twice. */
static void
test_other_outcome (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GPtrArray) requests = plan (fixture, fixture->store, "inspection");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tasks = NULL;
  AxlePlanRule changed = *axle_plan_find (fixture->plan, "inspection");
  gint64 position = 0;

  changed.outcome = AXLE_PLAN_TASK;
  tasks = axle_store_plan_tasks (fixture->store, &changed, &fixture->planning, 10, &position, &error);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_true (((AxleRecord *) tasks->pdata[0])->entity == &axle_task_entity);
  save_all (fixture->store, requests);
  g_clear_pointer (&tasks, g_ptr_array_unref);
  position = 0;
  tasks = axle_store_plan_tasks (fixture->store, &changed, &fixture->planning, 10, &position, &error);
  g_assert_cmpuint (tasks->len, ==, 0);
}

/* Who was merged into somebody has their tasks through that one. */
static void
test_merged (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) twin = test_customer ("李明郎", NULL);
  g_autoptr(GPtrArray) tasks = NULL;
  AxleId customer;

  axle_record_set_id (twin, AXLE_CUSTOMER_MERGED_INTO, &fixture->li->id);
  add_customer (fixture, twin, "potential", NULL, FALSE);
  add_visit (fixture, twin, "2026-11-21T10:00", "repair");
  tasks = plan (fixture, fixture->store, "deep-call");
  g_assert_cmpuint (tasks->len, ==, 1);
  customer = axle_record_get_id (tasks->pdata[0], AXLE_TASK_CUSTOMER);
  g_assert_true (axle_id_equal (&customer, &fixture->li->id));
}

/* Nobody is greeted twice. */
static void
test_merged_greetings (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct
  {
    const char *rule;
    const char *now;
  } cases[] = { { "birthday", "2026-11-22T12:00" }, { "spring-festival", "2027-02-04T09:00" } };
  g_autoptr(AxleRecord) twin = test_customer ("李明郎", NULL);

  axle_record_set_id (twin, AXLE_CUSTOMER_MERGED_INTO, &fixture->li->id);
  add_customer (fixture, twin, "loyal", "1985-11-25", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = NULL;

      fixture->planning.now = at (cases[i].now);
      tasks = plan (fixture, fixture->store, cases[i].rule);
      g_assert_cmpuint (tasks->len, ==, 1);
    }
}

/* Who hears from us often enough is greeted later, or not at all once the day has passed;
 * nothing of it is lost without a word. */
static void
test_budget (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *now;
    gint64      budget;
    guint       n_over;
  } days[] = { { "2026-11-25T10:00", 3, 0 }, { "2026-11-28T10:00", 4, 0 }, { "2026-11-28T10:00", 3, 1 }, { "2026-12-01T10:00", 3, 0 } };
  static const char * const times[] = { "2026-11-02T10:00", "2026-11-03T10:00", "2026-11-04T10:00", "2026-10-31T10:00" };
  g_autoptr(GPtrArray) tasks = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr(AxleRecord) contact = new_record (&axle_contact_entity);

      axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &fixture->li->id);
      axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
      axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "out");
      axle_record_set_integer (contact, AXLE_CONTACT_AT, at (times[i]));
      test_desk_save_record (fixture->store, NULL, contact);
    }
  tasks = plan (fixture, fixture->store, "birthday");
  g_assert_cmpuint (tasks->len, ==, 1);
  g_clear_pointer (&tasks, g_ptr_array_unref);
  fixture->planning.budget = 3;
  tasks = plan (fixture, fixture->store, "birthday");
  g_assert_cmpuint (tasks->len, ==, 1);
  save_all (fixture->store, tasks);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      fixture->planning.now = at (days[i].now);
      fixture->planning.budget = days[i].budget;
      g_assert_cmpuint (count_over (fixture, "birthday"), ==, days[i].n_over);
    }
}

static void
test_season (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(GPtrArray) tasks = NULL;

  fixture->planning.now = at ("2027-02-04T09:00");
  tasks = plan (fixture, fixture->store, "spring-festival");
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpint (axle_record_get_integer (tasks->pdata[0], AXLE_TASK_DUE), ==, at ("2027-02-04T09:00"));
}

static void
test_leap_birthday (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const struct
  {
    const char *now;
    const char *due;
  } cases[] = {
    { "2027-02-26T08:00", "2027-02-28T08:30" },
    { "2028-02-27T08:00", "2028-02-29T08:30" },
  };
  g_autoptr(AxleRecord) leap = test_customer ("闰生", NULL);

  add_customer (fixture, leap, "deal", "1992-02-29", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) tasks = NULL;

      fixture->planning.now = at (cases[i].now);
      tasks = plan (fixture, fixture->store, "birthday");
      g_assert_cmpuint (tasks->len, ==, 1);
      g_assert_cmpint (axle_record_get_integer (tasks->pdata[0], AXLE_TASK_DUE), ==, at (cases[i].due));
    }
}

/* Two desks that do not hear of each other make the same tasks; what one of them has
 * done meanwhile stays done, and nobody has to decide anything. */
/* Two desks that invite the same car make one request, at whatever hour of the day. */
static void
test_invited_by_two (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(AxleStore) other = test_desk_open (fixture->folder, "other");
  g_autoptr(GPtrArray) here = NULL;
  g_autoptr(GPtrArray) there = NULL;
  g_autoptr(GPtrArray) requests = NULL;

  test_desk_enrol (other, fixture->server);
  test_desk_push (fixture->store, fixture->server, 100);
  test_desk_pull (fixture->store, fixture->server);
  test_desk_pull (other, fixture->server);
  here = plan (fixture, fixture->store, "inspection");
  fixture->planning.now += G_TIME_SPAN_HOUR;
  there = plan (fixture, other, "inspection");
  g_assert_cmpuint (here->len, ==, 1);
  g_assert_cmpuint (there->len, ==, 1);
  save_all (fixture->store, here);
  save_all (other, there);
  test_desk_push (fixture->store, fixture->server, 100);
  test_desk_push (other, fixture->server, 100);
  test_desk_pull (other, fixture->server);
  test_desk_pull (fixture->store, fixture->server);

  requests = axle_store_list_requests (other, 10, NULL);
  g_assert_cmpuint (requests->len, ==, 1);
  g_assert_true (axle_id_equal (&((AxleRecord *) requests->pdata[0])->id, &((AxleRecord *) here->pdata[0])->id));
  g_assert_cmpint (axle_store_count_conflicts (fixture->store), ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (other), ==, 0);
  axle_store_close (g_steal_pointer (&other));
}

static void
test_two_desks (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(AxleStore) other = test_desk_open (fixture->folder, "other");
  g_autoptr(GPtrArray) here = NULL;
  g_autoptr(GPtrArray) there = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(AxleRecord) done = NULL;
  g_autoptr(AxleRecord) found = NULL;
  g_autoptr(AxleRecord) at_other = NULL;
  AxleRecord *task;

  test_desk_enrol (other, fixture->server);
  add_visit (fixture, fixture->li, "2026-11-21T10:00", "repair");
  test_desk_push (fixture->store, fixture->server, 100);
  test_desk_pull (fixture->store, fixture->server);
  test_desk_pull (other, fixture->server);

  here = plan (fixture, fixture->store, "after-service");
  fixture->planning.now += G_TIME_SPAN_HOUR;
  there = plan (fixture, other, "after-service");
  g_assert_cmpuint (here->len, ==, 1);
  g_assert_cmpuint (there->len, ==, 1);
  task = here->pdata[0];
  g_assert_true (axle_id_equal (&task->id, &((AxleRecord *) there->pdata[0])->id));

  save_all (fixture->store, here);
  done = axle_record_copy (task);
  axle_record_set_text (done, AXLE_TASK_STATE, "done");
  test_desk_save_record (fixture->store, task, done);
  axle_record_set_text (there->pdata[0], AXLE_TASK_TITLE, "用另一种语言");
  save_all (other, there);

  test_desk_push (fixture->store, fixture->server, 100);
  test_desk_pull (other, fixture->server);
  at_other = axle_store_get (other, &axle_task_entity, &task->id, NULL);
  g_assert_cmpstr (axle_record_get_text (at_other, AXLE_TASK_STATE), ==, "done");
  test_desk_push (other, fixture->server, 100);
  test_desk_pull (other, fixture->server);
  test_desk_pull (fixture->store, fixture->server);

  found = axle_store_get (other, &axle_task_entity, &task->id, NULL);
  g_assert_cmpstr (axle_record_get_text (found, AXLE_TASK_STATE), ==, "done");
  g_assert_cmpstr (axle_record_get_text (found, AXLE_TASK_TITLE), ==, axle_record_get_text (task, AXLE_TASK_TITLE));
  conflicts = axle_store_list_conflicts (other, 10, NULL);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static AxleRecord *
add_task (Fixture      *fixture,
          const AxleId *staff,
          const char   *due,
          const char   *state)
{
  AxleRecord *task = new_record (&axle_task_entity);

  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &fixture->li->id);
  axle_record_set_text (task, AXLE_TASK_KIND, "call");
  axle_record_set_text (task, AXLE_TASK_TITLE, due);
  axle_record_set_integer (task, AXLE_TASK_DUE, at (due));
  axle_record_set_text (task, AXLE_TASK_STATE, state);
  if (!axle_id_is_none (staff))
    axle_record_set_id (task, AXLE_TASK_STAFF, staff);
  test_desk_save_record (fixture->store, NULL, task);
  return task;
}

static void
assert_titles (GPtrArray  *tasks,
               const char *titles)
{
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < tasks->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", axle_record_get_text (tasks->pdata[i], AXLE_TASK_TITLE));
  g_assert_cmpstr (found->str, ==, titles);
  g_ptr_array_unref (tasks);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  unused)
{
  AxleId me = axle_id_new (axle_host_get_default ()), other = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) later = add_task (fixture, &me, "2026-11-23T10:00", "open");
  g_autoptr(AxleRecord) late = add_task (fixture, &me, "2026-11-20T10:00", "open");
  g_autoptr(AxleRecord) done = add_task (fixture, &me, "2026-11-19T10:00", "done");
  g_autoptr(AxleRecord) theirs = add_task (fixture, &other, "2026-11-18T10:00", "open");
  g_autoptr(AxleRecord) nobodys = add_task (fixture, &AXLE_ID_NONE, "2026-11-17T10:00", "open");
  gint64 until = at ("2026-12-01T00:00");

  assert_titles (axle_store_list_tasks_of (fixture->store, &me, until, 10, NULL), "2026-11-20T10:00 2026-11-23T10:00");
  assert_titles (axle_store_list_tasks_of (fixture->store, &me, until, 1, NULL), "2026-11-20T10:00");
  assert_titles (axle_store_list_tasks_of (fixture->store, &me, at ("2026-11-22T00:00"), 10, NULL), "2026-11-20T10:00");
  assert_titles (axle_store_list_tasks_of (fixture->store, &AXLE_ID_NONE, until, 10, NULL), "2026-11-17T10:00");
  assert_titles (axle_store_list_late_tasks (fixture->store, &me, until, 10, NULL), "2026-11-18T10:00");
}

static void
test_promises (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct { const char *due, *kind, *state; } tasks[] = {
    { "2026-11-19T10:00", "promise", "done" }, { "2026-11-23T10:00", "promise", "open" }, { "2026-11-18T10:00", "call", "open" },
    { "2026-11-20T10:00", "promise", "open" }, { "2026-12-20T10:00", "promise", "open" },
  };
  AxleId me = axle_id_new (axle_host_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr(AxleRecord) task = add_task (fixture, i % 2 == 0 ? &me : &AXLE_ID_NONE, tasks[i].due, tasks[i].state);
      g_autoptr(AxleRecord) after = axle_record_copy (task);

      axle_record_set_text (after, AXLE_TASK_KIND, tasks[i].kind);
      if (!g_str_equal (tasks[i].kind, "call"))
        test_desk_save_record (fixture->store, task, after);
    }
  assert_titles (axle_store_list_promises (fixture->store, at ("2026-12-01T00:00"), 10, NULL), "2026-11-20T10:00 2026-11-23T10:00");
  assert_titles (axle_store_list_promises (fixture->store, at ("2026-12-01T00:00"), 1, NULL), "2026-11-20T10:00");
}

/* No query goes through all customers, cars or visits. */
static void
test_indexes (Fixture       *fixture,
              gconstpointer  unused)
{
  guint n_queries;
  const char * const *queries = axle_tasks_list_queries (&n_queries);

  g_assert_cmpuint (n_queries, ==, AXLE_PLAN_N_TRIGGERS);
  for (guint i = 0; i < n_queries; i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleStatement) statement = axle_connection_prepare (fixture->store->connection, sql, &error);

      g_assert_no_error (error);
      while (axle_statement_step (statement, &error) == AXLE_STEP_ROW)
        {
          const char *detail = axle_statement_get_text (statement, 3);

          g_test_message ("%u: %s", i, detail);
          g_assert_true (!g_str_has_prefix (detail, "SCAN") || g_str_equal (detail, "SCAN seen") ||
                         g_str_has_prefix (detail, "SCAN json_each") || g_str_has_prefix (detail, "SCAN CONSTANT"));
          g_assert_null (strstr (detail, "INTEGER PRIMARY KEY (rowid>"));
          g_assert_null (strstr (detail, "customer_by_stage"));
          g_assert_null (strstr (detail, "AUTOMATIC"));
        }
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/tasks/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rules", test_rules);
  ADD ("day-of-a-car", test_day_of_a_car);
  ADD ("service-by-distance", test_service_by_distance);
  ADD ("service-by-estimate", test_service_by_estimate);
  ADD ("over", test_over);
  ADD ("booked", test_booked);
  ADD ("inspection-by-law", test_inspection_by_law);
  ADD ("other-outcome", test_other_outcome);
  ADD ("merged", test_merged);
  ADD ("merged-greetings", test_merged_greetings);
  ADD ("budget", test_budget);
  ADD ("season", test_season);
  ADD ("leap-birthday", test_leap_birthday);
  ADD ("two-desks", test_two_desks);
  ADD ("invited-by-two", test_invited_by_two);
  ADD ("lists", test_lists);
  ADD ("promises", test_promises);
  ADD ("indexes", test_indexes);
#undef ADD
  return g_test_run ();
}
