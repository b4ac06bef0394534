/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sqlite/error.h"

G_BEGIN_DECLS

/**
 * AxleConnection:
 *
 * An open database.
 *
 * One thread at a time may use it, and its statements; only the cancellable is
 * for other threads. Foreign keys are enforced, the journal is a write-ahead log,
 * temporary tables stay in memory and the schema is not trusted to call anything
 * with effects outside the database.
 */
typedef struct _AxleConnection AxleConnection;

/* Length in bytes of a raw key. */
#define AXLE_CONNECTION_KEY_SIZE 32

/* How long a statement waits for another connection when the options do not say. */
#define AXLE_CONNECTION_BUSY_TIMEOUT_MS 5000

/**
 * AxleConnectionFlags:
 * @AXLE_CONNECTION_READ_WRITE: an existing database, for reading and writing
 * @AXLE_CONNECTION_READ_ONLY: an existing database; every write is refused
 * @AXLE_CONNECTION_CREATE: make the database when there is none
 * @AXLE_CONNECTION_DURABLE: a commit returns only when it would survive a power
 *   cut (`synchronous=FULL`); without it the last commits may be lost, never half of one
 * @AXLE_CONNECTION_EXCLUSIVE: no other connection may open the database; for a
 *   VFS without shared memory
 */
typedef enum
{
  AXLE_CONNECTION_READ_WRITE = 0,
  AXLE_CONNECTION_READ_ONLY = 1 << 0,
  AXLE_CONNECTION_CREATE = 1 << 1,
  AXLE_CONNECTION_DURABLE = 1 << 2,
  AXLE_CONNECTION_EXCLUSIVE = 1 << 3,
} AxleConnectionFlags;

/**
 * AxleConnectionOptions:
 * @key: (nullable) (array fixed-size=32): a raw key; the file is then encrypted
 * @vfs: (nullable): the name of a registered VFS, instead of the system's
 * @cache_kib: how much page cache to use, in KiB; 0 for SQLite's default
 * @busy_timeout_ms: how long to wait for another connection, in milliseconds;
 *   0 for %AXLE_CONNECTION_BUSY_TIMEOUT_MS, less than 0 for not at all
 *
 * What else can be said when a database is opened; all zero is usual.
 */
typedef struct
{
  const guint8 *key;
  const char   *vfs;
  guint         cache_kib;
  int           busy_timeout_ms;
} AxleConnectionOptions;

/**
 * AxleConnectionCheck:
 * @AXLE_CONNECTION_CHECK_QUICK: structure and foreign keys
 * @AXLE_CONNECTION_CHECK_THOROUGH: also every index against its table, and the seal of every encrypted page
 */
typedef enum
{
  AXLE_CONNECTION_CHECK_QUICK,
  AXLE_CONNECTION_CHECK_THOROUGH,
} AxleConnectionCheck;

AxleConnection *axle_connection_open                  (const char                   *path,
                                                       AxleConnectionFlags           flags,
                                                       const AxleConnectionOptions  *options,
                                                       GError                      **error);
void            axle_connection_close                 (AxleConnection               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleConnection, axle_connection_close)

const char     *axle_connection_get_path              (AxleConnection               *self);
void            axle_connection_set_cancellable       (AxleConnection               *self,
                                                       GCancellable                 *cancellable);

gboolean        axle_connection_exec                  (AxleConnection               *self,
                                                       const char                   *sql,
                                                       GError                      **error);
gboolean        axle_connection_query_int64           (AxleConnection               *self,
                                                       const char                   *sql,
                                                       gint64                       *value,
                                                       GError                      **error);
gint64          axle_connection_get_last_insert_rowid (AxleConnection               *self);
gint64          axle_connection_get_changes           (AxleConnection               *self);
gint64          axle_connection_get_total_changes     (AxleConnection               *self);
gboolean        axle_connection_in_transaction        (AxleConnection               *self);

gboolean        axle_connection_check                 (AxleConnection               *self,
                                                       AxleConnectionCheck           depth,
                                                       GPtrArray                    *problems,
                                                       GError                      **error);
gboolean        axle_connection_checkpoint            (AxleConnection               *self,
                                                       GError                      **error);
gint64          axle_connection_get_wal_size          (AxleConnection               *self);
gboolean        axle_connection_backup_to             (AxleConnection               *self,
                                                       const char                   *path,
                                                       GError                      **error);

G_END_DECLS
