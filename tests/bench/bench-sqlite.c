/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_HAS_CODEC
#include <sqlcipher/sqlite3.h>

#include "sqlite/statement.h"
#include "sqlite/transaction.h"

/* What the layer costs over SQLite itself: rows inserted one by one, in memory. */

#define N_ROWS 300000
#define N_ROUNDS 5

static const char SCHEMA[] = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, at INTEGER) STRICT";
static const char INSERT[] = "INSERT INTO t (name, at) VALUES (?1, ?2)";
static const char NAME[] = "a name of usual length";

static double
seconds_of_layer (void)
{
  g_autoptr(AxleConnection) db = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, NULL);
  g_autoptr(AxleTransaction) transaction = NULL;
  gint64 start;
  gboolean done = axle_connection_exec (db, SCHEMA, NULL);

  start = g_get_monotonic_time ();
  transaction = axle_transaction_begin (db, NULL);
  for (gint64 i = 0; i < N_ROWS && done; i++)
    {
      g_autoptr(AxleStatement) insert = axle_connection_prepare (db, INSERT, NULL);

      axle_statement_bind_text (insert, 1, NAME);
      axle_statement_bind_int64 (insert, 2, i);
      done = axle_statement_run (insert, NULL);
    }
  done = done && axle_transaction_commit (transaction, NULL);
  g_assert_true (done);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
seconds_of_raw (void)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  gint64 start;

  g_assert_cmpint (sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL), ==, SQLITE_OK);
  sqlite3_exec (db, SCHEMA, NULL, NULL, NULL);
  start = g_get_monotonic_time ();
  sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (db, INSERT, -1, &insert, NULL), ==, SQLITE_OK);
  for (gint64 i = 0; i < N_ROWS; i++)
    {
      sqlite3_bind_text (insert, 1, NAME, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (insert, 2, i);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  start = g_get_monotonic_time () - start;
  sqlite3_close_v2 (db);
  return (double) start / G_USEC_PER_SEC;
}

int
main (int   argc,
      char *argv[])
{
  double layer = G_MAXDOUBLE, raw = G_MAXDOUBLE;

  /* In turn, and the best of each: a busy machine slows both down. */
  for (int i = 0; i < N_ROUNDS; i++)
    {
      layer = MIN (layer, seconds_of_layer ());
      raw = MIN (raw, seconds_of_raw ());
    }
  g_print ("insert.layer %.3f us/row\n", layer * 1e6 / N_ROWS);
  g_print ("insert.raw %.3f us/row\n", raw * 1e6 / N_ROWS);
  g_print ("insert %.2f ratio 1.5\n", layer / raw);
  return 0;
}
