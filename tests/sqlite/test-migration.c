/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/migration.h"
#include "sqlite/statement.h"
#include "support/support.h"

static gboolean
name_things (AxleConnection  *db,
             GError         **error)
{
  return axle_connection_exec (db, "UPDATE thing SET name = 'thing ' || id", error);
}

/* The third makes a table anew to which another points, as SQLite's manual has it. */
static const AxleMigration migrations[] = {
  { 1, "CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT;"
       "CREATE TABLE part (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES thing ON DELETE CASCADE) STRICT;"
       "INSERT INTO thing VALUES (1), (2); INSERT INTO part VALUES (10, 1), (20, 2)", NULL },
  { 2, "ALTER TABLE thing ADD COLUMN name TEXT", name_things },
  { 3, "CREATE TABLE new_thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
       "INSERT INTO new_thing SELECT id, name FROM thing;"
       "DROP TABLE thing; ALTER TABLE new_thing RENAME TO thing", NULL },
  { 4, NULL, name_things },
};

static AxleConnection *
open_memory (void)
{
  g_autoptr(GError) error = NULL;
  AxleConnection *db = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);

  g_assert_no_error (error);
  return db;
}

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
migrate_ok (AxleConnection      *db,
            const AxleMigration *list,
            guint                n,
            int                  number)
{
  g_autoptr(GError) error = NULL;

  axle_migration_run_to (db, list, n, number, &error);
  g_assert_no_error (error);
}

static void
test_from_every_version (gconstpointer data)
{
  int from = GPOINTER_TO_INT (data);
  g_autoptr(AxleConnection) db = open_memory ();
  g_autoptr(GError) error = NULL;

  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), from);
  g_assert_cmpint (axle_migration_get_version (db, NULL), ==, from);
  axle_migration_run (db, migrations, G_N_ELEMENTS (migrations), &error);
  g_assert_no_error (error);
  g_assert_cmpint (axle_migration_get_version (db, NULL), ==, 4);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM migration WHERE applied_at > 0 AND length(sha256) = 64"), ==, 4);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing WHERE name = 'thing ' || id"), ==, 2);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM part"), ==, 2);
  g_assert_cmpint (number_of (db, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_again_does_nothing (void)
{
  g_autoptr(AxleConnection) db = open_memory ();
  gint64 changes;

  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 4);
  changes = axle_connection_get_total_changes (db);
  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 4);
  g_assert_cmpint (axle_connection_get_total_changes (db), ==, changes);
}

static void
test_newer (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(AxleConnection) db = axle_connection_open (path, AXLE_CONNECTION_CREATE, NULL, NULL);

    migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 4);
    g_assert_false (axle_migration_run (db, migrations, 2, &error));
    g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NEWER);
    g_clear_error (&error);
    g_assert_cmpint (axle_migration_get_version (db, NULL), ==, 4);
  }
  {
    g_autoptr(AxleConnection) db = axle_connection_open (path, AXLE_CONNECTION_READ_ONLY, NULL, &error);

    g_assert_no_error (error);
    g_assert_false (axle_migration_verify (db, migrations, 2, &error));
    g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NEWER);
    g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
  }
}

static void
test_changed (void)
{
  AxleMigration changed[G_N_ELEMENTS (migrations)];
  g_autoptr(AxleConnection) db = open_memory ();
  g_autoptr(GError) error = NULL;

  memcpy (changed, migrations, sizeof changed);
  changed[1].sql = "ALTER TABLE thing ADD COLUMN title TEXT";
  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 2);
  g_assert_false (axle_migration_run (db, changed, G_N_ELEMENTS (changed), &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "Step 2"));
  g_assert_cmpint (axle_migration_get_version (db, NULL), ==, 2);
}

static gboolean
fail (AxleConnection  *db,
      GError         **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no");
  return FALSE;
}

typedef struct
{
  const char    *name;
  AxleMigration  second;
  const char    *domain;
  int            code;
} FailCase;

static const FailCase fails[] = {
  { "sql", { 2, "DELETE FROM part; SELEC", NULL }, "axle-sqlite-error-quark", AXLE_SQLITE_ERROR_OTHER },
  { "function", { 2, "DELETE FROM part", fail }, "g-io-error-quark", G_IO_ERROR_INVALID_DATA },
  { "foreign-key", { 2, "DELETE FROM thing WHERE id = 1", NULL }, "axle-sqlite-error-quark", AXLE_SQLITE_ERROR_CONSTRAINT },
};

/* What came before the one that failed is kept, of that one nothing. */
static void
test_partial (const FailCase *c)
{
  AxleMigration list[] = { migrations[0], c->second };
  g_autoptr(AxleConnection) db = open_memory ();
  g_autoptr(GError) error = NULL;

  g_assert_false (axle_migration_run (db, list, G_N_ELEMENTS (list), &error));
  g_assert_error (error, g_quark_from_static_string (c->domain), c->code);
  g_assert_true (g_str_has_prefix (error->message, "Step 2"));
  g_assert_cmpint (axle_migration_get_version (db, NULL), ==, 1);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM part"), ==, 2);
  g_assert_cmpint (number_of (db, "SELECT count(*) FROM thing"), ==, 2);
  g_assert_cmpint (number_of (db, "PRAGMA foreign_keys"), ==, 1);

  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 4);
}

static void
test_cancelled (void)
{
  g_autoptr(AxleConnection) db = open_memory ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  axle_connection_set_cancellable (db, cancellable);
  g_assert_false (axle_migration_run (db, migrations, G_N_ELEMENTS (migrations), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  axle_connection_set_cancellable (db, NULL);
  g_assert_cmpint (number_of (db, "PRAGMA foreign_keys"), ==, 1);
}

typedef struct
{
  const char *name;
  const char *sql;
} DamageCase;

static const DamageCase damages[] = {
  { "row-missing", "DELETE FROM migration WHERE number = 1" },
  { "row-too-many", "INSERT INTO migration VALUES (9, 'x', 1)" },
  { "negative", "PRAGMA user_version = -3" },
};

static void
test_damaged (const DamageCase *c)
{
  g_autoptr(AxleConnection) db = open_memory ();
  g_autoptr(GError) error = NULL;

  migrate_ok (db, migrations, G_N_ELEMENTS (migrations), 2);
  axle_connection_exec (db, c->sql, &error);
  g_assert_no_error (error);
  g_assert_false (axle_migration_run (db, migrations, G_N_ELEMENTS (migrations), &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CORRUPT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int from = 0; from <= (int) G_N_ELEMENTS (migrations); from++)
    {
      g_autofree char *path = g_strdup_printf ("/migration/from-version/%d", from);

      g_test_add_data_func (path, GINT_TO_POINTER (from), test_from_every_version);
    }
  g_test_add_func ("/migration/again-does-nothing", test_again_does_nothing);
  g_test_add_func ("/migration/newer", test_newer);
  g_test_add_func ("/migration/changed", test_changed);
  axle_test_add_table ("/migration/partial", fails, test_partial);
  g_test_add_func ("/migration/cancelled", test_cancelled);
  axle_test_add_table ("/migration/damaged", damages, test_damaged);
  return g_test_run ();
}
