/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/migration.h"

#include <glib/gi18n-lib.h>

#include "sqlite/private.h"
#include "sqlite/transaction.h"

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS migration ("
  "  number     INTEGER PRIMARY KEY,"
  "  sha256     TEXT NOT NULL,"
  "  applied_at INTEGER NOT NULL"  /* µs since 1970, UTC */
  ") STRICT";

static char *
hash_of (const AxleMigration *migration)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, migration->sql != NULL ? migration->sql : "", -1);
}

static void
set_unknown_layout (AxleConnection  *connection,
                    GError         **error)
{
  g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CORRUPT,
               _("“%s” does not say which layout it has. Nothing was changed; check the database."),
               axle_connection_get_path (connection));
}

/**
 * axle_migration_get_version:
 * @connection: a connection
 * @error: return location
 *
 * Returns: the number of the last migration that was applied; 0 for none, -1 with
 *   an error
 */
int
axle_migration_get_version (AxleConnection  *connection,
                            GError         **error)
{
  gint64 version;

  if (!axle_connection_query_int64 (connection, "PRAGMA user_version", &version, error))
    return -1;
  if (version >= 0)
    return (int) version;
  set_unknown_layout (connection, error);
  return -1;
}

static gboolean
verify_hashes (AxleConnection       *connection,
               const AxleMigration  *migrations,
               int                   version,
               GError              **error)
{
  g_autoptr(AxleStatement) row =
    axle_statement_new (connection, "SELECT number, sha256 FROM migration ORDER BY number", error);
  AxleStep step;
  int number = 0;

  if (row == NULL)
    return FALSE;
  while ((step = axle_statement_step (row, error)) == AXLE_STEP_ROW)
    {
      g_autofree char *hash = NULL;

      number++;
      if (number > version || axle_statement_get_int64 (row, 0) != number)
        break;
      hash = hash_of (&migrations[number - 1]);
      if (g_strcmp0 (hash, axle_statement_get_text (row, 1)) != 0)
        {
          g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CHANGED,
                       _("Step %d of the database's layout is not the one that made “%s”. "
                         "Nothing was changed; use the program that made it."),
                       number, axle_connection_get_path (connection));
          return FALSE;
        }
    }
  if (step == AXLE_STEP_ERROR)
    return FALSE;
  if (step == AXLE_STEP_DONE && number == version)
    return TRUE;
  set_unknown_layout (connection, error);
  return FALSE;
}

/**
 * axle_migration_verify:
 * @connection: a connection; read-only is enough
 * @migrations: (array length=n_migrations): the program's migrations
 * @n_migrations: how many
 * @error: return location
 *
 * Checks that what was applied to the database is the beginning of @migrations.
 *
 * Returns: whether it is; otherwise %AXLE_SQLITE_ERROR_NEWER,
 *   %AXLE_SQLITE_ERROR_CHANGED, or what reading gave
 */
gboolean
axle_migration_verify (AxleConnection       *connection,
                       const AxleMigration  *migrations,
                       guint                 n_migrations,
                       GError              **error)
{
  int version = axle_migration_get_version (connection, error);

  if (version < 0)
    return FALSE;
  if (version > (int) n_migrations)
    {
      g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NEWER,
                   _("“%s” was made by a newer version of this program: its layout is %d and this program knows %u. "
                     "Nothing was changed; update the program to write to it."),
                   axle_connection_get_path (connection), version, n_migrations);
      return FALSE;
    }
  return version == 0 || verify_hashes (connection, migrations, version, error);
}

static gboolean
record (AxleConnection       *connection,
        const AxleMigration  *migration,
        GError              **error)
{
  g_autofree char *hash = hash_of (migration);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", migration->number);
  g_autoptr(AxleStatement) insert =
    axle_connection_prepare (connection, "INSERT INTO migration (number, sha256, applied_at) VALUES (?1, ?2, ?3)", error);

  if (insert == NULL)
    return FALSE;
  axle_statement_bind_int64 (insert, 1, migration->number);
  axle_statement_bind_text (insert, 2, hash);
  axle_statement_bind_int64 (insert, 3, g_get_real_time ());
  return axle_statement_run (insert, error) && axle_connection_exec (connection, pragma, error);
}

static gboolean
check_foreign_keys (AxleConnection  *connection,
                    GError         **error)
{
  g_autoptr(AxleStatement) broken = axle_statement_new (connection, "PRAGMA foreign_key_check", error);
  AxleStep step = broken != NULL ? axle_statement_step (broken, error) : AXLE_STEP_ERROR;

  if (step == AXLE_STEP_ROW)
    g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CONSTRAINT,
                 _("a row of “%s” points to a row of “%s” that is not there"),
                 axle_statement_get_text (broken, 0), axle_statement_get_text (broken, 2));
  return step == AXLE_STEP_DONE;
}

static gboolean
apply (AxleConnection       *connection,
       const AxleMigration  *migration,
       GError              **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (connection, error);
  int version;

  if (transaction == NULL)
    return FALSE;
  /* Another process may have applied it while this one waited to write. */
  version = axle_migration_get_version (connection, error);
  if (version < 0 || version >= migration->number)
    return version >= 0;
  return axle_connection_exec (connection, schema, error) &&
         (migration->sql == NULL || axle_connection_exec (connection, migration->sql, error)) &&
         (migration->func == NULL || migration->func (connection, error)) &&
         record (connection, migration, error) &&
         check_foreign_keys (connection, error) &&
         axle_transaction_commit (transaction, error);
}

/**
 * axle_migration_run_to:
 * @connection: a connection that may write, without an open transaction
 * @migrations: (array length=n_migrations): the program's migrations
 * @n_migrations: how many
 * @number: the last one to apply; for tests that start from an earlier schema
 * @error: return location
 *
 * Applies the migrations up to @number that are missing, each in a transaction of
 * its own: when one fails, those before it are kept.
 *
 * Returns: whether the database has that schema now; otherwise what
 *   axle_migration_verify() or the migration gave
 */
gboolean
axle_migration_run_to (AxleConnection       *connection,
                       const AxleMigration  *migrations,
                       guint                 n_migrations,
                       int                   number,
                       GError              **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (number >= 0 && number <= (int) n_migrations, FALSE);
  g_return_val_if_fail (!axle_connection_in_transaction (connection), FALSE);
  for (guint i = 0; i < n_migrations; i++)
    g_return_val_if_fail (migrations[i].number == (int) i + 1, FALSE);

  if (!axle_migration_verify (connection, migrations, n_migrations, error))
    return FALSE;
  if (axle_migration_get_version (connection, NULL) >= number)
    return TRUE;

  /* To drop a table whose rows others point to would otherwise delete those too. */
  if (!axle_connection_exec (connection, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  for (int i = 0; i < number && done; i++)
    {
      done = apply (connection, &migrations[i], error);
      if (!done)
        g_prefix_error (error, _("Step %d of the database's layout failed: "), migrations[i].number);
    }
  return axle_connection_exec_always (connection, "PRAGMA foreign_keys = ON", done ? error : NULL) && done;
}

/**
 * axle_migration_run:
 * @connection: a connection that may write, without an open transaction
 * @migrations: (array length=n_migrations): the program's migrations
 * @n_migrations: how many
 * @error: return location
 *
 * Applies the migrations that are missing; see axle_migration_run_to().
 *
 * Returns: whether the database has the newest schema now
 */
gboolean
axle_migration_run (AxleConnection       *connection,
                    const AxleMigration  *migrations,
                    guint                 n_migrations,
                    GError              **error)
{
  return axle_migration_run_to (connection, migrations, n_migrations, (int) n_migrations, error);
}
