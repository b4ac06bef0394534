/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <glib/gstdio.h>

#include "sqlite/transaction.h"

/* A damaged file can have millions of faults; these are enough to know. */
#define MAX_PROBLEMS 100

/* 4 MiB between two looks at the cancellable. */
#define BACKUP_PAGES 1024

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CORRUPT) ||
         g_error_matches (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NOT_A_DATABASE) ||
         g_error_matches (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_IO);
}

static char *
foreign_key_problem (AxleStatement *row)
{
  return g_strdup_printf (_("Row %" PRId64 " of “%s” points to a row of “%s” that is not there"),
                          axle_statement_get_int64 (row, 1),
                          axle_statement_get_text (row, 0),
                          axle_statement_get_text (row, 2));
}

static char *
text_problem (AxleStatement *row)
{
  const char *text = axle_statement_get_text (row, 0);

  return g_strcmp0 (text, "ok") == 0 ? NULL : g_strdup (text);
}

static gboolean
collect (AxleConnection  *self,
         const char      *sql,
         char          *(*problem_of_row) (AxleStatement *row),
         GPtrArray       *problems,
         GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AxleStatement) statement = axle_statement_new (self, sql, &local_error);
  AxleStep step = AXLE_STEP_ERROR;

  while (statement != NULL && problems->len < MAX_PROBLEMS &&
         (step = axle_statement_step (statement, &local_error)) == AXLE_STEP_ROW)
    {
      char *problem = problem_of_row (statement);

      if (problem != NULL)
        g_ptr_array_add (problems, problem);
    }
  if (step != AXLE_STEP_ERROR || local_error == NULL)
    return TRUE;

  /* Damage that stops the check is what the check was to find. */
  if (is_damage (local_error))
    {
      g_ptr_array_add (problems, g_strdup (local_error->message));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * axle_connection_check:
 * @self: a connection
 * @depth: how deep to look; a quick check reads the whole file once
 * @problems: (element-type utf8): a list to which a sentence a problem is added,
 *   100 at most; it frees its members
 * @error: return location
 *
 * Looks for damage and for rows that point nowhere.
 *
 * Returns: whether the check ran to its end, whatever it found
 */
gboolean
axle_connection_check (AxleConnection       *self,
                       AxleConnectionCheck   depth,
                       GPtrArray            *problems,
                       GError              **error)
{
  gboolean thorough = depth == AXLE_CONNECTION_CHECK_THOROUGH;

  if (thorough && self->encrypted &&
      !collect (self, "PRAGMA cipher_integrity_check", text_problem, problems, error))
    return FALSE;
  return collect (self, thorough ? "PRAGMA integrity_check" : "PRAGMA quick_check",
                  text_problem, problems, error) &&
         collect (self, "PRAGMA foreign_key_check", foreign_key_problem, problems, error);
}

/**
 * axle_connection_checkpoint:
 * @self: a connection that may write
 * @error: return location
 *
 * Writes the whole write-ahead log into the database and cuts it to nothing.
 *
 * Returns: whether that was done; %AXLE_SQLITE_ERROR_BUSY when somebody is reading
 */
gboolean
axle_connection_checkpoint (AxleConnection  *self,
                            GError         **error)
{
  int result = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  if (result != SQLITE_OK)
    axle_sqlite_set_error (error, self, result);
  return result == SQLITE_OK;
}

/**
 * axle_connection_get_wal_size:
 * @self: a connection
 *
 * The size of the write-ahead log. Anything but 0 directly after opening the only
 * connection means that the database was not closed: the program or the machine died.
 *
 * Returns: a number of bytes, 0 when there is no log
 */
gint64
axle_connection_get_wal_size (AxleConnection *self)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;

  /* Not by the file's name: the database may live in a VFS of its own. */
  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL ||
      file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    return 0;
  return size;
}

static gboolean
copy_pages (AxleConnection  *self,
            AxleConnection  *target,
            GError         **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->db, "main", self->db, "main");
  gboolean cancelled = FALSE;
  int result = SQLITE_OK;

  if (backup == NULL)
    {
      axle_sqlite_set_error (error, target, sqlite3_extended_errcode (target->db));
      return FALSE;
    }
  while (result == SQLITE_OK && !cancelled)
    {
      cancelled = g_cancellable_set_error_if_cancelled (self->cancellable, error);
      if (!cancelled)
        result = sqlite3_backup_step (backup, BACKUP_PAGES);
    }
  sqlite3_backup_finish (backup);
  if (cancelled)
    return FALSE;
  if (result != SQLITE_DONE)
    axle_sqlite_set_error (error, target, result);
  return result == SQLITE_DONE;
}

/* The copy is opened without a log, so that it is one file and nothing beside it. */
static gboolean
write_copy (AxleConnection  *self,
            const char      *path,
            GError         **error)
{
  g_autoptr(AxleTransaction) snapshot = axle_transaction_begin_read (self, error);
  AxleConnection target = { .path = (char *) path };
  gboolean copied = FALSE;
  int result;

  if (snapshot == NULL)
    return FALSE;
  result = sqlite3_open_v2 (path, &target.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL);
  if (result == SQLITE_OK)
    copied = copy_pages (self, &target, error);
  else
    axle_sqlite_set_error (error, &target, result);
  sqlite3_close_v2 (target.db);
  return copied;
}

/**
 * axle_connection_backup_to:
 * @self: a connection without a key
 * @path: (type filename): the copy; replaced when it is there
 * @error: return location
 *
 * Copies the database as it is now, while others go on writing. The copy gets
 * its name only when it is whole.
 *
 * Returns: whether the copy was made
 */
gboolean
axle_connection_backup_to (AxleConnection  *self,
                           const char      *path,
                           GError         **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  /* SQLite copies page by page, and an encrypted page means nothing under no key. */
  g_return_val_if_fail (!self->encrypted, FALSE);

  g_unlink (part);
  if (!write_copy (self, part, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_IO,
               _("The backup could not be named “%s”: %s. An earlier backup of that name is kept."),
               path, g_strerror (errno));
  g_unlink (part);
  return FALSE;
}
