/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/transaction.h"
#include "support/support.h"

static AxleConnection *
open_things (void)
{
  g_autoptr(GError) error = NULL;
  AxleConnection *db = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);

  g_assert_no_error (error);
  axle_connection_exec (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY)", &error);
  g_assert_no_error (error);
  return db;
}

static void
insert (AxleConnection *db,
        int             id)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO thing VALUES (%d)", id);
  g_autoptr(GError) error = NULL;

  axle_connection_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
sum_of (AxleConnection *db)
{
  gint64 sum;

  g_assert_true (axle_connection_query_int64 (db, "SELECT total(id) FROM thing", &sum, NULL));
  return sum;
}

static AxleTransaction *
begin_ok (AxleConnection *db)
{
  g_autoptr(GError) error = NULL;
  AxleTransaction *transaction = axle_transaction_begin (db, &error);

  g_assert_no_error (error);
  return transaction;
}

static void
commit_ok (AxleTransaction *transaction)
{
  g_autoptr(GError) error = NULL;

  axle_transaction_commit (transaction, &error);
  g_assert_no_error (error);
}

static void
test_commit (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  {
    g_autoptr(AxleTransaction) transaction = begin_ok (db);

    g_assert_true (axle_connection_in_transaction (db));
    insert (db, 1);
    commit_ok (transaction);
    g_assert_false (axle_connection_in_transaction (db));
  }
  g_assert_cmpint (sum_of (db), ==, 1);
}

static void
test_guard (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  {
    g_autoptr(AxleTransaction) transaction = begin_ok (db);

    insert (db, 1);
  }
  g_assert_false (axle_connection_in_transaction (db));
  g_assert_cmpint (sum_of (db), ==, 0);
}

/* Which of three transactions, one inside the other, are committed, and what is left of 1 + 2 + 4. */
typedef struct
{
  const char *name;
  gboolean    commit[3];
  gint64      sum;
} NestCase;

static const NestCase nests[] = {
  { "all", { TRUE, TRUE, TRUE }, 7 },
  { "not-inner", { TRUE, TRUE, FALSE }, 3 },
  { "not-middle", { TRUE, FALSE, TRUE }, 1 },
  { "not-middle-and-inner", { TRUE, FALSE, FALSE }, 1 },
  { "not-outer", { FALSE, TRUE, TRUE }, 0 },
  { "none", { FALSE, FALSE, FALSE }, 0 },
};

static void
nest (AxleConnection *db,
      const NestCase *c,
      int             level)
{
  g_autoptr(AxleTransaction) transaction = begin_ok (db);

  insert (db, 1 << level);
  if (level < 2)
    nest (db, c, level + 1);
  if (c->commit[level])
    commit_ok (transaction);
}

static void
test_nested (const NestCase *c)
{
  g_autoptr(AxleConnection) db = open_things ();

  nest (db, c, 0);
  g_assert_false (axle_connection_in_transaction (db));
  g_assert_cmpint (sum_of (db), ==, c->sum);
}

static void
test_rollback_then_again (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleTransaction) outer = begin_ok (db);
  {
    g_autoptr(AxleTransaction) inner = begin_ok (db);

    insert (db, 1);
    axle_transaction_rollback (inner);
  }
  {
    g_autoptr(AxleTransaction) inner = begin_ok (db);

    insert (db, 2);
    commit_ok (inner);
  }
  commit_ok (outer);
  g_assert_cmpint (sum_of (db), ==, 2);
}

static void
test_read_sees_one_moment (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "a.db");
  g_autoptr(AxleConnection) writer = axle_connection_open (path, AXLE_CONNECTION_CREATE, NULL, NULL);
  g_autoptr(AxleConnection) reader = NULL;
  g_autoptr(GError) error = NULL;

  axle_connection_exec (writer, "CREATE TABLE thing (id INTEGER PRIMARY KEY)", &error);
  g_assert_no_error (error);
  reader = axle_connection_open (path, AXLE_CONNECTION_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr(AxleTransaction) picture = axle_transaction_begin_read (reader, &error);

    g_assert_no_error (error);
    insert (writer, 5);
    g_assert_cmpint (sum_of (reader), ==, 0);
  }
  g_assert_cmpint (sum_of (reader), ==, 5);
}

/* SQLite takes the whole transaction back when a write in it is cancelled. */
static void
test_cancelled_write (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleTransaction) outer = begin_ok (db);
  g_autoptr(AxleTransaction) inner = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  insert (db, 1);
  inner = begin_ok (db);
  g_cancellable_cancel (cancellable);
  axle_connection_set_cancellable (db, cancellable);
  g_assert_false (axle_connection_exec (db, "INSERT INTO thing VALUES (2)", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (axle_transaction_commit (inner, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* What is rolled back is rolled back although all else is cancelled. */
  g_clear_pointer (&inner, axle_transaction_free);
  g_clear_pointer (&outer, axle_transaction_free);
  axle_connection_set_cancellable (db, NULL);
  g_assert_false (axle_connection_in_transaction (db));
  g_assert_cmpint (sum_of (db), ==, 0);
}

static void
test_taken_back_by_sqlite (void)
{
  g_autoptr(AxleConnection) db = open_things ();
  g_autoptr(AxleTransaction) transaction = begin_ok (db);
  g_autoptr(GError) error = NULL;

  insert (db, 1);
  g_assert_false (axle_connection_exec (db, "INSERT OR ROLLBACK INTO thing VALUES (1)", &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  /* Neither may go on as if the first half were there. */
  g_assert_null (axle_transaction_begin (db, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);
  g_clear_error (&error);
  g_assert_false (axle_transaction_commit (transaction, &error));
  g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER);

  g_clear_pointer (&transaction, axle_transaction_free);
  transaction = begin_ok (db);
  insert (db, 2);
  commit_ok (transaction);
  g_assert_cmpint (sum_of (db), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transaction/commit", test_commit);
  g_test_add_func ("/transaction/guard", test_guard);
  axle_test_add_table ("/transaction/nested", nests, test_nested);
  g_test_add_func ("/transaction/rollback-then-again", test_rollback_then_again);
  g_test_add_func ("/transaction/read-sees-one-moment", test_read_sees_one_moment);
  g_test_add_func ("/transaction/cancelled-write", test_cancelled_write);
  g_test_add_func ("/transaction/taken-back-by-sqlite", test_taken_back_by_sqlite);
  return g_test_run ();
}
