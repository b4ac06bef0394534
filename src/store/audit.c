/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

/* Comparing the cache with the server, and mending what differs. */

/* What the server was told to have, of the row that @statement stands on; %NULL with a
 * %TRUE result when it has none that is alive. */
static gboolean
read_confirmed (AxleStore         *self,
                const AxleEntity  *entity,
                AxleStatement     *statement,
                AxleRecord       **record,
                GError           **error)
{
  /* How many changes are on top of a row stands behind its columns: see row.c. */
  int pending = (int) axle_row_n_columns (entity);

  *record = NULL;
  if (axle_statement_get_int64 (statement, pending) != 0)
    {
      AxleId id = axle_read_id (statement, 0);

      if (!axle_overlay_find_confirmed (self, entity, &id, record, error))
        return FALSE;
    }
  else
    {
      *record = axle_row_read (entity, statement);
    }
  if (*record != NULL && (*record)->deleted)
    g_clear_pointer (record, axle_record_unref);
  return TRUE;
}

static GPtrArray *
list_confirmed (AxleStore         *self,
                const AxleEntity  *entity,
                AxleId            *last,
                guint              limit,
                GError           **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, entity, "WHERE id > ?1 ORDER BY id LIMIT ?2", error);
  guint n_read = 0;
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_blob (statement, 1, last->bytes, sizeof last->bytes);
  axle_statement_bind_int64 (statement, 2, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleRecord *record;

      n_read++;
      *last = axle_read_id (statement, 0);
      if (!read_confirmed (self, entity, statement, &record, error))
        return NULL;
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  if (step != AXLE_STEP_DONE)
    return NULL;
  if (n_read < limit)
    *last = AXLE_ID_NONE;
  return g_steal_pointer (&records);
}

/**
 * axle_store_list_confirmed:
 * @self: a store
 * @entity: a kind of record
 * @last: (inout): no id to begin with; where the next call goes on, no id at the end
 * @limit: at most this many
 * @error: return location
 *
 * What the cache takes the server to have, without the changes that wait here.
 *
 * Returns: (transfer full) (element-type AxleRecord) (nullable): records that are not
 *   deleted, in the order of their ids
 */
GPtrArray *
axle_store_list_confirmed (AxleStore         *self,
                           const AxleEntity  *entity,
                           AxleId            *last,
                           guint              limit,
                           GError           **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *records = list_confirmed (self, entity, last, limit, &reason);

  if (records == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return records;
}

static gboolean
find_confirmed (AxleStore         *self,
                const AxleEntity  *entity,
                const AxleId      *id,
                AxleRecord       **record,
                GError           **error)
{
  g_autoptr(AxleStatement) statement = axle_row_select (self, entity, "WHERE id = ?1", error);
  AxleStep step;

  *record = NULL;
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  return read_confirmed (self, entity, statement, record, error);
}

/**
 * axle_store_find_confirmed:
 * @self: a store
 * @entity: a kind of record
 * @id: which
 * @record: (out) (nullable) (transfer full): it, as the server was told to have it;
 *   %NULL when it has none that is not deleted
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_store_find_confirmed (AxleStore         *self,
                           const AxleEntity  *entity,
                           const AxleId      *id,
                           AxleRecord       **record,
                           GError           **error)
{
  g_autoptr(GError) reason = NULL;

  return find_confirmed (self, entity, id, record, &reason) || axle_store_fail (error, g_steal_pointer (&reason));
}

typedef struct
{
  GPtrArray *present;
  GPtrArray *absent;
} Mending;

static gboolean
mend_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  Mending *mending = data;

  for (guint i = 0; i < mending->present->len; i++)
    if (!axle_overlay_feed (self, mending->present->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < mending->absent->len; i++)
    {
      const AxleRecord *record = mending->absent->pdata[i];

      if (!axle_overlay_drop_confirmed (self, &record->id, error) ||
          !axle_overlay_rebuild (self, record->entity, &record->id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * axle_store_mend:
 * @self: a store that writes
 * @present: (element-type AxleRecord): as the server has them, tombstones included
 * @absent: (element-type AxleRecord): records that are here and not on the server
 * @error: return location
 *
 * Makes the cache have what the server has. Changes that wait stay on top.
 *
 * Returns: whether it was written
 */
gboolean
axle_store_mend (AxleStore  *self,
                 GPtrArray  *present,
                 GPtrArray  *absent,
                 GError    **error)
{
  Mending mending = { present, absent };

  /* The same is found again when a power cut takes it back. */
  return axle_store_write (self, AXLE_STORE_REPEATABLE, mend_cb, &mending, error);
}

/**
 * axle_store_estimate:
 * @self: a store
 * @entity: a kind of record
 *
 * Returns: about how many rows there are, deleted ones included, without counting them
 */
gint64
axle_store_estimate (AxleStore        *self,
                     const AxleEntity *entity)
{
  g_autofree char *sql = g_strdup_printf ("SELECT ifnull(max(row), 0) FROM \"%s\"", entity->kind);
  gint64 count = 0;

  axle_connection_query_int64 (self->connection, sql, &count, NULL);
  return count;
}
