/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleSqliteError:
 * @AXLE_SQLITE_ERROR_BUSY: somebody else held the database for longer than the busy timeout; try again
 * @AXLE_SQLITE_ERROR_CONSTRAINT: a unique, foreign-key, check or not-null rule refused the statement; nothing of it was kept
 * @AXLE_SQLITE_ERROR_CORRUPT: the file is damaged
 * @AXLE_SQLITE_ERROR_FULL: the disk is full; nothing of the transaction was kept
 * @AXLE_SQLITE_ERROR_READ_ONLY: the database, its folder or the connection does not allow writing
 * @AXLE_SQLITE_ERROR_NOT_A_DATABASE: the file is something else, or the key is wrong: the two cannot be told apart
 * @AXLE_SQLITE_ERROR_IO: the file could not be opened, read or written
 * @AXLE_SQLITE_ERROR_NEWER: a newer program made the database; it may be opened read-only
 * @AXLE_SQLITE_ERROR_CHANGED: a migration that was applied reads otherwise in this program
 * @AXLE_SQLITE_ERROR_OTHER: anything else, such as wrong SQL
 *
 * What can go wrong with a database.
 *
 * An operation that was cancelled gives %G_IO_ERROR_CANCELLED instead.
 */
typedef enum
{
  AXLE_SQLITE_ERROR_BUSY,
  AXLE_SQLITE_ERROR_CONSTRAINT,
  AXLE_SQLITE_ERROR_CORRUPT,
  AXLE_SQLITE_ERROR_FULL,
  AXLE_SQLITE_ERROR_READ_ONLY,
  AXLE_SQLITE_ERROR_NOT_A_DATABASE,
  AXLE_SQLITE_ERROR_IO,
  AXLE_SQLITE_ERROR_NEWER,
  AXLE_SQLITE_ERROR_CHANGED,
  AXLE_SQLITE_ERROR_OTHER,
} AxleSqliteError;

#define AXLE_SQLITE_ERROR (axle_sqlite_error_quark ())
GQuark axle_sqlite_error_quark (void);

G_END_DECLS
