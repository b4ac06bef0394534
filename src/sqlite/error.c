/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (axle-sqlite-error-quark, axle_sqlite_error)

static AxleSqliteError
code_of_result (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return AXLE_SQLITE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return AXLE_SQLITE_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
      return AXLE_SQLITE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return AXLE_SQLITE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return AXLE_SQLITE_ERROR_READ_ONLY;
    case SQLITE_NOTADB:
      return AXLE_SQLITE_ERROR_NOT_A_DATABASE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return AXLE_SQLITE_ERROR_IO;
    default:
      return AXLE_SQLITE_ERROR_OTHER;
    }
}

static const char *
sentence_of_code (AxleSqliteError code)
{
  switch (code)
    {
    case AXLE_SQLITE_ERROR_BUSY:
      return _("The database is in use by something else. Nothing was changed; try again.");
    case AXLE_SQLITE_ERROR_CONSTRAINT:
      return _("The database refused a value that breaks one of its rules. Nothing was changed.");
    case AXLE_SQLITE_ERROR_CORRUPT:
      return _("The database file is damaged. What could be read was left as it is; check the database.");
    case AXLE_SQLITE_ERROR_FULL:
      return _("The disk is full. What was saved before is kept; free some space and try again.");
    case AXLE_SQLITE_ERROR_READ_ONLY:
      return _("The database may not be written. Nothing was changed; check the rights of its file and folder.");
    case AXLE_SQLITE_ERROR_NOT_A_DATABASE:
      return _("The file is not a database, or its key is another one. Nothing was changed.");
    case AXLE_SQLITE_ERROR_IO:
      return _("The database file could not be opened, read or written. What was saved before is kept; check the disk.");
    case AXLE_SQLITE_ERROR_NEWER:
    case AXLE_SQLITE_ERROR_CHANGED:
    case AXLE_SQLITE_ERROR_OTHER:
    default:
      return _("The database could not do what it was asked. Nothing was changed.");
    }
}

/*
 * SQLCipher answers a page whose seal is broken with the code for wrong SQL, but
 * only wrong SQL comes with a message of its own.
 */
static gboolean
is_broken_seal (AxleConnection *connection,
                int             result,
                const char     *detail)
{
  return connection->encrypted && result == SQLITE_ERROR &&
         g_strcmp0 (detail, sqlite3_errstr (SQLITE_ERROR)) == 0;
}

/*
 * axle_sqlite_set_error:
 * @error: (nullable): where to put it
 * @connection: whose file and last message to tell
 * @result: what SQLite returned
 *
 * The path and SQLite's own words follow the sentence, for whoever gets the report.
 */
void
axle_sqlite_set_error (GError         **error,
                       AxleConnection  *connection,
                       int              result)
{
  AxleSqliteError code = code_of_result (result);
  const char *detail = connection->db != NULL && sqlite3_extended_errcode (connection->db) == result
                         ? sqlite3_errmsg (connection->db)
                         : sqlite3_errstr (result);

  if (is_broken_seal (connection, result, detail))
    code = AXLE_SQLITE_ERROR_CORRUPT;
  if ((result & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The operation was cancelled"));
  else
    g_set_error (error, AXLE_SQLITE_ERROR, code, "%s (%s: %s)",
                 sentence_of_code (code), connection->path, detail);
}
