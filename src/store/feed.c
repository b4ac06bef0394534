/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/change-list.h"
#include "core/registry.h"

typedef struct
{
  const AxleId     *scope;
  GPtrArray        *records;
  const AxleCursor *cursor;
} Feed;

/**
 * axle_store_get_cursor:
 * @self: a store
 * @scope: a group or a store
 *
 * Returns: how far the cache is in that scope's feed; zeros when it has nothing of it
 */
AxleCursor
axle_store_get_cursor (AxleStore    *self,
                       const AxleId *scope)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT epoch, sequence, start, whole < sequence FROM cursor WHERE scope = ?1", NULL);
  AxleCursor cursor = { 0 };

  if (statement == NULL)
    return cursor;
  axle_bind_id (statement, 1, scope);
  if (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    {
      cursor.epoch = axle_statement_get_int64 (statement, 0);
      cursor.sequence = axle_statement_get_int64 (statement, 1);
      cursor.start = axle_statement_get_int64 (statement, 2);
      cursor.more = axle_statement_get_bool (statement, 3);
    }
  return cursor;
}

static gboolean
set_cursor (AxleStore         *self,
            const AxleId      *scope,
            const AxleCursor  *cursor,
            GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT INTO cursor (scope, epoch, sequence, start, whole) "
                             "VALUES (?1, ?2, ?3, ?4, iif(?5, 0, ?3)) "
                             "ON CONFLICT (scope) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence, "
                             "start = excluded.start, whole = iif(?5, whole, excluded.whole)",
                             error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, cursor->epoch);
  axle_statement_bind_int64 (statement, 3, cursor->sequence);
  axle_statement_bind_int64 (statement, 4, cursor->start);
  axle_statement_bind_bool (statement, 5, cursor->more);
  return axle_statement_run (statement, error);
}

static gboolean
run_on_scope (AxleStore     *self,
              const char    *sql,
              const AxleId  *scope,
              GError       **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  return axle_statement_run (statement, error);
}

/* What a change lies on top of goes too: where the server never gives it again, it
 * goes from the list with the last change. */
static gboolean
bury_scope (AxleStore     *self,
            const AxleId  *scope,
            GError       **error)
{
  g_autoptr(GPtrArray) records = axle_overlay_list_confirmed (self, scope, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(AxleRecord) buried = axle_record_copy (records->pdata[i]);

      buried->deleted = TRUE;
      if (!axle_overlay_keep_confirmed (self, buried, error))
        return FALSE;
    }
  return TRUE;
}

/* What the server does not give again has gone. */
static gboolean
start_scope (AxleStore     *self,
             const AxleId  *scope,
             GError       **error)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("UPDATE \"%s\" SET deleted = 1 WHERE scope = ?1 AND pending = 0", entities[i]->kind);

      if (!run_on_scope (self, sql, scope, error))
        return FALSE;
    }
  return axle_stranger_forget (self, scope, error) && bury_scope (self, scope, error);
}

/*
 * The server was restored: it may have forgotten records and changes that it had
 * told of. Its records go from the lists until it gives them again, and it is told
 * again what was done here as far back as it can be undone; what it knows it does
 * not do twice.
 */
static gboolean
start_anew (AxleStore     *self,
            const AxleId  *scope,
            GError       **error)
{
  self->n_waiting = -1;
  /* What it had deleted may come again, until it is told of the request again. */
  return start_scope (self, scope, error) &&
         axle_connection_exec (self->connection, "DELETE FROM erased", error) && axle_outbox_note_told (self, error) &&
         run_on_scope (self, "UPDATE change SET state = 0, sequence = 0 WHERE scope = ?1 AND state = 1", scope, error) &&
         run_on_scope (self, "UPDATE change SET state = 4 WHERE scope = ?1 AND state = 2", scope, error) &&
         axle_outbox_adopt (self, error);
}

/* What came of a copy is not as it came any more: its parts would have to come again. */
static gboolean
forget_copy (AxleStore     *self,
             const AxleId  *scope,
             GError       **error)
{
  return run_on_scope (self, "DELETE FROM snapshot WHERE scope = ?1", scope, error);
}

/* The epoch stays: by it a server is known that was restored before it could give
 * anything again. */
static gboolean
restart_cb (AxleStore  *self,
            gpointer    data,
            GError    **error)
{
  return start_scope (self, data, error) && forget_copy (self, data, error) &&
         run_on_scope (self, "UPDATE cursor SET sequence = 0, start = 0, whole = 0 WHERE scope = ?1", data, error);
}

