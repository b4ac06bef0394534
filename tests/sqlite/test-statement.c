/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/statement.h"
#include "support/support.h"

static AxleConnection *
open_things (void)
{
  g_autoptr(GError) error = NULL;
  AxleConnection *db = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);

  g_assert_no_error (error);
  axle_connection_exec (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT)", &error);
  g_assert_no_error (error);
  return db;
}

static AxleStatement *
prepare_ok (AxleConnection *db,
            const char     *sql)
{
  g_autoptr(GError) error = NULL;
  AxleStatement *statement = axle_connection_prepare (db, sql, &error);

  g_assert_no_error (error);
  return statement;
}

static AxleStep
step_ok (AxleStatement *statement)
{
  g_autoptr(GError) error = NULL;
  AxleStep step = axle_statement_step (statement, &error);

  g_assert_no_error (error);
  return step;
}

static void
test_values (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleStatement) s = prepare_ok (db, "SELECT ?1 AS name, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(GBytes) nothing = NULL;
  g_autofree char *text = NULL;
  gconstpointer blob;
  gsize size;

  axle_statement_bind_text (s, 1, "沈A·12345");
  axle_statement_bind_text (s, 2, NULL);
  axle_statement_bind_blob (s, 3, "\0x", 2);
  axle_statement_bind_bytes (s, 4, bytes);
  axle_statement_bind_bytes (s, 5, empty);
  axle_statement_bind_int64 (s, 6, G_MININT64);
  axle_statement_bind_bool (s, 7, 0x10000);
  axle_statement_bind_double (s, 8, 0.1);
  axle_statement_bind_null (s, 9);

  g_assert_cmpint (axle_statement_get_n_columns (s), ==, 9);
  g_assert_cmpstr (axle_statement_get_column_name (s, 0), ==, "name");
  g_assert_cmpint (step_ok (s), ==, AXLE_STEP_ROW);

  g_assert_cmpstr (axle_statement_get_text (s, 0), ==, "沈A·12345");
  text = axle_statement_dup_text (s, 0);
  g_assert_cmpstr (text, ==, "沈A·12345");
  g_assert_null (axle_statement_get_text (s, 1));
  g_assert_true (axle_statement_is_null (s, 1));
  g_assert_false (axle_statement_is_null (s, 0));
  blob = axle_statement_get_blob (s, 2, &size);
  g_assert_cmpmem (blob, size, "\0x", 2);
  copy = axle_statement_dup_bytes (s, 3);
  g_assert_true (g_bytes_equal (copy, bytes));
  g_assert_cmpint (axle_statement_get_type (s, 4), ==, AXLE_COLUMN_BLOB);
  nothing = axle_statement_dup_bytes (s, 4);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  g_assert_cmpint (axle_statement_get_int64 (s, 5), ==, G_MININT64);
  g_assert_cmpint (axle_statement_get_type (s, 5), ==, AXLE_COLUMN_INTEGER);
  g_assert_cmpint (axle_statement_get_int64 (s, 6), ==, 1);
  g_assert_true (axle_statement_get_bool (s, 6));
  g_assert_cmpfloat (axle_statement_get_double (s, 7), ==, 0.1);
  g_assert_cmpint (axle_statement_get_type (s, 7), ==, AXLE_COLUMN_REAL);
  g_assert_cmpint (axle_statement_get_type (s, 8), ==, AXLE_COLUMN_NULL);
  g_assert_null (axle_statement_dup_bytes (s, 8));

  g_assert_cmpint (step_ok (s), ==, AXLE_STEP_DONE);
}

static void
test_reuse (void)
{
  static const char sql[] = "SELECT ?1";
  g_autoptr(AxleConnection) db = open_things ();
  AxleStatement *first = prepare_ok (db, sql);
  AxleStatement *second;

  axle_statement_bind_text (first, 1, "left over");
  g_assert_cmpint (step_ok (first), ==, AXLE_STEP_ROW);
  axle_statement_release (first);

  second = prepare_ok (db, sql);
  g_assert_true (second == first);
  g_assert_cmpint (step_ok (second), ==, AXLE_STEP_ROW);
  g_assert_true (axle_statement_is_null (second, 0));
  axle_statement_release (second);
}

