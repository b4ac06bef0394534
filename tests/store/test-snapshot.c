/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "sqlite/image.h"
#include "store/customers.h"
#include "store/private.h"
#include "store/search.h"
#include "store/snapshot.h"

#define N_CUSTOMERS 250
#define SLICE 100
#define EPOCH 7

static const AxleId SCOPE = { { 1 } };

typedef struct
{
  AxleTestFolder *folder;
  AxleStore      *store;
  GPtrArray      *customers;
  GPtrArray      *vehicles;
  GPtrArray      *ownerships;
} Fixture;

static AxleRecord *
confirmed (AxleRecord *record)
{
  record->scope = SCOPE;
  record->revision = 1;
  return record;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->store = test_desk_open (self->folder, "cache");
  self->customers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->vehicles = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->ownerships = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *plate = g_strdup_printf ("京A%05u", i);
      AxleRecord *customer = confirmed (test_customer (i % 2 == 0 ? "周杰伦" : "阿信", "+8613800138000"));
      AxleRecord *vehicle = confirmed (test_vehicle (plate, NULL));

      g_ptr_array_add (self->customers, customer);
      g_ptr_array_add (self->vehicles, vehicle);
      g_ptr_array_add (self->ownerships, confirmed (test_ownership (customer, vehicle)));
    }
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  axle_store_close (self->store);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->vehicles);
  g_ptr_array_unref (self->ownerships);
  axle_test_folder_free (self->folder);
}

static GBytes *
make_image (const char *sql,
            GPtrArray  *records)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);
  GBytes *image;

  axle_connection_exec (connection, sql, &error);
  g_assert_no_error (error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      g_autofree char *columns = axle_row_dup_columns (record->entity);
      g_autoptr(GString) insert = g_string_new (NULL);
      g_autoptr(AxleStatement) statement = NULL;

      g_string_printf (insert, "INSERT INTO \"%s\" (%s) VALUES (?1", record->entity->kind, columns);
      for (guint c = 1; c < axle_row_n_columns (record->entity); c++)
        g_string_append_printf (insert, ", ?%u", c + 1);
      g_string_append_c (insert, ')');
      statement = axle_connection_prepare (connection, insert->str, &error);
      g_assert_no_error (error);
      axle_row_bind (statement, record);
      g_assert_true (axle_statement_run (statement, &error));
    }
  image = axle_connection_dup_image (connection, &error);
  g_assert_no_error (error);
  return image;
}

static GBytes *
make_part (GPtrArray *records)
{
  g_autofree char *sql = axle_row_dup_table (((AxleRecord *) records->pdata[0])->entity);

  return make_image (sql, records);
}

static void
apply_part (Fixture                 *self,
            const AxleStoreSnapshot *snapshot,
            guint                    number,
            GPtrArray               *records)
{
  const AxleEntity *entity = ((AxleRecord *) records->pdata[0])->entity;
  g_autoptr(GBytes) image = make_part (records);
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;
  guint sum = 0;

  axle_store_begin_part (self->store, entity, 0, records->len, image, &error);
  g_assert_no_error (error);
  while (more)
    {
      guint n_rows;

      axle_store_apply_part (self->store, snapshot, number, SLICE, &n_rows, &more, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n_rows, <=, SLICE);
      sum += n_rows;
    }
  g_assert_cmpuint (sum, ==, records->len);
  for (more = TRUE; more;)
    g_assert_true (axle_store_end_kind (self->store, entity, &more, NULL));
}

static GArray *
begin (Fixture                 *self,
       const AxleStoreSnapshot *snapshot)
{
  g_autoptr(GError) error = NULL;
  GArray *done = g_array_new (FALSE, FALSE, sizeof (guint));

  axle_store_begin_snapshot (self->store, snapshot, done, &error);
  g_assert_no_error (error);
  return done;
}

static void
end (Fixture                 *self,
     const AxleStoreSnapshot *snapshot)
{
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;
  AxleCursor cursor;

  while (more)
    {
      axle_store_end_snapshot (self->store, snapshot, SLICE, &more, &error);
      g_assert_no_error (error);
    }
  cursor = axle_store_get_cursor (self->store, &snapshot->scope);
  g_assert_cmpint (cursor.epoch, ==, snapshot->epoch);
  g_assert_cmpint (cursor.sequence, ==, snapshot->sequence);
  g_assert_true (axle_store_end_bulk (self->store, NULL));
}

static void
index_all (AxleStore *store)
{
  guint n_left = 1;

  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, 100, &n_left, NULL));
}