/**
 * axle_store_restart_scope:
 * @self: a store that writes
 * @scope: the group or store
 * @error: return location
 *
 * The server cannot tell any more what was deleted since the desk's cursor: what it
 * does not give again has gone. What waits stays, and what was answered is told
 * apart when the feed comes.
 *
 * Returns: whether the scope starts at its beginning
 */
gboolean
axle_store_restart_scope (AxleStore     *self,
                          const AxleId  *scope,
                          GError       **error)
{
  return axle_store_write (self, AXLE_STORE_REPEATABLE, restart_cb, (gpointer) scope, error);
}

/* Whose record stands further on in the feed by now has not come yet. */
static GPtrArray *
list_answered (AxleStore     *self,
               const AxleId  *scope,
               GError       **error)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed FROM change "
                             "WHERE scope = ?1 AND state = 1 AND sequence <= "
                             "(SELECT whole FROM cursor WHERE cursor.scope = ?1)", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, scope);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleChange *change = axle_overlay_read_change (statement);

      if (change != NULL)
        g_ptr_array_add (changes, change);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}

/* What was answered and has now come by the feed is part of what is confirmed. */
static gboolean
retire_answered (AxleStore     *self,
                 const AxleId  *scope,
                 GError       **error)
{
  g_autoptr(GPtrArray) changes = list_answered (self, scope, error);
  g_autoptr(GHashTable) rebuilt = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(AxleStatement) retire =
    axle_connection_prepare (self->connection, "UPDATE change SET state = 2 WHERE number = ?1", error);

  if (changes == NULL || retire == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const AxleChange *change = changes->pdata[i];

      axle_statement_bind_int64 (retire, 1, change->number);
      if (!axle_statement_run (retire, error))
        return FALSE;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      const AxleChange *change = changes->pdata[i];

      if (g_hash_table_add (rebuilt, (gpointer) &change->record) &&
          !axle_overlay_rebuild (self, change->entity, &change->record, error))
        return FALSE;
    }
  return TRUE;
}

/* Of a scope in another epoch than the server's nothing is here any more. */
gboolean
axle_feed_enter_epoch (AxleStore     *self,
                       const AxleId  *scope,
                       gint64         epoch,
                       GError       **error)
{
  AxleCursor known = axle_store_get_cursor (self, scope);
  AxleCursor start = { epoch, 0 };

  if (known.epoch == epoch)
    return TRUE;
  return (known.epoch == 0 || start_anew (self, scope, error)) && forget_copy (self, scope, error) &&
         set_cursor (self, scope, &start, error);
}

/* Whether all that the server wrote up to @sequence is in the cache. */
gboolean
axle_feed_has (AxleStore     *self,
               const AxleId  *scope,
               gint64         sequence,
               gboolean      *has,
               GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT 1 FROM cursor WHERE scope = ?1 AND whole >= ?2", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, sequence);
  step = axle_statement_step (statement, error);
  *has = step == AXLE_STEP_ROW;
  return step != AXLE_STEP_ERROR;
}

/* The cache has what the feed has up to @cursor. */
gboolean
axle_feed_reach (AxleStore         *self,
                 const AxleId      *scope,
                 const AxleCursor  *cursor,
                 GError           **error)
{
  return forget_copy (self, scope, error) && set_cursor (self, scope, cursor, error) &&
         (cursor->more || (retire_answered (self, scope, error) && axle_erase_due (self, error)));
}

static gboolean
apply_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  Feed *feed = data;

  if (!axle_feed_enter_epoch (self, feed->scope, feed->cursor->epoch, error))
    return FALSE;
  /* A repaired cache has what changes lie on top of: it may have gone since. */
  if (axle_store_get_cursor (self, feed->scope).sequence == 0 && !bury_scope (self, feed->scope, error))
    return FALSE;
  for (guint i = 0; i < feed->records->len; i++)
    if (!axle_overlay_feed (self, feed->records->pdata[i], error))
      return FALSE;
  return axle_feed_reach (self, feed->scope, feed->cursor, error);
}

/**
 * axle_store_apply_feed:
 * @self: a store that writes
 * @scope: the group or store whose feed it is
 * @records: (element-type AxleRecord): rows of it, in order
 * @cursor: where the feed continues
 * @error: return location
 *
 * Returns: whether all of it is in the cache
 */
gboolean
axle_store_apply_feed (AxleStore         *self,
                       const AxleId      *scope,
                       GPtrArray         *records,
                       const AxleCursor  *cursor,
                       GError           **error)
{
  Feed feed = { .scope = scope, .records = records, .cursor = cursor };

  g_return_val_if_fail (!axle_id_is_none (scope), FALSE);

  /* The server gives the same rows again when these are lost with their cursor. */
  return axle_store_write (self, AXLE_STORE_REPEATABLE, apply_cb, &feed, error);
}
