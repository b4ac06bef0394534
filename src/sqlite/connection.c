/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Few enough for a cancelled query to end within a millisecond, many enough to cost nothing. */
#define STEPS_BETWEEN_CANCEL_CHECKS 4000

/* How much of a statement's text tells it from others. */
#define HASHED_BYTES 48

/* A write-ahead log that a long transaction has blown up is cut back to this. */
#define WAL_KEPT_BYTES "16777216"

static int
progress_cb (gpointer data)
{
  AxleConnection *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/*
 * By pragma, not by sqlite3_key(): should a plain SQLite ever be linked first, the
 * pragma does nothing, the check of cipher_version below says so, and nothing is
 * written in the clear.
 */
static gboolean
apply_key (AxleConnection  *self,
           const guint8    *key,
           GError         **error)
{
  static const char hex[] = "0123456789abcdef";
  char sql[] = "PRAGMA key = \"x'0000000000000000000000000000000000000000000000000000000000000000'\"";
  char *digits = strchr (sql, '0');
  gint64 version = 0;
  int result;

  for (guint i = 0; i < AXLE_CONNECTION_KEY_SIZE; i++)
    {
      digits[2 * i] = hex[key[i] >> 4];
      digits[2 * i + 1] = hex[key[i] & 0xf];
    }
  /* What it would print about a wrong key or a damaged page, the errors say. */
  sqlite3_exec (self->db, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
  result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  explicit_bzero (sql, sizeof sql);
  if (result != SQLITE_OK)
    {
      axle_sqlite_set_error (error, self, result);
      return FALSE;
    }
  self->encrypted = TRUE;
  if (axle_connection_query_int64 (self, "PRAGMA cipher_version", &version, NULL) && version > 0)
    return TRUE;
  g_set_error_literal (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER,
                       _("This program was built with an SQLite that cannot encrypt. Nothing was written."));
  return FALSE;
}

static gboolean
configure (AxleConnection               *self,
           AxleConnectionFlags           flags,
           const AxleConnectionOptions  *options,
           GError                      **error)
{
  g_autofree char *cache = NULL;
  gint64 n_tables;

  if (options->busy_timeout_ms >= 0)
    sqlite3_busy_timeout (self->db, options->busy_timeout_ms > 0 ? options->busy_timeout_ms
                                                                 : AXLE_CONNECTION_BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->db, TRUE);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, TRUE, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, FALSE, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, FALSE, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, FALSE, NULL);

  if (options->key != NULL && !apply_key (self, options->key, error))
    return FALSE;
  if ((flags & AXLE_CONNECTION_EXCLUSIVE) != 0 &&
      !axle_connection_exec (self, "PRAGMA locking_mode = EXCLUSIVE", error))
    return FALSE;
  if (options->cache_kib > 0)
    cache = g_strdup_printf ("PRAGMA cache_size = -%u", options->cache_kib);

  /* Reading the schema is what finds out that the file is something else. */
  return axle_connection_exec (self,
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA temp_store = MEMORY;",
                               error) &&
         (cache == NULL || axle_connection_exec (self, cache, error)) &&
         axle_connection_query_int64 (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error) &&
         ((flags & AXLE_CONNECTION_READ_ONLY) != 0
            ? axle_connection_exec (self, "PRAGMA query_only = ON", error)
            : axle_connection_exec (self,
                                    "PRAGMA journal_mode = WAL;"
                                    "PRAGMA journal_size_limit = " WAL_KEPT_BYTES,
                                    error)) &&
         axle_connection_exec (self,
                               (flags & AXLE_CONNECTION_DURABLE) != 0 ? "PRAGMA synchronous = FULL"
                                                                      : "PRAGMA synchronous = NORMAL",
                               error);
}

/* The text of a statement is long, is looked up for every row, and differs from the
 * others at its end. */
static guint
hash_sql (gconstpointer sql)
{
  gsize length = strlen (sql);

  return g_str_hash ((const char *) sql + length - MIN (length, HASHED_BYTES)) ^ (guint) length;
}

/**
 * axle_connection_open:
 * @path: (type filename): the database file, or `:memory:`
 * @flags: how to open it
 * @options: (nullable): what else; copied as far as it is needed
 * @error: return location
 *
 * Opens a database. With a key, the file is encrypted by SQLCipher; a program
 * linked with an SQLite that cannot do that gets an error and writes nothing.
 *
 * Returns: (transfer full): the connection, or %NULL with an `AXLE_SQLITE_ERROR`
 */
AxleConnection *
axle_connection_open (const char                   *path,
                      AxleConnectionFlags           flags,
                      const AxleConnectionOptions  *options,
                      GError                      **error)
{
  static const AxleConnectionOptions usual = { 0 };
  g_autoptr(AxleConnection) self = g_new0 (AxleConnection, 1);
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int result;

  g_return_val_if_fail (path != NULL, NULL);

  if (options == NULL)
    options = &usual;
  open_flags |= (flags & AXLE_CONNECTION_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if ((flags & AXLE_CONNECTION_CREATE) != 0)
    open_flags |= SQLITE_OPEN_CREATE;
  /* So that an image can be attached by the name of its file system; the path itself
   * is never taken for an address. */
  if (!g_str_has_prefix (path, "file:"))
    open_flags |= SQLITE_OPEN_URI;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  result = sqlite3_open_v2 (path, &self->db, open_flags, options->vfs);
  if (result != SQLITE_OK)
    {
      axle_sqlite_set_error (error, self, result);
      return NULL;
    }
  if (!configure (self, flags, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * axle_connection_close:
 * @self: (transfer full): a connection of which no statement is in use
 *
 * Closes the database. What was not committed is rolled back. The last
 * connection to close writes the write-ahead log into the database and deletes it.
 */
void
axle_connection_close (AxleConnection *self)
{
  if (self->n_lent > 0)
    g_critical ("%u statements of “%s” are in use while it is closed", self->n_lent, self->path);
  axle_connection_set_cancellable (self, NULL);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

/**
 * axle_connection_get_path:
 * @self: a connection
 *
 * Returns: (transfer none) (type filename): what it was opened with
 */
const char *
axle_connection_get_path (AxleConnection *self)
{
  return self->path;
}

/**
 * axle_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what stops its statements from now on, or %NULL
 *
 * A statement that is running when @cancellable is cancelled, by any thread, ends
 * with %G_IO_ERROR_CANCELLED, and so does every one that follows. When it was
 * writing, SQLite rolls the whole transaction back.
 */
void
axle_connection_set_cancellable (AxleConnection *self,
                                 GCancellable   *cancellable)
{
  if (!g_set_object (&self->cancellable, cancellable))
    return;
  if (cancellable != NULL)
    sqlite3_progress_handler (self->db, STEPS_BETWEEN_CANCEL_CHECKS, progress_cb, self);
  else
    sqlite3_progress_handler (self->db, 0, NULL, NULL);
}

gboolean
axle_connection_exec_always (AxleConnection  *self,
                             const char      *sql,
                             GError         **error)
{
  g_autoptr(GCancellable) cancellable = self->cancellable != NULL ? g_object_ref (self->cancellable) : NULL;
  int result;

  axle_connection_set_cancellable (self, NULL);
  result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    axle_sqlite_set_error (error, self, result);
  axle_connection_set_cancellable (self, cancellable);
  return result == SQLITE_OK;
}

/**
 * axle_connection_exec:
 * @self: a connection
 * @sql: one or more statements; their rows are thrown away
 * @error: return location
 *
 * Runs SQL that has no parameters, such as a schema.
 *
 * Returns: whether all of it ran
 */
gboolean
axle_connection_exec (AxleConnection  *self,
                      const char      *sql,
                      GError         **error)
{
  int result;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    axle_sqlite_set_error (error, self, result);
  return result == SQLITE_OK;
}

/**
 * axle_connection_query_int64:
 * @self: a connection
 * @sql: a query
 * @value: (out): the first column of its first row; 0 when there is no row
 * @error: return location
 *
 * Asks for one number, such as a count.
 *
 * Returns: whether the query ran
 */
gboolean
axle_connection_query_int64 (AxleConnection  *self,
                             const char      *sql,
                             gint64          *value,
                             GError         **error)
{
  g_autoptr(AxleStatement) statement = axle_statement_new (self, sql, error);
  AxleStep step;

  *value = 0;
  if (statement == NULL)
    return FALSE;
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *value = axle_statement_get_int64 (statement, 0);
  return step != AXLE_STEP_ERROR;
}

/**
 * axle_connection_get_last_insert_rowid:
 * @self: a connection
 *
 * Returns: the rowid of the last row that this connection inserted
 */
gint64
axle_connection_get_last_insert_rowid (AxleConnection *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

/**
 * axle_connection_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last insert, update or delete changed, without
 *   those that triggers and foreign keys changed
 */
gint64
axle_connection_get_changes (AxleConnection *self)
{
  return sqlite3_changes64 (self->db);
}

/**
 * axle_connection_get_total_changes:
 * @self: a connection
 *
 * Returns: how many rows were changed since it was opened, by triggers and
 *   foreign keys too
 */
gint64
axle_connection_get_total_changes (AxleConnection *self)
{
  return sqlite3_total_changes64 (self->db);
}

/**
 * axle_connection_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open. SQLite closes one by itself when the
 *   disk is full, an input or output error occurs, or a write is cancelled.
 */
gboolean
axle_connection_in_transaction (AxleConnection *self)
{
  return !sqlite3_get_autocommit (self->db);
}
