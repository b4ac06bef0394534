/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

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
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, "PRAGMA data_version", NULL);
  gint64 version;
  gboolean changed;

  if (statement == NULL || axle_statement_step (statement, NULL) != AXLE_STEP_ROW)
    return FALSE;
  version = axle_statement_get_int64 (statement, 0);
  changed = self->data_version != 0 && self->data_version != version;
  self->data_version = version;
  return changed;
}
