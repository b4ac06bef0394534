/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

/* A number that each commit of another connection changes; 0 when it cannot be read. */
gint64
axle_store_get_version (AxleStore *self)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, "PRAGMA data_version", NULL);

  if (statement == NULL || axle_statement_step (statement, NULL) != AXLE_STEP_ROW)
    return 0;
  return axle_statement_get_int64 (statement, 0);
}

/**
 * axle_store_poll:
 * @self: a store
 *
 * SQLite counts, for each connection, the commits of all others: on the only
 * connection of a program that writes these are the commits of other programs.
 *
 * Returns: whether another connection wrote to the file since the last call, or
 *   since the store was opened
 */
gboolean
axle_store_poll (AxleStore *self)
{
  gint64 version = axle_store_get_version (self);
  gboolean changed = self->data_version != 0 && version != 0 && self->data_version != version;

  if (version != 0)
    self->data_version = version;
  return changed;
}
