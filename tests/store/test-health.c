/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"
#include "store/settle.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/party/customer.h"
#include "core/registry.h"
#include "store/duplicates.h"
#include "store/private.h"
#include "store/search.h"

#define SAVES 40

static void
assert_sound (AxleStore *store)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  axle_store_check (store, problems, &error);
  g_assert_no_error (error);
  if (problems->len > 0)
    g_test_message ("%s", (char *) problems->pdata[0]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_check (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  static const char * const damage[] = {
    "UPDATE customer SET city = 'x'",
    "UPDATE customer SET pending = 9",
    "DELETE FROM search",
    "UPDATE change SET packed = x'00'",
  };

  test_desk_enrol (store, server);
  test_desk_save_record (store, NULL, customer);
  assert_sound (store);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autoptr(AxleTransaction) transaction = axle_transaction_begin (store->connection, NULL);
      g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

      g_test_message ("%s", damage[i]);
      g_assert_true (axle_connection_exec (store->connection, damage[i], NULL));
      g_assert_true (axle_store_check (store, problems, NULL));
      g_assert_cmpuint (problems->len, >, 0);
      axle_transaction_rollback (transaction);
    }
  assert_sound (store);
}

static void
work_out (AxleStore *store)
{
  guint n_left = 1;

  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, 500, &n_left, NULL));
  n_left = 1;
  while (n_left > 0)
    g_assert_true (axle_store_next_duplicates (store, 500, &n_left, NULL));
}

static gboolean
tells (AxleStore  *store,
       const char *word)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  gboolean told = FALSE;

  g_assert_true (axle_store_check (store, problems, NULL));
  for (guint i = 0; i < problems->len; i++)
    told |= strstr (problems->pdata[i], word) != NULL;
  return told;
}

/* What is worked out of the records: each table that is spoilt is told of. */
static void
test_check_derived (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) one = test_customer ("李明朗", "+8613900000001");
  g_autoptr(AxleRecord) other = test_customer ("李明郎", "+8613900000001");
  static const struct
  {
    const char *sql;
    const char *word;
  } damage[] = {
    { "DELETE FROM figure", "figures" },
    { "UPDATE figure SET visits = 99", "figures" },
    { "DELETE FROM figure WHERE row = (SELECT max (row) FROM customer)", "figures" },
    { "UPDATE customer SET root = (SELECT id FROM customer c WHERE c.row <> customer.row)", "stands for" },
    { "INSERT INTO match_key (customer, key) VALUES (4711, 1)", "comparisons" },
    { "UPDATE match_key SET customer = 4711 WHERE customer = (SELECT max (row) FROM customer)", "comparisons" },
    { "DELETE FROM match_key", "compared with them" },
    { "DELETE FROM match_key WHERE customer = (SELECT max (row) FROM customer)", "compared with them" },
    { "UPDATE match_key SET key = key + 1 WHERE key = (SELECT max (key) FROM match_key)", "compared with them" },
    { "INSERT INTO duplicate (a, b, score) SELECT id, randomblob (16), 900 FROM customer LIMIT 1", "comparisons" },
    { "UPDATE duplicate SET a = randomblob (16)", "comparisons" },
    { "UPDATE duplicate SET b = randomblob (16)", "comparisons" },
  };
  gint64 count = 0;

  axle_record_set_text (other, AXLE_CUSTOMER_WECHAT, "lml");
  test_desk_enrol (store, server);
  test_desk_save_record (store, NULL, one);
  test_desk_save_record (store, NULL, other);
  work_out (store);
  assert_sound (store);
  g_assert_true (axle_connection_query_int64 (store->connection, "SELECT count(*) FROM duplicate", &count, NULL));
  g_assert_cmpint (count, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autoptr(AxleTransaction) transaction = axle_transaction_begin (store->connection, NULL);

      g_test_message ("%s", damage[i].sql);
      g_assert_true (axle_connection_exec (store->connection, damage[i].sql, NULL));
      g_assert_true (tells (store, damage[i].word));
      axle_transaction_rollback (transaction);
    }
  assert_sound (store);
  /* What waits to be worked out anew is not told, and is right after that. */
  g_assert_true (axle_connection_exec (store->connection, "DELETE FROM figure", NULL));
  g_assert_true (tells (store, "figures"));
  g_assert_true (axle_connection_exec (store->connection, "INSERT INTO figure_sweep (next) VALUES (0)", NULL));
  assert_sound (store);
  work_out (store);
  assert_sound (store);
  g_assert_true (axle_connection_query_int64 (store->connection, "SELECT count(*) FROM figure", &count, NULL));
  g_assert_cmpint (count, ==, 2);
}