static char *
list_indexes (AxleStore *store)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (store->connection,
                             "SELECT group_concat (sql, x'0a') FROM "
                             "(SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name)", NULL);

  g_assert_cmpint (axle_statement_step (statement, NULL), ==, AXLE_STEP_ROW);
  return axle_statement_dup_text (statement, 0);
}

static void
assert_all_there (Fixture *self)
{
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GPtrArray) plates = NULL;
  g_autoptr(GArray) rows = NULL;

  index_all (self->store);
  rows = axle_store_order_customers (self->store, AXLE_CUSTOMER_ORDER_NAME, FALSE, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, N_CUSTOMERS);
  hits = axle_store_search (self->store, "zjl", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 10);
  plates = axle_store_search (self->store, "A00007", 10, NULL, NULL);
  g_assert_cmpuint (plates->len, ==, 1);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      const AxleRecord *sent = self->customers->pdata[i];
      g_autoptr(AxleRecord) here = axle_store_get (self->store, sent->entity, &sent->id, NULL);

      g_assert_true (axle_record_equal (here, sent));
      g_assert_true (axle_id_equal (&here->scope, &SCOPE));
      g_assert_cmpint (here->revision, ==, 1);
    }
}

static void
test_first (Fixture       *self,
            gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autofree char *before = list_indexes (self->store);
  g_autofree char *after = NULL;
  g_autoptr(GArray) done = begin (self, &snapshot);

  g_assert_cmpuint (done->len, ==, 0);
  /* So that what waits can be sent meanwhile. */
  g_assert_cmpint (axle_store_get_cursor (self->store, &SCOPE).epoch, ==, EPOCH);
  apply_part (self, &snapshot, 0, self->customers);
  apply_part (self, &snapshot, 1, self->vehicles);
  apply_part (self, &snapshot, 2, self->ownerships);
  end (self, &snapshot);
  after = list_indexes (self->store);
  g_assert_cmpstr (after, ==, before);
  assert_all_there (self);
}

/* It broke off in the middle of a part, and once more behind it. */
static void
test_resumed (Fixture       *self,
              gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autoptr(GBytes) image = make_part (self->vehicles);
  g_autoptr(GArray) none = begin (self, &snapshot);
  g_autoptr(GArray) one = NULL;
  gboolean more;
  guint n_rows;

  apply_part (self, &snapshot, 0, self->customers);
  g_assert_true (axle_store_begin_part (self->store, &axle_vehicle_entity, 0, N_CUSTOMERS, image, NULL));
  g_assert_true (axle_store_apply_part (self->store, &snapshot, 1, SLICE, &n_rows, &more, NULL));
  g_assert_true (more);
  axle_store_close (self->store);
  self->store = test_desk_open (self->folder, "cache");
  index_all (self->store);
  one = begin (self, &snapshot);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (g_array_index (one, guint, 0), ==, 0);
  apply_part (self, &snapshot, 1, self->vehicles);
  apply_part (self, &snapshot, 2, self->ownerships);
  end (self, &snapshot);
  assert_all_there (self);
}

/* Another copy stands there when it goes on. */
static void
test_replaced (Fixture       *self,
               gconstpointer  unused)
{
  AxleStoreSnapshot first = { SCOPE, "one", EPOCH, 900 };
  AxleStoreSnapshot second = { SCOPE, "two", EPOCH, 1000 };
  const AxleRecord *gone;
  g_autoptr(AxleRecord) here = NULL;
  g_autoptr(GArray) done = begin (self, &first);
  g_autoptr(GArray) again = NULL;

  apply_part (self, &first, 0, self->customers);
  again = begin (self, &second);
  g_assert_cmpuint (again->len, ==, 0);
  gone = self->customers->pdata[0];
  g_ptr_array_remove_index (self->customers, N_CUSTOMERS - 1);
  apply_part (self, &second, 0, self->customers);
  end (self, &second);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, N_CUSTOMERS - 1);
  here = axle_store_get (self->store, gone->entity, &gone->id, NULL);
  g_assert_false (here->deleted);
}

/* The scope had to begin again while it came: what had come of it comes again, too. */
static void
test_restarted (Fixture       *self,
                gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autoptr(GArray) none = begin (self, &snapshot);
  g_autoptr(GArray) again = NULL;

  apply_part (self, &snapshot, 0, self->customers);
  g_assert_true (axle_store_restart_scope (self->store, &SCOPE, NULL));
  again = begin (self, &snapshot);
  g_assert_cmpuint (again->len, ==, 0);
  apply_part (self, &snapshot, 0, self->customers);
  apply_part (self, &snapshot, 1, self->vehicles);
  apply_part (self, &snapshot, 2, self->ownerships);
  end (self, &snapshot);
  assert_all_there (self);
}

