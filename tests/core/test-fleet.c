/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/customer.h"
#include "core/party/fleet.h"
#include "core/party/relation.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

/* 1 June 2026, noon UTC. */
#define NOW G_GINT64_CONSTANT (1780315200000000)
#define DAY G_TIME_SPAN_DAY

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

typedef struct
{
  GTimeZone   *zone;
  AxleRecord  *company;
  AxleRecord  *driver;
  AxleRecord  *van;
  AxleRecord  *car;
  AxleDossier *dossiers[2];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  AxleRecord **records[] = { &fixture->company, &fixture->driver };

  fixture->zone = g_time_zone_new_utc ();
  fixture->van = new_record (&axle_vehicle_entity);
  fixture->car = new_record (&axle_vehicle_entity);
  for (guint i = 0; i < 2; i++)
    {
      *records[i] = new_record (&axle_customer_entity);
      fixture->dossiers[i] = axle_dossier_new (&(*records[i])->id, NOW, fixture->zone);
      axle_dossier_add (fixture->dossiers[i], *records[i], FALSE);
    }
  axle_record_set_text (fixture->company, AXLE_CUSTOMER_TYPE, "company");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_dossier_unref (fixture->dossiers[0]);
  axle_dossier_unref (fixture->dossiers[1]);
  axle_record_unref (fixture->company);
  axle_record_unref (fixture->driver);
  axle_record_unref (fixture->van);
  axle_record_unref (fixture->car);
  g_time_zone_unref (fixture->zone);
}

static void
give (Fixture    *fixture,
      guint       to,
      AxleRecord *vehicle,
      const char *until)
{
  g_autoptr(AxleRecord) ownership = new_record (&axle_ownership_entity);

  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, to == 0 ? &fixture->company->id : &fixture->driver->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_UNTIL, until);
  axle_dossier_add (fixture->dossiers[to], ownership, FALSE);
  axle_dossier_add (fixture->dossiers[to], vehicle, FALSE);
}

/* A visit of the company or the driver; @both: the other one's dossier has it too. */
static void
visit (Fixture    *fixture,
       guint       of,
       AxleRecord *vehicle,
       gint64      at,
       gint64      amount,
       gboolean    both)
{
  g_autoptr(AxleRecord) record = new_record (&axle_visit_entity);
  g_autoptr(AxleRecord) job = new_record (&axle_job_entity);

  axle_record_set_id (record, AXLE_VISIT_CUSTOMER, of == 0 ? &fixture->company->id : &fixture->driver->id);
  axle_record_set_id (record, AXLE_VISIT_VEHICLE, &vehicle->id);
  axle_record_set_integer (record, AXLE_VISIT_AT, at);
  axle_record_set_integer (record, AXLE_VISIT_AMOUNT, amount);
  axle_record_set_id (job, AXLE_JOB_VISIT, &record->id);
  axle_record_set_text (job, AXLE_JOB_STATE, "deferred");
  axle_record_set_integer (job, AXLE_JOB_AMOUNT, 50000);
  for (guint i = 0; i < 2; i++)
    if (both || i == of)
      {
        axle_dossier_add (fixture->dossiers[i], record, FALSE);
        axle_dossier_add (fixture->dossiers[i], job, FALSE);
      }
}

static AxleFleet *
sum (Fixture *fixture)
{
  g_autoptr(GPtrArray) dossiers = g_ptr_array_new ();
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(AxlePolicies) policies = axle_policies_new (none);

  for (guint i = 0; i < 2; i++)
    {
      axle_dossier_sort (fixture->dossiers[i]);
      g_ptr_array_add (dossiers, fixture->dossiers[i]);
    }
  return axle_fleet_new (dossiers, policies);
}

