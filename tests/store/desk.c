/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/settle.h"

TestServer *
test_server_new (void)
{
  TestServer *self = g_new0 (TestServer, 1);

  self->scope = axle_id_new (axle_host_get_default ());
  self->epoch = 7;
  self->records = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free,
                                         (GDestroyNotify) axle_record_unref);
  self->feed = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  return self;
}

void
test_server_free (TestServer *self)
{
  g_hash_table_unref (self->records);
  g_ptr_array_unref (self->feed);
  g_free (self);
}

AxleVerdict *
test_server_judge (TestServer *self,
                   AxleChange *change)
{
  AxleVerdict *verdict = axle_verdict_new ();
  AxleRecord *current = g_hash_table_lookup (self->records, &change->record);
  AxleRecord *result = axle_change_merge (change, current, verdict);

  if (result == NULL)
    return verdict;
  g_hash_table_insert (self->records, g_memdup2 (&change->record, sizeof change->record), result);
  g_ptr_array_add (self->feed, axle_record_ref (result));
  verdict->sequence = self->feed->len;
  return verdict;
}

AxleStore *
test_desk_open (AxleTestFolder *folder,
                const char     *name)
{
  static const guint8 bytes[32] = { 1, 2, 3 };
  g_autofree char *path = axle_test_folder_build (folder, name);
  g_autoptr(GBytes) key = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);

  g_assert_no_error (error);
  return store;
}

void
test_desk_enrol (AxleStore  *store,
                 TestServer *server)
{
  g_autoptr(GError) error = NULL;
  AxleEnrolment enrolment = {
    .desk = axle_id_new (axle_host_get_default ()),
    .store = server->scope,
    .group = server->scope,
    .install = axle_id_new (axle_host_get_default ()),
    .server = (char *) "https://127.0.0.1:1",
    .token = (char *) "token",
  };

  axle_store_set_enrolment (store, &enrolment, &error);
  g_assert_no_error (error);
}

#define CACHE "cache"

void
test_desk_set_up (TestDesk      *self,
                  gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->server = test_server_new ();
  self->store = test_desk_open (self->folder, CACHE);
  test_desk_enrol (self->store, self->server);
}

void
test_desk_tear_down (TestDesk      *self,
                     gconstpointer  unused)
{
  axle_store_close (self->store);
  test_server_free (self->server);
  axle_test_folder_free (self->folder);
}

void
test_desk_reopen (TestDesk *self)
{
  axle_store_close (self->store);
  self->store = test_desk_open (self->folder, CACHE);
}

gint64
test_desk_save (AxleStore  *store,
                AxleChange *change)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  g_ptr_array_add (changes, change);
  axle_store_save (store, changes, &operation, &error);
  g_assert_no_error (error);
  return operation;
}

gint64
test_desk_save_record (AxleStore  *store,
                       AxleRecord *before,
                       AxleRecord *after)
{
  g_autoptr(AxleChange) change = axle_change_new_between (before, after);

  g_assert_nonnull (change);
  return test_desk_save (store, change);
}

void
test_desk_push (AxleStore  *store,
                TestServer *server,
                guint       n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) waiting = axle_store_list_outbox (store, 0, n, G_MAXSIZE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < waiting->len; i++)
    {
      AxleChange *change = waiting->pdata[i];
      g_autoptr(AxleVerdict) verdict = test_server_judge (server, change);

      axle_test_settle (store, change->number, verdict, &error);
      g_assert_no_error (error);
    }
}

void
test_desk_pull (AxleStore  *store,
                TestServer *server)
{
  g_autoptr(GError) error = NULL;
  AxleCursor cursor = axle_store_get_cursor (store, &server->scope);
  g_autoptr(GPtrArray) page = g_ptr_array_new ();

  if (cursor.epoch != server->epoch)
    cursor.sequence = 0;
  cursor.more = FALSE;
  for (gint64 i = cursor.sequence; i < server->feed->len; i++)
    g_ptr_array_add (page, server->feed->pdata[i]);
  cursor.epoch = server->epoch;
  cursor.sequence = server->feed->len;
  axle_store_apply_feed (store, &server->scope, page, &cursor, &error);
  g_assert_no_error (error);
}

static AxleRecord *
make (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

AxleRecord *
test_customer (const char *name,
               const char *phone)
{
  AxleRecord *record = make (&axle_customer_entity);

  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  if (phone != NULL)
    axle_record_add_member (record, AXLE_CUSTOMER_PHONES, phone);
  return record;
}

AxleRecord *
test_vehicle (const char *plate,
              const char *vin)
{
  AxleRecord *record = make (&axle_vehicle_entity);

  axle_record_set_text (record, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_text (record, AXLE_VEHICLE_VIN, vin);
  return record;
}

AxleRecord *
test_ownership (AxleRecord *customer,
                AxleRecord *vehicle)
{
  AxleRecord *record = make (&axle_ownership_entity);

  axle_record_set_id (record, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (record, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (record, AXLE_OWNERSHIP_ROLE, "owner");
  return record;
}
