/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "server/desks.h"
#include "server/hub.h"
#include "server/storage-pgsql.h"
#include "server/storage-sqlite.h"
#include "support/postgres.h"
#include "support/support.h"

/* A hub in memory with a store, two people and desks of every audience. */
typedef struct
{
  AxleStorage *storage;
  AxleHub     *hub;
  AxleId       group;
  AxleId       store;
  AxleId       advisor;   /* may write customers, not delete them */
  AxleId       manager;   /* may do everything */
  AxleHubDesk  office;
  AxleHubDesk  second;    /* another office desk */
  AxleHubDesk  workshop;
  AxleHubDesk  kiosk;
} Dealership;

static AxleId
dealership_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

/* Records of the store that nobody has put there yet. */
static inline AxleRecord *
dealership_new_record (const Dealership *self,
                       const AxleEntity *entity)
{
  AxleId id = dealership_id ();
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->store;
  return record;
}

static inline AxleRecord *
dealership_new_customer (const Dealership *self)
{
  AxleRecord *customer = dealership_new_record (self, &axle_customer_entity);

  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, "王小明");
  return customer;
}

static inline AxleRecord *
dealership_new_car (const Dealership *self,
                    const char       *plate)
{
  AxleRecord *car = dealership_new_record (self, &axle_vehicle_entity);

  axle_record_set_text (car, AXLE_VEHICLE_PLATE, plate);
  return car;
}

static void
dealership_put (Dealership *self,
                AxleRecord *record,
                AxleId      scope)
{
  g_autoptr(GError) error = NULL;

  record->scope = scope;
  g_assert_true (axle_hub_put (self->hub, record, &error));
  g_assert_no_error (error);
  axle_record_unref (record);
}

static AxleId
dealership_add_person (Dealership         *self,
                       const char         *name,
                       const char * const *rights)
{
  AxleId role_id = dealership_id ();
  AxleId id = dealership_id ();
  AxleRecord *role = axle_record_new (&axle_role_entity, &role_id);
  AxleRecord *person = axle_record_new (&axle_staff_entity, &id);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  axle_record_set_members (role, AXLE_ROLE_RIGHTS, rights);
  dealership_put (self, role, self->group);
  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role_id);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  dealership_put (self, person, self->group);
  return id;
}

static AxleHubDesk
dealership_add_desk (Dealership   *self,
                     AxleAudience  audience)
{
  AxleHubDesk desk = {
    .desk = dealership_id (), .store = self->store, .group = self->group,
    .install = dealership_id (), .audience = audience,
  };

  g_assert_true (axle_hub_add_install (self->hub, &desk, 0, NULL));
  g_assert_true (axle_hub_admit (self->hub, &desk.desk, &self->advisor, NULL));
  g_assert_true (axle_hub_admit (self->hub, &desk.desk, &self->manager, NULL));
  return desk;
}

/* @place: a file, or what begins with `postgresql:` */
static void
dealership_open (Dealership *self,
                 const char *place)
{
  static const char * const some[] = { AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_CUSTOMERS_WRITE, NULL };
  static const char * const all[] = { AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE, AXLE_RIGHT_MONTHS_CLOSE,
                                      AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_PRIVACY, AXLE_RIGHT_SETTINGS, NULL };
  g_autoptr(GError) error = NULL;
  AxleRecord *group;
  AxleRecord *store;

  self->storage = g_str_has_prefix (place, "postgresql:") ? axle_storage_pgsql_open (place, &error)
                                                          : axle_storage_sqlite_open (place, NULL, &error);
  g_assert_no_error (error);
  self->hub = axle_hub_new (self->storage, NULL, &error);
  g_assert_no_error (error);
  self->group = dealership_id ();
  self->store = dealership_id ();
  group = axle_record_new (&axle_group_entity, &self->group);
  store = axle_record_new (&axle_store_entity, &self->store);
  axle_record_set_text (group, AXLE_GROUP_NAME, "Group");
  axle_record_set_text (store, AXLE_STORE_NAME, "Store");

  g_assert_true (axle_hub_begin (self->hub, NULL, 0, NULL));
  dealership_put (self, group, self->group);
  dealership_put (self, store, self->group);
  self->advisor = dealership_add_person (self, "Advisor", some);
  self->manager = dealership_add_person (self, "Manager", all);
  self->office = dealership_add_desk (self, AXLE_AUDIENCE_OFFICE);
  self->second = dealership_add_desk (self, AXLE_AUDIENCE_OFFICE);
  self->workshop = dealership_add_desk (self, AXLE_AUDIENCE_WORKSHOP);
  self->kiosk = dealership_add_desk (self, AXLE_AUDIENCE_KIOSK);
  g_assert_true (axle_hub_commit (self->hub, NULL));
}

/* Pushes @changes, which it takes, as @staff at @at; @next: the desk's next number. */
static inline AxlePushReply *
dealership_push (Dealership        *self,
                 const AxleHubDesk *desk,
                 gint64            *next,
                 GPtrArray         *changes,
                 gint64             at)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  g_autoptr(GError) error = NULL;
  AxlePushReply *reply;

  request->install = desk->install;
  request->epoch = axle_hub_get_desk_epoch (self->hub, desk);
  for (guint i = 0; i < changes->len; i++)
    {
      AxleChange *change = changes->pdata[i];

      change->number = (*next)++;
      change->at = at;
      if (axle_id_is_none (&change->staff))
        change->staff = self->manager;
      g_ptr_array_add (request->changes, change);
    }
  g_ptr_array_set_size (changes, 0);
  reply = axle_hub_push (self->hub, desk, request, &error);
  g_assert_no_error (error);
  return reply;
}

static void
dealership_close (Dealership *self)
{
  axle_hub_free (self->hub);
  g_object_unref (self->storage);
}

/* Adds a test that opens a dealership at the place that it is given: once in memory
 * and once on PostgreSQL, where all share a database and each is another dealership. */
G_GNUC_UNUSED static void
dealership_add_test (const char       *suite,
                     const char       *name,
                     gsize             fixture_size,
                     GTestFixtureFunc  set_up,
                     GTestFixtureFunc  test,
                     GTestFixtureFunc  tear_down)
{
  static char *database;
  g_autofree char *sqlite = g_strdup_printf ("/%s/sqlite/%s", suite, name);
  g_autofree char *pgsql = g_strdup_printf ("/%s/pgsql/%s", suite, name);

  if (database == NULL)
    database = axle_test_postgres_new_database (axle_test_postgres_get ());
  g_test_add_vtable (sqlite, fixture_size, ":memory:", set_up, test, tear_down);
  g_test_add_vtable (pgsql, fixture_size, database, set_up, test, tear_down);
}