static void
feed (Fixture   *self,
      GPtrArray *records,
      gint64     sequence)
{
  AxleCursor cursor = { EPOCH, sequence };

  g_assert_true (axle_store_apply_feed (self->store, &SCOPE, records, &cursor, NULL));
}

static void
rename_to (Fixture          *self,
           const AxleRecord *record,
           const char       *name)
{
  g_autoptr(AxleRecord) before = axle_store_get (self->store, record->entity, &record->id, NULL);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, AXLE_CUSTOMER_NAME, name);
  test_desk_save_record (self->store, before, after);
}

/* A desk that was away for too long: what the copy does not have goes at the end and not
 * before; what was typed here stays on top. */
static void
test_behind (Fixture       *self,
             gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autoptr(AxleRecord) edited = axle_record_ref (self->customers->pdata[0]);
  g_autoptr(AxleRecord) gone = axle_record_ref (self->customers->pdata[1]);
  g_autoptr(AxleRecord) edited_and_gone = axle_record_ref (self->customers->pdata[2]);
  g_autoptr(AxleRecord) here = NULL;
  g_autoptr(AxleRecord) newer = NULL;
  g_autoptr(GArray) done = NULL;

  feed (self, self->customers, 300);
  rename_to (self, edited, "改名");
  rename_to (self, edited_and_gone, "也改名");
  newer = axle_record_copy (edited);
  newer->revision = 2;
  axle_record_set_text (newer, AXLE_CUSTOMER_CITY, "沈阳");
  g_ptr_array_remove_range (self->customers, 0, 3);
  g_ptr_array_add (self->customers, axle_record_ref (newer));

  done = begin (self, &snapshot);
  apply_part (self, &snapshot, 0, self->customers);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, N_CUSTOMERS);
  end (self, &snapshot);

  here = axle_store_get (self->store, gone->entity, &gone->id, NULL);
  g_assert_true (here->deleted);
  g_assert_cmpstr (axle_record_get_text (here, AXLE_CUSTOMER_NAME), ==, axle_record_get_text (gone, AXLE_CUSTOMER_NAME));
  g_clear_pointer (&here, axle_record_unref);
  here = axle_store_get (self->store, edited->entity, &edited->id, NULL);
  g_assert_cmpstr (axle_record_get_text (here, AXLE_CUSTOMER_NAME), ==, "改名");
  g_assert_cmpstr (axle_record_get_text (here, AXLE_CUSTOMER_CITY), ==, "沈阳");
  g_assert_true (axle_store_is_pending (self->store, &edited->id));
  g_clear_pointer (&here, axle_record_unref);
  here = axle_store_get (self->store, gone->entity, &edited_and_gone->id, NULL);
  g_assert_cmpstr (axle_record_get_text (here, AXLE_CUSTOMER_NAME), ==, "也改名");
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 2);
  index_all (self->store);
}