/* Overwrites the middle of the file; what waits is kept as far as it can be read. */
static void
test_repair (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  AxleStoreOptions options = { .path = path };
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(AxleRecord) last = NULL;
  g_autoptr(AxleEnrolment) enrolment = NULL;
  AxleStore *store = axle_store_open (&options, &error);
  g_autofree char *content = NULL;
  gint64 page = 0;
  gsize size;
  guint n_kept = 0;
  gint64 n_problems;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AxleRecord) next = test_customer ("新", NULL);

  g_assert_no_error (error);
  test_desk_enrol (store, server);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("客户%u", i);
      g_autoptr(AxleRecord) customer = test_customer (name, NULL);

      test_desk_save_record (store, NULL, customer);
    }
  test_desk_push (store, server, 30);
  test_desk_pull (store, server);
  g_assert_cmpint (axle_store_count_outbox (store), ==, 30);
  g_assert_true (axle_connection_checkpoint (store->connection, &error));
  g_assert_true (axle_connection_query_int64 (store->connection,
                                              "SELECT rootpage FROM sqlite_schema WHERE name = 'customer'", &page, &error));
  g_assert_no_error (error);
  axle_store_close (store);

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memset (content + (page - 1) * 4096, 0x5a, 4096);
  axle_test_write (path, content, (gssize) size);

  store = axle_store_open (&options, &error);
  g_assert_no_error (error);
  g_assert_true (axle_store_check (store, problems, &error));
  n_problems = problems->len;
  g_assert_cmpint (n_problems, >, 0);
  axle_store_close (store);

  g_assert_true (axle_store_repair (&options, &n_kept, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 30);
  store = axle_store_open (&options, &error);
  g_assert_no_error (error);
  assert_sound (store);
  enrolment = axle_store_dup_enrolment (store);
  g_assert_true (axle_id_equal (&enrolment->store, &server->scope));
  waiting = axle_store_list_outbox (store, 0, 100, G_MAXSIZE, &error);
  g_assert_cmpuint (waiting->len, ==, 30);
  g_assert_cmpuint (((AxleChange *) waiting->pdata[0])->schema, ==, axle_registry_get_schema ());
  last = axle_store_get (store, &axle_customer_entity, &((AxleChange *) waiting->pdata[29])->record, &error);
  g_assert_cmpstr (axle_record_get_text (last, AXLE_CUSTOMER_NAME), ==, "客户59");
  test_desk_save_record (store, NULL, next);
  test_desk_push (store, server, 100);
  test_desk_pull (store, server);
  g_assert_cmpint (axle_store_count (store, &axle_customer_entity, &error), ==, 61);
  g_assert_cmpint (server->feed->len, ==, 61);
  assert_sound (store);
  axle_store_close (store);
}

/* A damaged file of an older program lacks what came later; what it has is kept. */
static void
test_repair_older (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  AxleStoreOptions options = { .path = path };
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&options, &error);
  guint n_kept = 0;

  g_assert_no_error (error);
  test_desk_save_record (store, NULL, customer);
  axle_connection_exec (store->connection, "ALTER TABLE change DROP COLUMN schema", &error);
  g_assert_no_error (error);
  axle_store_close (store);
  axle_store_repair (&options, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 1);
}

/* The server was restored before the repaired desk heard of it again: it is told again of what
 * it had taken. */
static void
test_repair_restored (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  AxleStoreOptions options = { .path = path };
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&options, &error);

  g_assert_no_error (error);
  test_desk_enrol (store, server);
  test_desk_save_record (store, NULL, customer);
  test_desk_push (store, server, 1);
  test_desk_pull (store, server);
  axle_store_close (store);
  g_assert_true (axle_store_repair (&options, NULL, &error));
  store = axle_store_open (&options, &error);
  g_assert_no_error (error);
  server->epoch++;
  g_hash_table_remove_all (server->records);
  g_ptr_array_set_size (server->feed, 0);
  test_desk_pull (store, server);
  g_assert_cmpint (axle_store_count_outbox (store), ==, 1);
  test_desk_push (store, server, 1);
  test_desk_pull (store, server);
  g_assert_cmpint (axle_store_count (store, &axle_customer_entity, &error), ==, 1);
  g_assert_true (g_hash_table_contains (server->records, &customer->id));
  axle_store_close (store);
}

/* What the repaired desk was changing had gone from the server, and no tombstone is told any
 * more: it is not shown once the change was refused. */
