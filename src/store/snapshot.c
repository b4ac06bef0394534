/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/snapshot.h"

#include "core/registry.h"
#include "store/private.h"

/*
 * While a copy comes into a scope of which the cache has nothing, each kind's rows come
 * first and its indexes are made behind them. A scope of which something is here already
 * was broken off, or fell behind: what is here stays in the lists until the end, and
 * what the copy does not have goes from them then.
 */

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

static gboolean
has_records (AxleStore     *self,
             const AxleId  *scope,
             gboolean      *has,
             GError       **error)
{
  const AxleEntity * const *entities = axle_registry_list ();

  *has = FALSE;
  for (guint i = 0; entities[i] != NULL && !*has; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE scope = ?1 AND revision > 0 LIMIT 1", entities[i]->kind);
      g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
      AxleStep step;

      if (statement == NULL)
        return FALSE;
      axle_bind_id (statement, 1, scope);
      step = axle_statement_step (statement, error);
      if (step == AXLE_STEP_ERROR)
        return FALSE;
      *has = step == AXLE_STEP_ROW;
    }
  return TRUE;
}

typedef struct
{
  const AxleStoreSnapshot *snapshot;
  GArray                  *done;
} Begin;

/* Whether the cache has begun with this very copy. */
static gboolean
find_begun (AxleStore                *self,
            const AxleStoreSnapshot  *snapshot,
            gboolean                 *begun,
            GError                  **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT bury FROM snapshot WHERE scope = ?1 AND hash = ?2", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &snapshot->scope);
  axle_statement_bind_text (statement, 2, snapshot->hash);
  step = axle_statement_step (statement, error);
  *begun = step == AXLE_STEP_ROW;
  if (*begun)
    self->snapshot.bury = axle_statement_get_bool (statement, 0);
  return step != AXLE_STEP_ERROR;
}

static gboolean
list_done (AxleStore     *self,
           const AxleId  *scope,
           GArray        *done,
           GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT part FROM snapshot_part WHERE scope = ?1", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      guint part = (guint) axle_statement_get_int64 (statement, 0);
      g_array_append_val (done, part);
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
forget (AxleStore     *self,
        const AxleId  *scope,
        GError       **error)
{
  return run_on_scope (self, "DELETE FROM snapshot_part WHERE scope = ?1", scope, error) &&
         run_on_scope (self, "DELETE FROM snapshot_seen WHERE scope = ?1", scope, error) &&
         run_on_scope (self, "DELETE FROM snapshot WHERE scope = ?1", scope, error);
}

static gboolean
note_begun (AxleStore                *self,
            const AxleStoreSnapshot  *snapshot,
            GError                  **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "INSERT INTO snapshot (scope, hash, bury) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL || !forget (self, &snapshot->scope, error) ||
      !has_records (self, &snapshot->scope, &self->snapshot.bury, error))
    return FALSE;
  axle_bind_id (statement, 1, &snapshot->scope);
  axle_statement_bind_text (statement, 2, snapshot->hash);
  axle_statement_bind_bool (statement, 3, self->snapshot.bury);
  return axle_statement_run (statement, error);
}

static gboolean
begin_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  Begin *begin = data;
  const AxleStoreSnapshot *snapshot = begin->snapshot;
  gboolean begun;

  /* With the epoch the desk may send what waits, long before all is here. */
  if (!axle_feed_enter_epoch (self, &snapshot->scope, snapshot->epoch, error) ||
      !find_begun (self, snapshot, &begun, error))
    return FALSE;
  self->snapshot.late = begun || self->snapshot.bury;
  if (begun)
    return list_done (self, &snapshot->scope, begin->done, error);
  if (!note_begun (self, snapshot, error))
    return FALSE;
  self->snapshot.late = self->snapshot.bury;
  return TRUE;
}

/**
 * axle_store_begin_snapshot:
 * @self: a store that writes
 * @snapshot: what comes
 * @done: (element-type guint): the numbers of the parts that are here already are added
 * @error: return location
 *
 * Returns: whether its parts can come
 */
