/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/due.h"

#include "core/calendar.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

#define KM 1000

typedef struct
{
  AxleRecord   *vehicle;
  GPtrArray    *visits;
  GPtrArray    *jobs;
  GPtrArray    *odometers;
  GTimeZone    *zone;
  AxlePolicies *policies;
} Fixture;

static gint64
day (Fixture    *f,
     const char *date)
{
  gint64 at = axle_calendar_from_date (date, f->zone);

  g_assert_cmpint (at, !=, G_MININT64);
  return at;
}

static AxleRecord *
new_record (const AxleEntity *entity,
            GPtrArray        *list)
{
  static guint8 n;
  AxleId id = { { ++n } };
  AxleRecord *record = axle_record_new (entity, &id);

  if (list != NULL)
    g_ptr_array_insert (list, 0, record);
  return record;
}

static AxleRecord *
add_visit (Fixture    *f,
           const char *date,
           const char *reason,
           gint64      km)
{
  AxleRecord *visit = new_record (&axle_visit_entity, f->visits);

  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &f->vehicle->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, day (f, date));
  axle_record_set_text (visit, AXLE_VISIT_REASON, reason);
  if (km >= 0)
    axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, km * KM);
  return visit;
}

static void
add_job (Fixture    *f,
         AxleRecord *visit,
         const char *area,
         const char *state,
         const char *title)
{
  AxleRecord *job = new_record (&axle_job_entity, f->jobs);

  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_AREA, area);
  axle_record_set_text (job, AXLE_JOB_STATE, state);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
}

static void
add_reading (Fixture    *f,
             const char *date,
             gint64      km)
{
  AxleRecord *reading = new_record (&axle_odometer_entity, f->odometers);

  axle_record_set_id (reading, AXLE_ODOMETER_VEHICLE, &f->vehicle->id);
  axle_record_set_integer (reading, AXLE_ODOMETER_AT, day (f, date));
  axle_record_set_integer (reading, AXLE_ODOMETER_READING, km * KM);
}

static void
set_up (Fixture       *f,
        gconstpointer  data G_GNUC_UNUSED)
{
  f->vehicle = new_record (&axle_vehicle_entity, NULL);
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_POWERTRAIN, "petrol");
  f->visits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->odometers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->zone = g_time_zone_new_identifier ("Asia/Shanghai");
  f->policies = axle_policies_new (NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data G_GNUC_UNUSED)
{
  axle_record_unref (f->vehicle);
  g_ptr_array_unref (f->visits);
  g_ptr_array_unref (f->jobs);
  g_ptr_array_unref (f->odometers);
  g_time_zone_unref (f->zone);
  axle_policies_unref (f->policies);
}

static AxleServiceDue *
due (Fixture    *f,
     const char *now)
{
  return axle_service_due (f->vehicle, f->visits, f->jobs, f->odometers, day (f, now), f->zone, f->policies);
}

static void
assert_due (Fixture    *f,
            const char *now,
            const char *text,
            gboolean    by_distance,
            gboolean    overdue,
            const char *reason)
{
  g_autoptr(AxleServiceDue) next = due (f, now);
  g_autofree char *shown = axle_service_due_dup_text (next, f->zone);

  g_assert_cmpstr (shown, ==, text);
  g_assert_cmpstr (next->reason, ==, reason);
  g_assert_cmpint (next->by_distance, ==, by_distance);
  g_assert_cmpint (next->overdue, ==, overdue);
  g_assert_cmpuint (next->sources->len, >, 0);
}

static void
test_unknown (Fixture       *f,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_assert_null (due (f, "2025-01-01"));
  add_reading (f, "2024-06-01", 20000);
  g_assert_null (due (f, "2025-01-01"));
}

static void
test_new_car (Fixture       *f,
              gconstpointer  data G_GNUC_UNUSED)
{
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_FIRST_REGISTRATION, "2024-03-31");
  assert_due (f, "2024-05-01", "2025-03-31 or 10000 km", FALSE, FALSE,
              "12 months after the first registration on 2024-03-31");
  add_reading (f, "2024-09-27", 9000);
  assert_due (f, "2024-10-01", "2024-10-17 or 10000 km", TRUE, FALSE,
              "The first service is due at 10000 km; about 18300 km are driven in a year");
  add_reading (f, "2024-10-05", 10500);
  assert_due (f, "2024-10-06", "2024-10-05 or 10000 km", TRUE, TRUE,
              "The first service is due at 10000 km; about 20400 km are driven in a year");
}

static void
test_after_service (Fixture       *f,
                    gconstpointer  data G_GNUC_UNUSED)
{
  add_visit (f, "2023-01-31", "maintenance", 10000);
  add_visit (f, "2024-01-31", "maintenance", 15000);
  add_visit (f, "2024-02-20", "body", 15300);
  assert_due (f, "2024-03-01", "2025-01-31 or 25000 km", FALSE, FALSE, "12 months after the service of 2024-01-31");
  /* The car's own interval comes first. */
  axle_record_set_integer (f->vehicle, AXLE_VEHICLE_SERVICE_DISTANCE, 2500 * KM);
  axle_record_set_integer (f->vehicle, AXLE_VEHICLE_SERVICE_MONTHS, 6);
  assert_due (f, "2024-03-01", "2024-07-28 or 17500 km", TRUE, FALSE,
              "2500 km after the service of 2024-01-31; about 5000 km are driven in a year");
  axle_record_set_integer (f->vehicle, AXLE_VEHICLE_SERVICE_MONTHS, 1);
  assert_due (f, "2024-03-01", "2024-02-29 or 17500 km", FALSE, TRUE, "1 month after the service of 2024-01-31");
}