static void
test_sums (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleFleet) fleet = NULL;
  g_autoptr(AxleRecord) sold = new_record (&axle_vehicle_entity);
  g_autoptr(AxleRecord) deal = new_record (&axle_deal_entity);
  const AxleFleetCar *first;

  axle_record_set_text (fixture->van, AXLE_VEHICLE_FIRST_REGISTRATION, "2020-01-01");
  give (fixture, 0, fixture->van, NULL);
  give (fixture, 1, fixture->van, NULL);
  give (fixture, 1, fixture->car, NULL);
  give (fixture, 0, sold, "2025-01-01");
  visit (fixture, 0, fixture->van, NOW - 800 * DAY, 100000, TRUE);
  visit (fixture, 0, fixture->car, NOW - 10 * DAY, 20000, TRUE);
  visit (fixture, 1, fixture->car, NOW - 20 * DAY, 3000, FALSE);
  axle_record_set_id (deal, AXLE_DEAL_CUSTOMER, &fixture->company->id);
  axle_record_set_text (deal, AXLE_DEAL_KIND, "insurance");
  axle_record_set_integer (deal, AXLE_DEAL_AT, NOW - DAY);
  axle_record_set_integer (deal, AXLE_DEAL_AMOUNT, 400);
  axle_dossier_add (fixture->dossiers[0], deal, FALSE);

  fleet = sum (fixture);
  g_assert_cmpuint (fleet->cars->len, ==, 2);
  g_assert_cmpuint (fleet->n_visits, ==, 2);
  g_assert_cmpint (fleet->spent, ==, 23400);
  /* The same work, put off twice, is one. */
  g_assert_cmpuint (fleet->n_deferred, ==, 2);
  g_assert_cmpint (fleet->deferred, ==, 100000);
  g_assert_cmpuint (fleet->n_due, ==, 1);
  first = fleet->cars->pdata[0];
  g_assert_true (first->vehicle == fixture->van);
  g_assert_true (first->keeper == fixture->company);
  g_assert_true (first->due->overdue);
  g_assert_cmpint (first->last_visit, ==, NOW - 800 * DAY);
}

static void
relate (Fixture    *fixture,
        const char *role,
        const char *until,
        gboolean    inverse)
{
  g_autoptr(AxleRecord) relation = new_record (&axle_relation_entity);

  axle_record_set_id (relation, AXLE_RELATION_CUSTOMER, inverse ? &fixture->driver->id : &fixture->company->id);
  axle_record_set_id (relation, AXLE_RELATION_OTHER, inverse ? &fixture->company->id : &fixture->driver->id);
  axle_record_set_text (relation, AXLE_RELATION_ROLE, role);
  axle_record_set_text (relation, AXLE_RELATION_UNTIL, until);
  axle_dossier_add (fixture->dossiers[0], relation, FALSE);
}

static const struct
{
  const char *name;
  const char *role;
  const char *until;
  gboolean    inverse;
  guint       n_drivers;
} relations[] = {
  { "driver", "driver", NULL, FALSE, 1 },
  { "driver-until-later", "driver", "2026-06-02", FALSE, 1 },
  { "driver-until-today", "driver", "2026-06-01", FALSE, 0 },
  { "driver-no-more", "driver", "2024-06-02", FALSE, 0 },
  { "contact", "contact", NULL, FALSE, 0 },
  { "the-company-drives", "driver", NULL, TRUE, 0 },
};

static void
test_drivers (Fixture       *fixture,
              gconstpointer  data)
{
  const __typeof__ (relations[0]) *c = data;
  g_autoptr(GPtrArray) drivers = NULL;

  relate (fixture, c->role, c->until, c->inverse);
  drivers = axle_fleet_list_drivers (fixture->dossiers[0]);
  g_assert_cmpuint (drivers->len, ==, c->n_drivers);
}

/* Each role has a word for either end. */
static void
test_labels (void)
{
  const AxleChoice *choices = axle_relation_entity.fields[AXLE_RELATION_ROLE].choices;
  g_autoptr(AxleRecord) relation = new_record (&axle_relation_entity);

  g_assert_cmpstr (axle_relation_get_label (relation, TRUE), ==, "");
  for (guint i = 0; choices[i].name != NULL; i++)
    {
      axle_record_set_text (relation, AXLE_RELATION_ROLE, choices[i].name);
      g_assert_cmpstr (axle_relation_get_label (relation, FALSE), ==, choices[i].label);
      g_assert_cmpstr (axle_relation_get_label (relation, TRUE), !=, "");
    }
  axle_record_set_text (relation, AXLE_RELATION_ROLE, "child");
  g_assert_cmpstr (axle_relation_get_label (relation, TRUE), ==, "Parent");
  axle_record_set_text (relation, AXLE_RELATION_ROLE, "payer");
  g_assert_cmpstr (axle_relation_get_label (relation, TRUE), ==, "Pays for");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fleet/sums", Fixture, NULL, set_up, test_sums, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      g_autofree char *path = g_strconcat ("/fleet/drivers/", relations[i].name, NULL);

      g_test_add (path, Fixture, &relations[i], set_up, test_drivers, tear_down);
    }
  g_test_add_func ("/fleet/labels", test_labels);
  return g_test_run ();
}
