/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sqlite/database.h"
#include "support/support.h"

static const guint8 KEY[AXLE_CONNECTION_KEY_SIZE] = "0123456789abcdef0123456789abcde";

static void
fill (AxleConnection *db)
{
  exec_ok (db,
           "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
           "CREATE INDEX thing_name ON thing (name);"
           "CREATE TABLE part (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES thing) STRICT;"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
           "INSERT INTO thing SELECT i, 'the name of thing ' || i FROM n;"
           "INSERT INTO part SELECT id, id FROM thing");
}

static GPtrArray *
check (AxleConnection      *db,
       AxleConnectionCheck  depth)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  axle_connection_check (db, depth, problems, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&problems);
}

typedef struct
{
  const char          *name;
  const guint8        *key;
  AxleConnectionCheck  depth;
} CheckCase;

static const CheckCase checks[] = {
  { "quick", NULL, AXLE_CONNECTION_CHECK_QUICK },
  { "thorough", NULL, AXLE_CONNECTION_CHECK_THOROUGH },
  { "quick-encrypted", KEY, AXLE_CONNECTION_CHECK_QUICK },
  { "thorough-encrypted", KEY, AXLE_CONNECTION_CHECK_THOROUGH },
};

static void
test_sound (const CheckCase *c)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_CREATE, c->key);
  g_autoptr(GPtrArray) problems = NULL;

  fill (db);
  problems = check (db, c->depth);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Overwrites the middle of every page but the first in turn; each has to be noticed. */
static void
test_damaged_page (const CheckCase *c)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GBytes) sound = NULL;
  gsize size;

  {
    g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_CREATE, c->key);

    fill (db);
  }
  sound = axle_test_read (path);
  size = g_bytes_get_size (sound);
  for (gsize page = 1; page < size / 4096; page += 7)
    {
      g_autofree char *damaged = g_memdup2 (g_bytes_get_data (sound, NULL), size);
      g_autoptr(AxleConnection) db = NULL;
      g_autoptr(GPtrArray) problems = NULL;

      memset (damaged + page * 4096, 0xa5, 2048);
      axle_test_write (path, damaged, (gssize) size);
      db = open_ok (path, AXLE_CONNECTION_CREATE, c->key);
      problems = check (db, c->depth);
      g_assert_cmpuint (problems->len, >, 0);
      g_assert_cmpuint (problems->len, <=, 100);
    }
}

static void
test_damaged_read (const CheckCase *c)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GBytes) sound = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr(AxleConnection) db = NULL;
  g_autoptr(GError) error = NULL;
  gint64 sum;
  gsize size;

  {
    g_autoptr(AxleConnection) made = open_ok (path, AXLE_CONNECTION_CREATE, c->key);

    fill (made);
  }
  sound = axle_test_read (path);
  size = g_bytes_get_size (sound);
  damaged = g_memdup2 (g_bytes_get_data (sound, NULL), size);
  memset (damaged + 4096, 0xa5, size - 4096);
  axle_test_write (path, damaged, (gssize) size);
  db = open_ok (path, AXLE_CONNECTION_CREATE, c->key);
  g_assert_false (axle_connection_query_int64 (db, "SELECT sum(length(name)) FROM thing", &sum, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CORRUPT);
}

static void
test_foreign_key (void)
{
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GPtrArray) problems = NULL;

  fill (db);
  exec_ok (db, "PRAGMA foreign_keys = OFF; DELETE FROM thing WHERE id = 77; PRAGMA foreign_keys = ON");
  problems = check (db, AXLE_CONNECTION_CHECK_QUICK);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (problems->pdata[0], ==, "Row 77 of “part” points to a row of “thing” that is not there");
}

static void
test_wal (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GError) error = NULL;

  fill (db);
  g_assert_cmpint (axle_connection_get_wal_size (db), >, 4096);
  axle_connection_checkpoint (db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (axle_connection_get_wal_size (db), ==, 0);
}

/* Opens what a killed process leaves: the database and a log nobody has written back. */
static void
test_wal_after_kill (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autofree char *wal = axle_test_folder_build (folder, "a.db-wal");
  g_autofree char *left_path = axle_test_folder_build (folder, "left.db");
  g_autofree char *left_wal = axle_test_folder_build (folder, "left.db-wal");
  g_autoptr(AxleConnection) running = open_ok (path, AXLE_CONNECTION_CREATE, KEY);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) log = NULL;
  gint64 count;

  fill (running);
  file = axle_test_read (path);
  log = axle_test_read (wal);
  axle_test_write (left_path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file));
  axle_test_write (left_wal, g_bytes_get_data (log, NULL), (gssize) g_bytes_get_size (log));
  {
    g_autoptr(AxleConnection) db = open_ok (left_path, AXLE_CONNECTION_CREATE, KEY);

    g_assert_cmpint (axle_connection_get_wal_size (db), >, 0);
    g_assert_true (axle_connection_query_int64 (db, "SELECT count(*) FROM part", &count, NULL));
    g_assert_cmpint (count, ==, 2000);
  }
  {
    g_autoptr(AxleConnection) db = open_ok (left_path, AXLE_CONNECTION_CREATE, KEY);

    g_assert_cmpint (axle_connection_get_wal_size (db), ==, 0);
  }
}

static void
test_backup (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autofree char *copy = axle_test_folder_build (folder, "copy.db");
  g_autofree char *part = axle_test_folder_build (folder, "copy.db.part");
  g_autofree char *copy_wal = axle_test_folder_build (folder, "copy.db-wal");
  g_autoptr(AxleConnection) db = open_ok (path, AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(AxleConnection) opened = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  gint64 count;

  fill (db);
  axle_test_write (copy, "an older backup", -1);
  axle_test_write (part, "half of one", -1);
  axle_connection_backup_to (db, copy, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (copy_wal, G_FILE_TEST_EXISTS));

  exec_ok (db, "DELETE FROM part");
  opened = open_ok (copy, AXLE_CONNECTION_CREATE, NULL);
  problems = check (opened, AXLE_CONNECTION_CHECK_THOROUGH);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (axle_connection_query_int64 (opened, "SELECT count(*) FROM part", &count, NULL));
  g_assert_cmpint (count, ==, 2000);
}

static void
test_backup_fails (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *nowhere = axle_test_folder_build (folder, "missing/copy.db");
  g_autofree char *copy = axle_test_folder_build (folder, "copy.db");
  g_autofree char *part = axle_test_folder_build (folder, "copy.db.part");
  g_autoptr(AxleConnection) db = open_ok (":memory:", AXLE_CONNECTION_CREATE, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  fill (db);
  g_assert_false (axle_connection_backup_to (db, nowhere, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_IO);
  g_clear_error (&error);

  axle_test_write (copy, "an older backup", -1);
  g_cancellable_cancel (cancellable);
  axle_connection_set_cancellable (db, cancellable);
  g_assert_false (axle_connection_backup_to (db, copy, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  {
    g_autoptr(GBytes) kept = axle_test_read (copy);

    g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "an older backup", 15);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/maintenance/sound", checks, test_sound);
  axle_test_add_table ("/maintenance/damaged-page", checks, test_damaged_page);
  axle_test_add_table ("/maintenance/damaged-read", checks, test_damaged_read);
  g_test_add_func ("/maintenance/foreign-key", test_foreign_key);
  g_test_add_func ("/maintenance/wal", test_wal);
  g_test_add_func ("/maintenance/wal-after-kill", test_wal_after_kill);
  g_test_add_func ("/maintenance/backup", test_backup);
  g_test_add_func ("/maintenance/backup-fails", test_backup_fails);
  return g_test_run ();
}
