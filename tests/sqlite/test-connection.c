/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "support/support.h"

static const guint8 KEY[AXLE_CONNECTION_KEY_SIZE] = "0123456789abcdef0123456789abcde";
static const guint8 OTHER_KEY[AXLE_CONNECTION_KEY_SIZE] = "fedcba9876543210fedcba987654321";

static gint64
number_of (AxleConnection *db,
           const char     *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  axle_connection_query_int64 (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
make_database (const char   *path,
               const guint8 *key)
{
  g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_CREATE, key);

  exec_ok (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT;"
               "INSERT INTO thing (name) VALUES ('沈阳'), ('广州')");
}

static void
test_settings (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  AxleConnectionOptions options = { .cache_kib = 12345, .busy_timeout_ms = 77 };
  g_autoptr(AxleConnection) normal = axle_connection_open (path, AXLE_CONNECTION_CREATE, &options, NULL);
  g_autoptr(AxleConnection) durable = open_ok (path, AXLE_CONNECTION_DURABLE, NULL);

  g_assert_cmpstr (axle_connection_get_path (normal), ==, path);
  g_assert_cmpint (number_of (normal, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number_of (normal, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (number_of (normal, "PRAGMA mmap_size"), ==, 0);
  g_assert_cmpint (number_of (normal, "PRAGMA temp_store"), ==, 2);
  g_assert_cmpint (number_of (normal, "PRAGMA cache_size"), ==, -12345);
  g_assert_cmpint (number_of (normal, "PRAGMA busy_timeout"), ==, 77);
  g_assert_cmpint (number_of (normal, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (number_of (normal, "PRAGMA synchronous"), ==, 1);
  g_assert_cmpint (number_of (durable, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (number_of (durable, "PRAGMA busy_timeout"), ==, AXLE_CONNECTION_BUSY_TIMEOUT_MS);
}

static void
test_memory (void)
{
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);

  exec_ok (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT; INSERT INTO thing VALUES (41), (42)");
  g_assert_cmpint (axle_connection_get_last_insert_rowid (db), ==, 42);
  g_assert_cmpint (axle_connection_get_changes (db), ==, 2);
  exec_ok (db, "DELETE FROM thing WHERE id = 41");
  g_assert_cmpint (axle_connection_get_changes (db), ==, 1);
  g_assert_cmpint (axle_connection_get_total_changes (db), ==, 3);
}

static void
test_key_encrypts (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GBytes) file = NULL;
  gsize size;
  const char *data;

  make_database (path, KEY);
  file = axle_test_read (path);
  data = g_bytes_get_data (file, &size);
  g_assert_cmpuint (size, >, 4096);
  g_assert_true (memcmp (data, "SQLite format 3", 15) != 0);
  g_assert_null (memmem (data, size, "沈阳", strlen ("沈阳")));
  g_assert_null (memmem (data, size, "CREATE TABLE", strlen ("CREATE TABLE")));
  {
    g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_READ_WRITE, KEY);

    g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
  }
}

static void
test_without_key_is_plain (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GBytes) file = NULL;

  make_database (path, NULL);
  file = axle_test_read (path);
  g_assert_cmpmem (g_bytes_get_data (file, NULL), 15, "SQLite format 3", 15);
}

typedef struct
{
  const char   *name;
  const guint8 *made_with;
  const guint8 *opened_with;
} KeyCase;

static const KeyCase wrong_keys[] = {
  { "another-key", KEY, OTHER_KEY },
  { "no-key", KEY, NULL },
  { "key-for-a-plain-file", NULL, KEY },
};

static void
test_wrong_key (const KeyCase *c)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  AxleConnectionOptions options = { .key = c->opened_with };

  make_database (path, c->made_with);
  before = axle_test_read (path);
  g_assert_null (axle_connection_open (path, AXLE_CONNECTION_CREATE, &options, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NOT_A_DATABASE);
  after = axle_test_read (path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_not_a_database (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "letter.txt");
  g_autofree char *letter = g_strnfill (9000, 'x');
  g_autoptr(GError) error = NULL;

  axle_test_write (path, letter, -1);
  g_assert_null (axle_connection_open (path, AXLE_CONNECTION_READ_WRITE, NULL, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NOT_A_DATABASE);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_missing (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "none.db");
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_connection_open (path, AXLE_CONNECTION_READ_WRITE, NULL, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_IO);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_read_only (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) db = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, KEY);
  db = open_ok (path, AXLE_CONNECTION_READ_ONLY, KEY);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
  g_assert_false (axle_connection_exec (db, "DELETE FROM thing", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_READ_ONLY);
}

static void
test_constraint (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) db = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, NULL);
  db = open_ok (path, AXLE_CONNECTION_READ_WRITE, NULL);
  g_assert_false (axle_connection_exec (db, "INSERT INTO thing (name) VALUES ('上海'), ('沈阳')", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "thing.name"));
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
}

static void
test_full (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) db = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, KEY);
  db = open_ok (path, AXLE_CONNECTION_READ_WRITE, KEY);
  exec_ok (db, "PRAGMA max_page_count = 4; BEGIN IMMEDIATE; INSERT INTO thing (name) VALUES ('武汉')");
  g_assert_false (axle_connection_exec (db, "INSERT INTO thing (name) VALUES (hex (zeroblob (40000)))", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_FULL);
  if (axle_connection_in_transaction (db))
    exec_ok (db, "ROLLBACK");
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
}

static void
test_busy (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  AxleConnectionOptions options = { .busy_timeout_ms = -1 };
  g_autoptr(AxleConnection) first = NULL;
  g_autoptr(AxleConnection) second = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, NULL);
  first = open_ok (path, AXLE_CONNECTION_READ_WRITE, NULL);
  second = axle_connection_open (path, AXLE_CONNECTION_READ_WRITE, &options, NULL);
  exec_ok (first, "BEGIN IMMEDIATE");
  g_assert_false (axle_connection_exec (second, "BEGIN IMMEDIATE", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_BUSY);
  exec_ok (first, "COMMIT");
  exec_ok (second, "BEGIN IMMEDIATE; COMMIT");
}

static void
test_exclusive (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  AxleConnectionOptions options = { .busy_timeout_ms = -1 };
  g_autoptr(AxleConnection) owner = NULL;
  g_autoptr(GError) error = NULL;

  make_database (path, NULL);
  owner = open_ok (path, AXLE_CONNECTION_EXCLUSIVE, NULL);
  exec_ok (owner, "DELETE FROM thing");
  g_assert_null (axle_connection_open (path, AXLE_CONNECTION_READ_WRITE, &options, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_BUSY);
}

/* A VFS without shared memory, as a simulated disk is one. */
static void
test_other_vfs (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autofree char *shm = axle_test_folder_build (folder, "a.db-shm");
  AxleConnectionOptions options = { .key = KEY, .vfs = "unix-dotfile" };
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) db =
    axle_connection_open (path, AXLE_CONNECTION_CREATE | AXLE_CONNECTION_EXCLUSIVE, &options, &error);

  g_assert_no_error (error);
  exec_ok (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY); INSERT INTO thing VALUES (1)");
  g_assert_cmpint (number_of (db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (axle_connection_get_wal_size (db), >, 0);
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
}

static void
test_unknown_vfs (void)
{
  AxleConnectionOptions options = { .vfs = "there-is-none" };
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, &options, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
}

static void
test_schema_cannot_reach_out (void)
{
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (axle_connection_exec (db, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
  g_clear_error (&error);

  /* A misspelt column is an error and not a piece of text. */
  g_assert_false (axle_connection_exec (db, "SELECT \"no such column\"", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
}

static const char ENDLESS[] =
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_running (void)
{
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GThread) thread = NULL;

  axle_connection_set_cancellable (db, cancellable);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_false (axle_connection_exec (db, ENDLESS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (g_steal_pointer (&thread));

  axle_connection_set_cancellable (db, NULL);
  g_assert_cmpint (number_of (db, "SELECT 7"), ==, 7);
}

static void
test_cancelled_before (void)
{
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_cancellable_cancel (cancellable);
  axle_connection_set_cancellable (db, cancellable);
  g_assert_false (axle_connection_query_int64 (db, "SELECT 7", &value, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/settings", test_settings);
  g_test_add_func ("/connection/memory", test_memory);
  g_test_add_func ("/connection/key-encrypts", test_key_encrypts);
  g_test_add_func ("/connection/without-key-is-plain", test_without_key_is_plain);
  axle_test_add_table ("/connection/wrong-key", wrong_keys, test_wrong_key);
  g_test_add_func ("/connection/not-a-database", test_not_a_database);
  g_test_add_func ("/connection/missing", test_missing);
  g_test_add_func ("/connection/read-only", test_read_only);
  g_test_add_func ("/connection/constraint", test_constraint);
  g_test_add_func ("/connection/full", test_full);
  g_test_add_func ("/connection/busy", test_busy);
  g_test_add_func ("/connection/exclusive", test_exclusive);
  g_test_add_func ("/connection/other-vfs", test_other_vfs);
  g_test_add_func ("/connection/unknown-vfs", test_unknown_vfs);
  g_test_add_func ("/connection/schema-cannot-reach-out", test_schema_cannot_reach_out);
  g_test_add_func ("/connection/cancel-running", test_cancel_running);
  g_test_add_func ("/connection/cancelled-before", test_cancelled_before);
  return g_test_run ();
}