/* What a newer server has more goes where the feed would put it. */
static void
test_newer_server (Fixture       *self,
                   gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autofree char *table = axle_row_dup_table (&axle_vehicle_entity);
  g_autofree char *sql = g_strconcat (table,
    ";ALTER TABLE vehicle ADD COLUMN \"o'clock\" INTEGER"
    ";ALTER TABLE vehicle ADD COLUMN ready " AXLE_ROW_BOOLEAN
    ";ALTER TABLE vehicle ADD COLUMN dealer " AXLE_ROW_ID
    ";ALTER TABLE vehicle ADD COLUMN seats " AXLE_ROW_SET
    ";ALTER TABLE vehicle ADD COLUMN \"nothing\" TEXT"
    ";INSERT INTO vehicle (id, revision, deleted, hidden, created_at, unknown, plate, \"o'clock\", ready, dealer, seats) VALUES "
    "(x'00112233445566778899aabbccddeeff', 3, 0, 0, 5, '{\"old\":1}', '辽A1', 12, 1, x'ffeeddccbbaa99887766554433221100', 'a' || x'1f' || 'b\"')", NULL);
  g_autoptr(GBytes) image = NULL;
  g_autoptr(AxleRecord) here = NULL;
  g_autoptr(GArray) done = begin (self, &snapshot);
  g_autoptr(GError) error = NULL;
  AxleId id;
  gboolean more;
  guint n_rows;

  image = make_image (sql, NULL);
  axle_store_begin_part (self->store, &axle_vehicle_entity, 0, 1, image, &error);
  g_assert_no_error (error);
  axle_store_apply_part (self->store, &snapshot, 0, SLICE, &n_rows, &more, &error);
  g_assert_no_error (error);
  g_assert_true (axle_id_parse ("00112233-4455-6677-8899-aabbccddeeff", &id));
  here = axle_store_get (self->store, &axle_vehicle_entity, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (axle_record_get_text (here, AXLE_VEHICLE_PLATE), ==, "辽A1");
  g_assert_cmpstr (here->unknown, ==,
                   "{\"old\":1,\"o'clock\":12,\"ready\":true,\"dealer\":\"ffeeddcc-bbaa-9988-7766-554433221100\","
                   "\"seats\":[\"a\",\"b\\\"\"]}");
}

typedef struct
{
  const char *name;
  const char *sql;
  gint64      n_rows;
} Hostile;

#define TABLE "CREATE TABLE tag (id BLOB, scope BLOB, revision, deleted, hidden, created_at, created_by, created_on, unknown, name, colour, meaning);"
#define ROW "INSERT INTO tag (id, revision, created_at, name) VALUES (randomblob (16), 1, 2, 'x');"

static const Hostile hostile[] = {
  { "empty", "SELECT 1", 1 },
  { "other-kind", "CREATE TABLE customer (id BLOB)", 1 },
  { "too-few", TABLE ROW, 2 },
  { "too-many", TABLE ROW ROW, 1 },
  { "numbers", TABLE ROW "UPDATE tag SET rowid = 5;", 1 },
  { "no-id", TABLE ROW "UPDATE tag SET id = NULL;", 1 },
  { "short-id", TABLE ROW "UPDATE tag SET id = x'00';", 1 },
  { "text-id", TABLE ROW "UPDATE tag SET id = '0123456789abcdef';", 1 },
  { "view", "CREATE VIEW tag AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS id FROM n;", 1 },
  { "more-tables", TABLE ROW "CREATE TABLE other (a);", 1 },
  { "trigger", TABLE ROW "CREATE TRIGGER t AFTER INSERT ON tag BEGIN SELECT 1; END;", 1 },
  { "virtual", "CREATE VIRTUAL TABLE tag USING fts5 (id);", 1 },
  { "no-text", TABLE ROW "UPDATE tag SET name = CAST (x'61c328' AS TEXT);", 1 },
  { "text-with-nul", TABLE ROW "UPDATE tag SET name = CAST (x'610062' AS TEXT);", 1 },
  { "no-text-unknown", TABLE ROW "ALTER TABLE tag ADD COLUMN more TEXT; UPDATE tag SET more = CAST (x'ff' AS TEXT);", 1 },
  { "worked-out", "CREATE TABLE tag (id BLOB, revision, created_at, name AS (hex (zeroblob (100000000))));"
                  "INSERT INTO tag (id) VALUES (randomblob (16));", 1 },
};

static void
test_hostile (const Hostile *test)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(GBytes) image = make_image (test->sql, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (axle_store_begin_part (store, axle_registry_find ("tag"), 0, test->n_rows, image, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
  g_assert_cmpint (axle_store_count (store, axle_registry_find ("tag"), NULL), ==, 0);
}

/* Bytes that are no database, or no more one. */
static void
test_torn (Fixture       *self,
           gconstpointer  unused)
{
  AxleStoreSnapshot snapshot = { SCOPE, "one", EPOCH, 900 };
  g_autoptr(GBytes) image = make_part (self->customers);
  g_autoptr(GArray) done = begin (self, &snapshot);
  gsize size = g_bytes_get_size (image);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (image, NULL), size);
  g_autoptr(GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 200; round++)
    {
      g_autofree guint8 *torn = g_memdup2 (bytes, size);
      gsize length = round % 4 == 0 ? (gsize) g_rand_int_range (random, 0, (int) size) : size;
      g_autoptr(GBytes) part = NULL;
      gboolean more = TRUE;
      guint n_rows;

      for (guint i = 0; i <= round % 8; i++)
        torn[g_rand_int_range (random, 0, round % 2 == 0 ? 4096 : (int) size)] = (guint8) g_rand_int (random);
      part = g_bytes_new (torn, length);
      if (!axle_store_begin_part (self->store, &axle_customer_entity, 0, N_CUSTOMERS, part, NULL))
        continue;
      while (more && axle_store_apply_part (self->store, &snapshot, 0, SLICE, &n_rows, &more, NULL))
        ;
    }
  axle_store_leave_snapshot (self->store);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), >=, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/snapshot/first", test_first);
  ADD ("/snapshot/resumed", test_resumed);
  ADD ("/snapshot/replaced", test_replaced);
  ADD ("/snapshot/restarted", test_restarted);
  ADD ("/snapshot/behind", test_behind);
  ADD ("/snapshot/newer-server", test_newer_server);
  ADD ("/snapshot/torn", test_torn);
  axle_test_add_table ("/snapshot/hostile", hostile, test_hostile);
  return g_test_run ();
}
