/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/transaction.h"

#include <glib/gi18n-lib.h>

#include "sqlite/private.h"

struct _AxleTransaction
{
  AxleConnection *connection;
  guint           depth;        /* 1 for the outermost */
  gboolean        open;
};

static gboolean
exec_savepoint (AxleTransaction  *self,
                const char       *verb,
                GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("%s axle_%u", verb, self->depth);

  return axle_connection_exec_always (self->connection, sql, error);
}

static void
set_taken_back (GError **error)
{
  g_set_error_literal (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER,
                       _("The change was taken back because a part of it had failed. Nothing of it was kept."));
}

static AxleTransaction *
begin (AxleConnection  *connection,
       const char      *outermost,
       GError         **error)
{
  AxleTransaction *self;
  gboolean begun;

  if (g_cancellable_set_error_if_cancelled (connection->cancellable, error))
    return NULL;
  /* A savepoint would now begin a transaction of its own, and keep half of the change. */
  if (connection->depth > 0 && !axle_connection_in_transaction (connection))
    {
      set_taken_back (error);
      return NULL;
    }
  self = g_new0 (AxleTransaction, 1);
  self->connection = connection;
  self->depth = connection->depth + 1;
  begun = self->depth == 1 ? axle_connection_exec_always (connection, outermost, error)
                           : exec_savepoint (self, "SAVEPOINT", error);
  if (!begun)
    {
      g_free (self);
      return NULL;
    }
  connection->depth = self->depth;
  self->open = TRUE;
  return self;
}

/* The innermost ends first; ending another one would end those inside it unseen. */
static void
end (AxleTransaction *self)
{
  if (self->connection->depth != self->depth)
    g_critical ("A transaction of “%s” ends before the one inside it", self->connection->path);
  self->connection->depth = self->depth - 1;
  self->open = FALSE;
}

/**
 * axle_transaction_begin:
 * @connection: a connection that may write
 * @error: return location
 *
 * Begins a transaction that writes, or a savepoint inside the one that is open.
 * The right to write is taken at once, so that a later statement cannot fail for
 * want of it.
 *
 * Returns: (transfer full): the transaction, or %NULL with an error, such as
 *   %AXLE_SQLITE_ERROR_BUSY
 */
AxleTransaction *
axle_transaction_begin (AxleConnection  *connection,
                        GError         **error)
{
  return begin (connection, "BEGIN IMMEDIATE", error);
}

/**
 * axle_transaction_begin_read:
 * @connection: a connection
 * @error: return location
 *
 * Begins a transaction that only reads: to its end the connection sees the
 * database as it is now, whatever others write.
 *
 * Returns: (transfer full): the transaction, or %NULL with an error
 */
AxleTransaction *
axle_transaction_begin_read (AxleConnection  *connection,
                             GError         **error)
{
  g_autoptr(AxleTransaction) self = begin (connection, "BEGIN DEFERRED", error);
  gint64 n_tables;

  /* BEGIN alone sees nothing yet: the first query is what takes the picture. */
  if (self == NULL ||
      !axle_connection_query_int64 (connection, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * axle_transaction_commit:
 * @self: an open transaction
 * @error: return location
 *
 * Keeps what was done. When that fails, nothing is kept: the transaction is
 * rolled back when it is freed.
 *
 * Returns: whether it was kept
 */
gboolean
axle_transaction_commit (AxleTransaction  *self,
                         GError          **error)
{
  g_return_val_if_fail (self->open, FALSE);

  if (g_cancellable_set_error_if_cancelled (self->connection->cancellable, error))
    return FALSE;
  if (!axle_connection_in_transaction (self->connection))
    {
      set_taken_back (error);
      return FALSE;
    }
  if (self->depth == 1 ? !axle_connection_exec_always (self->connection, "COMMIT", error)
                       : !exec_savepoint (self, "RELEASE", error))
    return FALSE;
  end (self);
  return TRUE;
}

/**
 * axle_transaction_rollback:
 * @self: an open transaction
 *
 * Takes back what was done. That always succeeds: at worst the next open of the
 * database does it.
 */
void
axle_transaction_rollback (AxleTransaction *self)
{
  g_return_if_fail (self->open);

  /* After a full disk or a cancelled write SQLite has done it already. */
  if (axle_connection_in_transaction (self->connection))
    {
      if (self->depth == 1)
        axle_connection_exec_always (self->connection, "ROLLBACK", NULL);
      else if (exec_savepoint (self, "ROLLBACK TO", NULL))
        exec_savepoint (self, "RELEASE", NULL);
    }
  end (self);
}

/**
 * axle_transaction_free:
 * @self: (transfer full): a transaction
 *
 * Frees it, and rolls it back when it is still open.
 */
void
axle_transaction_free (AxleTransaction *self)
{
  if (self->open)
    axle_transaction_rollback (self);
  g_free (self);
}
