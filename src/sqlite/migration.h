/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"

G_BEGIN_DECLS

/**
 * AxleMigrationFunc:
 * @connection: the database, inside the migration's transaction
 * @error: return location
 *
 * The part of a migration that SQL alone cannot do.
 *
 * Returns: whether it was done; when not, nothing of the migration is kept
 */
typedef gboolean (*AxleMigrationFunc) (AxleConnection  *connection,
                                       GError         **error);

/**
 * AxleMigration:
 * @number: 1 for the first, and so on without a gap
 * @sql: (nullable): what it runs; once released it is never changed again
 * @func: (nullable): what it calls after @sql
 *
 * One step from a schema to the next. There is no way back.
 *
 * Foreign keys are not enforced while it runs, so that a table can be made anew;
 * they are checked before it is committed.
 */
typedef struct
{
  int               number;
  const char       *sql;
  AxleMigrationFunc func;
} AxleMigration;

gboolean axle_migration_run         (AxleConnection       *connection,
                                     const AxleMigration  *migrations,
                                     guint                 n_migrations,
                                     GError              **error);
gboolean axle_migration_run_to      (AxleConnection       *connection,
                                     const AxleMigration  *migrations,
                                     guint                 n_migrations,
                                     int                   number,
                                     GError              **error);
gboolean axle_migration_verify      (AxleConnection       *connection,
                                     const AxleMigration  *migrations,
                                     guint                 n_migrations,
                                     GError              **error);
int      axle_migration_get_version (AxleConnection       *connection,
                                     GError              **error);

G_END_DECLS