gboolean
axle_store_begin_snapshot (AxleStore                *self,
                           const AxleStoreSnapshot  *snapshot,
                           GArray                   *done,
                           GError                  **error)
{
  Begin begin = { snapshot, done };

  axle_part_leave (self);
  memset (&self->snapshot, 0, sizeof self->snapshot);
  if (!axle_store_write (self, AXLE_STORE_REPEATABLE, begin_cb, &begin, error))
    return FALSE;
  self->bulk = TRUE;
  return TRUE;
}

typedef struct
{
  const AxleStoreSnapshot *snapshot;
  guint                    part;
  guint                    limit;
  gboolean                 dropped;
} Slice;

static gboolean
slice_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  Slice *slice = data;
  const AxleId *scope = &slice->snapshot->scope;
  g_autoptr(AxleStatement) statement = NULL;

  if (self->snapshot.kind != axle_part_get_entity (self) &&
      !axle_bulk_drop (self, axle_part_get_entity (self), &slice->dropped, error))
    return FALSE;
  if (!axle_part_apply (self, scope, slice->limit, self->snapshot.bury, self->snapshot.late || !self->bulk, error))
    return FALSE;
  if (!axle_part_is_last (self, slice->limit))
    return TRUE;
  statement = axle_connection_prepare (self->connection, "INSERT OR IGNORE INTO snapshot_part (scope, part) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, slice->part);
  return axle_statement_run (statement, error);
}

/**
 * axle_store_apply_part:
 * @self: a store that writes, in which a part was begun
 * @snapshot: what it is a part of
 * @part: its number
 * @limit: how many rows at most
 * @n_rows: (out): how many there were
 * @more: (out): whether the part has more
 * @error: return location
 *
 * The next rows of the part, in one transaction; with the last of them it is noted that
 * the part is here.
 *
 * Returns: whether they are in the cache; if not, the part is left
 */
gboolean
axle_store_apply_part (AxleStore                *self,
                       const AxleStoreSnapshot  *snapshot,
                       guint                     part,
                       guint                     limit,
                       guint                    *n_rows,
                       gboolean                 *more,
                       GError                  **error)
{
  Slice slice = { snapshot, part, limit, FALSE };

  g_return_val_if_fail (self->part != NULL, FALSE);

  *n_rows = 0;
  *more = FALSE;
  if (!axle_store_write (self, AXLE_STORE_REPEATABLE, slice_cb, &slice, error))
    {
      axle_part_leave (self);
      return FALSE;
    }
  self->snapshot.kind = axle_part_get_entity (self);
  /* The other scope may have come to its end since the copy was begun, and ended it. */
  self->bulk |= slice.dropped;
  *more = !axle_part_is_last (self, limit);
  *n_rows = axle_part_step (self, limit);
  if (!*more)
    axle_part_leave (self);
  return TRUE;
}

typedef struct
{
  const AxleEntity *entity;
  gboolean          more;
} Kind;

static gboolean
kind_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  Kind *kind = data;

  if (!axle_bulk_restore_one (self, &kind->more, error))
    return FALSE;
  if (!kind->more)
    axle_store_touch (self, kind->entity, &AXLE_ID_NONE);
  return TRUE;
}

/**
 * axle_store_end_kind:
 * @self: a store that writes
 * @entity: a kind of which all parts are here
 * @more: (out): whether there is more to do
 * @error: return location
 *
 * Makes one of the indexes that the kind's rows came without.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_end_kind (AxleStore         *self,
                     const AxleEntity  *entity,
                     gboolean          *more,
                     GError           **error)
{
  Kind kind = { entity, FALSE };
  gboolean done = axle_store_write (self, AXLE_STORE_REPEATABLE, kind_cb, &kind, error);

  *more = done && kind.more;
  return done;
}

/* (element-type AxleRecord): the next tombstones for what the copy did not have. One with
 * changes on top may look deleted and lie on a record that is not. */
