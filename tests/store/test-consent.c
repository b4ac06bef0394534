/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "store/customers.h"

/* What a car sends is read where those who have it agree. */

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
  AxleRecord     *customer;
  AxleRecord     *vehicle;
  AxleRecord     *sent;     /* by the car */
  AxleRecord     *read;     /* at a visit */
} Fixture;

static AxleRecord *
save (Fixture    *self,
      AxleRecord *record)
{
  test_desk_save_record (self->store, NULL, record);
  return record;
}

static AxleRecord *
save_reading (Fixture    *self,
              const char *source)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_odometer_entity, &id);

  axle_record_set_id (record, AXLE_ODOMETER_VEHICLE, &self->vehicle->id);
  axle_record_set_integer (record, AXLE_ODOMETER_READING, 8000000);
  axle_record_set_integer (record, AXLE_ODOMETER_AT, 1);
  axle_record_set_text (record, AXLE_ODOMETER_SOURCE, source);
  return save (self, record);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(AxleRecord) ownership = NULL;

  self->folder = axle_test_folder_new ();
  self->server = test_server_new ();
  self->store = test_desk_open (self->folder, "cache");
  test_desk_enrol (self->store, self->server);
  self->customer = save (self, test_customer ("王小明", NULL));
  self->vehicle = save (self, test_vehicle ("京A12345", NULL));
  ownership = save (self, test_ownership (self->customer, self->vehicle));
  self->sent = save_reading (self, "vehicle");
  self->read = save_reading (self, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  axle_record_unref (self->customer);
  axle_record_unref (self->vehicle);
  axle_record_unref (self->sent);
  axle_record_unref (self->read);
  axle_store_close (self->store);
  test_server_free (self->server);
  axle_test_folder_free (self->folder);
}

/* Every way to it. */
static void
assert_readable (Fixture  *self,
                 gboolean  readable)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) one = axle_store_get (self->store, &axle_odometer_entity, &self->sent->id, &error);
  g_autoptr(AxleRecord) other = axle_store_get (self->store, &axle_odometer_entity, &self->read->id, NULL);
  g_autoptr(GPtrArray) all = axle_store_list (self->store, &axle_odometer_entity, NULL);
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GPtrArray) past = axle_store_list_history (self->store, &axle_odometer_entity, &self->sent->id, NULL);
  g_autoptr(AxleDossier) dossier = axle_store_load_dossier (self->store, &self->customer->id, 2, NULL);

  axle_value_set_id (&value, &self->vehicle->id);
  some = axle_store_list_where (self->store, &axle_odometer_entity, AXLE_ODOMETER_VEHICLE, &value, NULL);
  if (readable)
    g_assert_no_error (error);
  else
    g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_CONSENT);
  g_assert_cmpint (one != NULL, ==, readable);
  g_assert_nonnull (other);
  g_assert_cmpint (past != NULL, ==, readable);
  g_assert_cmpuint (all->len, ==, readable ? 2 : 1);
  g_assert_cmpuint (some->len, ==, readable ? 2 : 1);
  if (dossier != NULL)
    g_assert_cmpuint (axle_dossier_list (dossier, &axle_odometer_entity)->len, ==, readable ? 2 : 1);
}

static void
agree (Fixture  *self,
       gboolean  agreed)
{
  g_autoptr(AxleRecord) before = axle_store_get (self->store, &axle_customer_entity, &self->customer->id, NULL);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_DRIVING, agreed);
  test_desk_save_record (self->store, before, after);
}

/* Given, withdrawn, and given again: it counts with the next query. */
static void
test_reading (Fixture       *self,
              gconstpointer  unused)
{
  assert_readable (self, FALSE);
  agree (self, TRUE);
  assert_readable (self, TRUE);
  agree (self, FALSE);
  assert_readable (self, FALSE);
  agree (self, TRUE);
  assert_readable (self, TRUE);
}

/* Who has had the car is not asked any more, and who shares it is. */
static void
test_shared (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) spouse = save (self, test_customer ("李四", NULL));
  g_autoptr(AxleRecord) shared = save (self, test_ownership (spouse, self->vehicle));
  g_autoptr(AxleRecord) sold = axle_record_copy (shared);

  agree (self, TRUE);
  assert_readable (self, FALSE);
  axle_record_set_text (sold, AXLE_OWNERSHIP_UNTIL, "2026-01-01");
  test_desk_save_record (self->store, shared, sold);
  assert_readable (self, TRUE);
}

/* Their own archive has it. */
static void
test_person (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(GPtrArray) records = axle_store_list_person (self->store, &self->customer->id, NULL);
  guint n_readings = 0;

  for (guint i = 0; i < records->len; i++)
    n_readings += ((AxleRecord *) records->pdata[i])->entity == &axle_odometer_entity;
  g_assert_cmpuint (n_readings, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/consent/reading", Fixture, NULL, set_up, test_reading, tear_down);
  g_test_add ("/consent/shared", Fixture, NULL, set_up, test_shared, tear_down);
  g_test_add ("/consent/person", Fixture, NULL, set_up, test_person, tear_down);
  return g_test_run ();
}