/* A released statement may not hold its read transaction: nobody could cut the log. */
static void
test_released_is_not_active (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  AxleConnectionOptions options = { .busy_timeout_ms = -1 };
  g_autoptr(AxleConnection) writer = axle_connection_open (path, AXLE_CONNECTION_CREATE, &options, NULL);
  g_autoptr(AxleConnection) reader = NULL;
  g_autoptr(GError) error = NULL;

  axle_connection_exec (writer, "CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)", &error);
  g_assert_no_error (error);
  reader = axle_connection_open (path, AXLE_CONNECTION_READ_ONLY, &options, &error);
  g_assert_no_error (error);
  {
    g_autoptr(AxleStatement) s = prepare_ok (reader, "SELECT x FROM t");

    g_assert_cmpint (step_ok (s), ==, AXLE_STEP_ROW);
    g_assert_false (axle_connection_checkpoint (writer, &error));
    g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_BUSY);
    g_clear_error (&error);
  }
  g_assert_true (axle_connection_checkpoint (writer, &error));
  g_assert_no_error (error);
}

static gint64
depth_below (AxleConnection *db,
             gint64          id)
{
  g_autoptr(AxleStatement) children = prepare_ok (db, "SELECT id FROM thing WHERE parent = ?1");
  gint64 deepest = 0;

  axle_statement_bind_int64 (children, 1, id);
  while (step_ok (children) == AXLE_STEP_ROW)
    deepest = MAX (deepest, depth_below (db, axle_statement_get_int64 (children, 0)));
  return deepest + 1;
}

static void
test_recursion (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(GError) error = NULL;

  axle_connection_exec (db, "INSERT INTO thing (id, parent) VALUES (1, 0), (2, 1), (3, 2), (4, 1), (5, 3)", &error);
  g_assert_no_error (error);
  g_assert_cmpint (depth_below (db, 0), ==, 5);
}

static void
test_run_again (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleStatement) insert = prepare_ok (db, "INSERT INTO thing (id, parent, name) VALUES (?1, ?2, ?3)");
  g_autoptr(GError) error = NULL;
  gint64 count;

  axle_statement_bind_text (insert, 3, "same");
  for (gint64 id = 1; id <= 3; id++)
    {
      axle_statement_bind_int64 (insert, 1, id);
      axle_statement_run (insert, &error);
      g_assert_no_error (error);
    }
  g_assert_true (axle_connection_query_int64 (db, "SELECT count(*) FROM thing WHERE name = 'same'", &count, NULL));
  g_assert_cmpint (count, ==, 3);

  /* After a refused row the next one goes in. */
  g_assert_false (axle_statement_run (insert, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  axle_statement_bind_int64 (insert, 1, 4);
  g_assert_true (axle_statement_run (insert, &error));
  g_assert_no_error (error);
}

static void
test_survives_schema_change (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(GError) error = NULL;

  for (int n_columns = 3; n_columns <= 4; n_columns++)
    {
      g_autoptr(AxleStatement) s = prepare_ok (db, "SELECT * FROM thing");

      g_assert_cmpint (step_ok (s), ==, AXLE_STEP_DONE);
      g_assert_cmpint (axle_statement_get_n_columns (s), ==, n_columns);
      axle_statement_reset (s);
      axle_connection_exec (db, "ALTER TABLE thing ADD COLUMN more TEXT", n_columns == 3 ? &error : NULL);
      g_assert_no_error (error);
    }
}

static void
test_wrong_parameter (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleStatement) s = prepare_ok (db, "SELECT ?1");
  g_autoptr(GError) error = NULL;

  axle_statement_bind_int64 (s, 2, 1);
  axle_statement_bind_int64 (s, 1, 1);
  g_assert_cmpint (axle_statement_step (s, &error), ==, AXLE_STEP_ERROR);
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
}

typedef struct
{
  const char *name;
  const char *sql;
} SqlCase;

static const SqlCase wrong_sql[] = {
  { "syntax", "SELEC 1" },
  { "no-table", "SELECT * FROM nothing" },
  { "two", "SELECT 1; SELECT 2" },
  { "empty", "" },
  { "comment", "-- nothing" },
};

static void
test_wrong_sql (const SqlCase *c)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_connection_prepare (db, c->sql, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
}

static void
test_closed_in_use (void)
{
  if (g_test_subprocess ())
    {
      AxleConnection *db = open_things ();

      prepare_ok (db, "SELECT 1");
      axle_connection_close (db);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*1 statements of*are in use*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statement/values", test_values);
  g_test_add_func ("/statement/reuse", test_reuse);
  g_test_add_func ("/statement/released-is-not-active", test_released_is_not_active);
  g_test_add_func ("/statement/recursion", test_recursion);
  g_test_add_func ("/statement/run-again", test_run_again);
  g_test_add_func ("/statement/survives-schema-change", test_survives_schema_change);
  g_test_add_func ("/statement/wrong-parameter", test_wrong_parameter);
  axle_test_add_table ("/statement/wrong-sql", wrong_sql, test_wrong_sql);
  g_test_add_func ("/statement/closed-in-use", test_closed_in_use);
  return g_test_run ();
}