static GPtrArray *
list_buried (AxleStore         *self,
             const AxleEntity  *entity,
             const AxleId      *scope,
             guint              limit,
             GError           **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT id, revision, row FROM \"%s\" t WHERE scope = ?1 AND row > ?2 AND (deleted = 0 OR pending > 0) AND revision > 0 "
                     "AND NOT EXISTS (SELECT 1 FROM snapshot_seen s WHERE s.scope = ?1 AND s.id = t.id) "
                     "ORDER BY row LIMIT ?3", entity->kind);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  g_autoptr(GPtrArray) buried = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, self->snapshot.bury_row);
  axle_statement_bind_int64 (statement, 3, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      AxleRecord *record = axle_record_new (entity, &id);

      record->scope = *scope;
      record->deleted = TRUE;
      record->revision = axle_statement_get_int64 (statement, 1);
      self->snapshot.bury_row = axle_statement_get_int64 (statement, 2);
      g_ptr_array_add (buried, record);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&buried) : NULL;
}

typedef struct
{
  const AxleStoreSnapshot *snapshot;
  guint                    limit;
  gboolean                 more;
} End;

static gboolean
bury_some (AxleStore  *self,
           End        *end,
           GError    **error)
{
  const AxleEntity *entity = axle_registry_list ()[self->snapshot.bury_kind];
  g_autoptr(GPtrArray) buried = NULL;

  if (entity == NULL)
    {
      self->snapshot.bury = FALSE;
      return run_on_scope (self, "UPDATE snapshot SET bury = 0 WHERE scope = ?1", &end->snapshot->scope, error);
    }
  buried = list_buried (self, entity, &end->snapshot->scope, end->limit, error);
  for (guint i = 0; buried != NULL && i < buried->len; i++)
    if (!axle_overlay_feed (self, buried->pdata[i], error))
      return FALSE;
  if (buried != NULL && buried->len < end->limit)
    {
      self->snapshot.bury_kind++;
      self->snapshot.bury_row = 0;
    }
  return buried != NULL;
}

static gboolean
forget_some (AxleStore  *self,
             End        *end,
             GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "DELETE FROM snapshot_seen WHERE scope = ?1 AND id IN "
                             "(SELECT id FROM snapshot_seen WHERE scope = ?1 LIMIT ?2)", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &end->snapshot->scope);
  axle_statement_bind_int64 (statement, 2, end->limit);
  if (!axle_statement_run (statement, error))
    return FALSE;
  end->more = axle_connection_get_changes (self->connection) > 0;
  return TRUE;
}

static gboolean
end_cb (AxleStore  *self,
        gpointer    data,
        GError    **error)
{
  End *end = data;
  AxleCursor cursor = { end->snapshot->epoch, end->snapshot->sequence };

  end->more = TRUE;
  if (self->snapshot.bury)
    return bury_some (self, end, error);
  if (!forget_some (self, end, error))
    return FALSE;
  return end->more || (forget (self, &end->snapshot->scope, error) &&
                       axle_feed_reach (self, &end->snapshot->scope, &cursor, error));
}

/**
 * axle_store_end_snapshot:
 * @self: a store that writes
 * @snapshot: of which all parts are here
 * @limit: how many records to look at, at most
 * @more: (out): whether there is more to do
 * @error: return location
 *
 * Takes from the lists what the copy did not have; then the feed goes on behind it.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_end_snapshot (AxleStore                *self,
                         const AxleStoreSnapshot  *snapshot,
                         guint                     limit,
                         gboolean                 *more,
                         GError                  **error)
{
  End end = { snapshot, limit, FALSE };
  gboolean done = axle_store_write (self, AXLE_STORE_REPEATABLE, end_cb, &end, error);

  *more = done && end.more;
  return done;
}

/**
 * axle_store_leave_snapshot:
 * @self: a store
 *
 * No part comes any more, or none for now: what is here is kept.
 */
void
axle_store_leave_snapshot (AxleStore *self)
{
  axle_part_leave (self);
}