/* A battery car has other defaults; a visit without a reading is estimated; oil tells a service. */
static void
test_kinds (Fixture       *f,
            gconstpointer  data G_GNUC_UNUSED)
{
  axle_record_set_text (f->vehicle, AXLE_VEHICLE_POWERTRAIN, "battery");
  add_reading (f, "2023-01-01", 10000);
  add_reading (f, "2024-01-01", 30000);
  add_visit (f, "2023-07-02", "maintenance", -1);
  assert_due (f, "2024-01-02", "2024-06-30 or 39972 km", TRUE, FALSE,
              "20000 km after the service of 2023-07-02; about 20000 km are driven in a year");
  add_job (f, add_visit (f, "2023-10-01", "repair", 26000), "oil", "done", "Gear oil");
  assert_due (f, "2024-01-02", "2024-10-01 or 46000 km", FALSE, FALSE, "12 months after the service of 2023-10-01");
}

/* A reading that was typed wrong, far too high or low, changes nothing. */
static void
test_typing_error (Fixture       *f,
                   gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxleUsage) usage = NULL;

  add_reading (f, "2023-01-01", 10000);
  add_reading (f, "2023-04-01", 150000);
  add_reading (f, "2023-07-01", 20000);
  add_reading (f, "2023-10-01", 2500);
  add_reading (f, "2024-01-01", 30000);
  usage = axle_usage_measure (f->vehicle, f->visits, f->odometers, day (f, "2024-01-01"), f->zone);
  g_assert_cmpint (usage->per_year, ==, 20000 * KM);
  g_assert_cmpint (usage->reading, ==, 30000 * KM);
  g_assert_cmpuint (usage->sources->len, ==, 3);
  g_assert_cmpint (axle_usage_estimate (usage, day (f, "2024-12-31")), ==, 50000 * KM);
  g_assert_cmpint (axle_usage_estimate (usage, day (f, "2022-12-31")), ==, -1);
}

/* The last two years count, and readings of one week do not. */
static void
test_recent (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxleUsage) old = NULL;
  g_autoptr(AxleUsage) usage = NULL;

  add_reading (f, "2023-12-25", 29900);
  add_reading (f, "2024-01-01", 30000);
  old = axle_usage_measure (f->vehicle, f->visits, f->odometers, day (f, "2024-01-01"), f->zone);
  g_assert_cmpint (old->per_year, ==, -1);
  add_reading (f, "2017-01-01", 0);
  add_reading (f, "2023-01-01", 28000);
  usage = axle_usage_measure (f->vehicle, f->visits, f->odometers, day (f, "2024-01-01"), f->zone);
  g_assert_cmpint (usage->per_year, ==, 2000 * KM);
}

static void
test_rhythm (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxleUsage) usage = NULL;
  g_autoptr(GPtrArray) services = NULL;
  g_autoptr(GPtrArray) tyres = NULL;
  g_autoptr(AxleRhythm) rhythm = NULL;
  g_autoptr(AxleRhythm) wear = NULL;

  add_visit (f, "2023-01-01", "maintenance", 5000);
  add_visit (f, "2023-04-11", "maintenance", 10100);
  add_job (f, add_visit (f, "2023-07-20", "maintenance", 15000), "tyres", "done", "更换轮胎");
  add_job (f, add_visit (f, "2023-07-20", "maintenance", 15000), "tyres", "done", "Two new tyres");
  add_job (f, add_visit (f, "2023-10-28", "maintenance", 20100), "tyres", "done", "轮胎换位");
  add_job (f, add_visit (f, "2023-12-28", "repair", 33000), "tyres", "deferred", "New tyres");
  add_job (f, add_visit (f, "2024-01-28", "repair", 34000), "tyres", "done", "Four new tyres");
  usage = axle_usage_measure (f->vehicle, f->visits, f->odometers, day (f, "2024-03-01"), f->zone);
  services = axle_visits_for_service (f->vehicle, f->visits, f->jobs);
  tyres = axle_visits_with_job (f->vehicle, f->visits, f->jobs, "tyres", TRUE);
  rhythm = axle_rhythm_measure (services, usage, FALSE);
  wear = axle_rhythm_measure (tyres, usage, TRUE);
  g_assert_cmpuint (rhythm->n, ==, 4);
  g_assert_cmpint (rhythm->distance, ==, 5100 * KM);
  g_assert_cmpint (rhythm->days, ==, 100);
  g_assert_cmpuint (wear->n, ==, 2);
  g_assert_cmpint (wear->distance, ==, 19000 * KM);
  g_assert_cmpuint (wear->sources->len, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; void (*test) (Fixture *f, gconstpointer data); } tests[] = {
    { "/due/unknown", test_unknown },
    { "/due/new-car", test_new_car },
    { "/due/after-service", test_after_service },
    { "/due/kinds", test_kinds },
    { "/due/typing-error", test_typing_error },
    { "/due/recent", test_recent },
    { "/due/rhythm", test_rhythm },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