static void
test_repair_gone (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  AxleStoreOptions options = { .path = path };
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) other = test_customer ("王芳", NULL);
  g_autoptr(AxleRecord) edited = axle_record_copy (customer);
  g_autoptr(AxleRecord) shown = NULL;
  g_autoptr(AxleVerdict) gone = axle_verdict_new ();
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&options, &error);

  g_assert_no_error (error);
  test_desk_enrol (store, server);
  test_desk_save_record (store, NULL, customer);
  test_desk_save_record (store, NULL, other);
  test_desk_push (store, server, 2);
  test_desk_pull (store, server);
  axle_record_set_text (edited, AXLE_CUSTOMER_CITY, "上海");
  test_desk_save_record (store, customer, edited);
  axle_store_close (store);
  g_assert_true (axle_store_repair (&options, NULL, &error));
  store = axle_store_open (&options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (axle_store_count (store, &axle_customer_entity, &error), ==, 1);
  g_ptr_array_remove_index (server->feed, 0);
  test_desk_pull (store, server);
  axle_verdict_refuse (gone, "gone", "No.");
  g_assert_true (axle_test_settle (store, 3, gone, &error));
  shown = axle_store_get (store, &axle_customer_entity, &customer->id, NULL);
  g_assert_true (shown == NULL || shown->deleted);
  g_assert_cmpint (axle_store_count (store, &axle_customer_entity, &error), ==, 1);
  g_assert_cmpint (axle_store_count_conflicts (store), ==, 1);
  axle_store_close (store);
}

/* A process dies at any moment: what it had said to be saved is there, nothing is
 * half there, and no number is given twice. */
static void
test_killed (void)
{
  for (guint round = 0; round < SAVES; round += 3)
    {
      g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
      g_autoptr(GPtrArray) waiting = NULL;
      g_autoptr(AxleRecord) next = test_customer ("后", NULL);
      AxleStore *store;
      int status;
      pid_t child = fork ();

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          store = test_desk_open (folder, "cache");
          for (guint i = 0; i < round; i++)
            {
              g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
              test_desk_save_record (store, NULL, customer);
            }
          /* And one that is on its way. */
          axle_connection_exec (store->connection, "BEGIN IMMEDIATE", NULL);
          axle_connection_exec (store->connection,
                                "INSERT INTO change (operation, kind, record, made, packed) "
                                "VALUES (1, 'customer', x'00', 1, x'00')", NULL);
          _exit (0);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_cmpint (status, ==, 0);
      store = test_desk_open (folder, "cache");
      g_assert_cmpint (axle_connection_get_wal_size (store->connection), ==, 0);
      waiting = axle_store_list_outbox (store, 0, SAVES, G_MAXSIZE, NULL);
      g_assert_cmpuint (waiting->len, ==, round);
      g_assert_cmpint (axle_store_count (store, &axle_customer_entity, NULL), ==, round);
      g_assert_cmpint (test_desk_save_record (store, NULL, next), ==, round + 1);
      assert_sound (store);
      axle_store_close (store);
    }
}

/* What the disk holds after each save is enough to open it again. */
static void
test_copied (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  AxleStore *store = test_desk_open (folder, "cache");

  for (guint i = 0; i < 10; i++)
    {
      static const char * const suffixes[] = { "", "-wal" };
      g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
      g_autofree char *name = g_strdup_printf ("copy-%u", i);
      AxleStore *copy;

      test_desk_save_record (store, NULL, customer);
      for (guint s = 0; s < G_N_ELEMENTS (suffixes); s++)
        {
          g_autofree char *from_name = g_strconcat ("cache", suffixes[s], NULL);
          g_autofree char *to_name = g_strconcat (name, suffixes[s], NULL);
          g_autofree char *from = axle_test_folder_build (folder, from_name);
          g_autofree char *to = axle_test_folder_build (folder, to_name);
          g_autoptr(GBytes) bytes = axle_test_read (from);

          axle_test_write (to, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
        }
      copy = test_desk_open (folder, name);
      g_assert_cmpint (axle_store_count_outbox (copy), ==, i + 1);
      assert_sound (copy);
      axle_store_close (copy);
    }
  axle_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/check", test_check);
  g_test_add_func ("/health/check-derived", test_check_derived);
  g_test_add_func ("/health/repair", test_repair);
  g_test_add_func ("/health/repair-older", test_repair_older);
  g_test_add_func ("/health/repair-restored", test_repair_restored);
  g_test_add_func ("/health/repair-gone", test_repair_gone);
  g_test_add_func ("/health/killed", test_killed);
  g_test_add_func ("/health/copied", test_copied);
  return g_test_run ();
}
