/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <glib/gi18n-lib.h>

#include "core/registry.h"

static void
set_unreadable (GError **error)
{
  g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED,
                       _("A saved change in the data on this computer cannot be read. "
                         "Nothing was removed; repair the data to keep the rest."));
}

/* The record as the server has it, of one with changes on top; %NULL when the
 * server does not know it. */
gboolean
axle_overlay_find_confirmed (AxleStore         *self,
                             const AxleEntity  *entity,
                             const AxleId      *id,
                             AxleRecord       **record,
                             GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT body FROM confirmed WHERE record = ?1", error);
  g_autoptr(GBytes) body = NULL;
  AxleStep step;

  *record = NULL;
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  body = axle_statement_dup_bytes (statement, 0);
  *record = axle_record_from_bytes (entity, id, body);
  if (*record == NULL)
    set_unreadable (error);
  return *record != NULL;
}

/* Whether the server has the record, deleted or not: a row without changes on top is
 * what it has. */
gboolean
axle_overlay_is_confirmed (AxleStore         *self,
                           const AxleEntity  *entity,
                           const AxleId      *id,
                           gboolean          *confirmed,
                           GError           **error)
{
  g_autoptr(AxleRecord) record = NULL;
  gint64 pending;

  if (!axle_row_find (self, entity, id, &record, &pending, error))
    return FALSE;
  if (pending != 0)
    {
      g_clear_pointer (&record, axle_record_unref);
      if (!axle_overlay_find_confirmed (self, entity, id, &record, error))
        return FALSE;
    }
  *confirmed = record != NULL;
  return TRUE;
}

/* (element-type AxleRecord): all of a scope with changes on top, as the server has
 * them. What cannot be read is for the repair. */
GPtrArray *
axle_overlay_list_confirmed (AxleStore     *self,
                             const AxleId  *scope,
                             GError       **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT record, kind, body FROM confirmed", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      const AxleEntity *entity = axle_registry_find (axle_statement_get_text (statement, 1));
      g_autoptr(GBytes) body = axle_statement_dup_bytes (statement, 2);
      g_autoptr(AxleRecord) record = entity != NULL ? axle_record_from_bytes (entity, &id, body) : NULL;

      if (record != NULL && axle_id_equal (&record->scope, scope))
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

gboolean
axle_overlay_keep_confirmed (AxleStore         *self,
                             const AxleRecord  *record,
                             GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT INTO confirmed (record, kind, body) VALUES (?1, ?2, ?3) "
                             "ON CONFLICT (record) DO UPDATE SET body = excluded.body", error);
  g_autoptr(GBytes) body = axle_record_to_bytes (record);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &record->id);
  axle_statement_bind_text (statement, 2, record->entity->kind);
  axle_statement_bind_bytes (statement, 3, body);
  return axle_statement_run (statement, error);
}

/* Forgets what the server has of a record with changes on top. */
gboolean
axle_overlay_drop_confirmed (AxleStore     *self,
                             const AxleId  *id,
                             GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "DELETE FROM confirmed WHERE record = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  return axle_statement_run (statement, error);
}

/* @statement's columns: number, kind, record, packed. %NULL when it is damaged. */
AxleChange *
axle_overlay_read_change (AxleStatement *statement)
{
  const char *kind = axle_statement_get_text (statement, 1);
  const AxleEntity *entity = kind != NULL ? axle_registry_find (kind) : NULL;
  g_autoptr(GBytes) packed = axle_statement_dup_bytes (statement, 3);
  AxleChange *change = entity != NULL && packed != NULL ? axle_change_from_bytes (entity, packed) : NULL;

  if (change == NULL)
    return NULL;
  change->number = axle_statement_get_int64 (statement, 0);
  change->record = axle_read_id (statement, 2);
  return change;
}

static AxleRecord *
make_record (const AxleChange *change)
{
  AxleRecord *record = axle_record_new (change->entity, &change->record);

  record->scope = change->scope;
  record->created_at = change->at;
  record->created_by = change->staff;
  record->created_on = change->desk;
  return record;
}

/*
 * axle_overlay_compute:
 * @shown: (out): what a person is to see; %NULL when there is nothing. A record that
 *   the server does not know and refused to make is deleted while other changes
 *   of it still wait.
 * @pending: (out): how many changes on top wait; when none does, how many were
 *   refused and are shown on, as a number below 0
 */
gboolean
axle_overlay_compute (AxleStore         *self,
                      const AxleEntity  *entity,
                      const AxleId      *id,
                      AxleRecord       **shown,
                      gint64            *pending,
                      GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, made, state FROM change "
                             "WHERE record = ?1 AND state IN (0, 1, 5) ORDER BY number", error);
  g_autoptr(AxleRecord) record = NULL;
  gboolean unmade = FALSE;
  gint64 n_held = 0;
  AxleStep step;

  *shown = NULL;
  *pending = 0;
  if (statement == NULL || !axle_overlay_find_confirmed (self, entity, id, &record, error))
    return FALSE;
  axle_bind_id (statement, 1, id);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleChange) change = axle_overlay_read_change (statement);

      if (change == NULL)
        {
          set_unreadable (error);
          return FALSE;
        }
      if (record == NULL)
        {
          record = make_record (change);
          unmade = !axle_statement_get_bool (statement, 4);
        }
      axle_change_overlay (change, record);
      if (axle_statement_get_int64 (statement, 5) == AXLE_CHANGE_HELD)
        n_held++;
      else
        ++*pending;
    }
  if (step == AXLE_STEP_ERROR)
    return FALSE;
  if (unmade)
    record->deleted = TRUE;
  if (*pending == 0)
    *pending = -n_held;
  *shown = g_steal_pointer (&record);
  return TRUE;
}

/* Makes the row of a record that had changes on top agree with its confirmed image
 * and with those that are left. */
gboolean
axle_overlay_rebuild (AxleStore         *self,
                      const AxleEntity  *entity,
                      const AxleId      *id,
                      GError           **error)
{
  g_autoptr(AxleRecord) shown = NULL;
  gint64 pending;

  if (!axle_overlay_compute (self, entity, id, &shown, &pending, error))
    return FALSE;
  if (shown == NULL)
    return axle_row_remove (self, entity, id, error);
  return axle_row_write (self, shown, pending, error) &&
         (pending != 0 || axle_overlay_drop_confirmed (self, id, error));
}

/* What this desk made of a record that it never heard of again before it was deleted. */
static gboolean
find_making (AxleStore         *self,
             const AxleRecord  *tombstone,
             AxleRecord       **record,
             GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed FROM change "
                             "WHERE record = ?1 AND state IN (0, 1, 5) AND made = 1 ORDER BY number LIMIT 1", error);
  g_autoptr(AxleChange) change = NULL;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &tombstone->id);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  change = axle_overlay_read_change (statement);
  if (change == NULL)
    {
      set_unreadable (error);
      return FALSE;
    }
  *record = make_record (change);
  (*record)->scope = tombstone->scope;
  axle_change_overlay (change, *record);
  return TRUE;
}

/* A tombstone has no values; what is here is kept for undo and history, and as it tells
 * whose it is: by that it goes with a person who is deleted on request. */
static gboolean
bury_confirmed (AxleStore         *self,
                const AxleRecord  *record,
                GError           **error)
{
  g_autoptr(AxleRecord) known = NULL;
  g_autoptr(AxleRecord) buried = NULL;

  if (!axle_overlay_find_confirmed (self, record->entity, &record->id, &known, error) ||
      (known == NULL && !find_making (self, record, &known, error)))
    return FALSE;
  buried = axle_record_copy (known != NULL ? known : record);
  buried->deleted = TRUE;
  buried->revision = record->revision;
  return axle_overlay_keep_confirmed (self, buried, error);
}

/* What the server has after all is not shown as refused; to put back what was typed
 * is left to the person. */
static gboolean
drop_held (AxleStore     *self,
           const AxleId  *id,
           GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE change SET state = 3 WHERE record = ?1 AND state IN (0, 1, 5) AND state = 5", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  return axle_statement_run (statement, error);
}

/* One row of the feed. */
gboolean
axle_overlay_feed (AxleStore         *self,
                   const AxleRecord  *record,
                   GError           **error)
{
  gboolean written;

  if (record->entity->flags & AXLE_ENTITY_STRANGER)
    return axle_stranger_write (self, record, error);
  if (!axle_row_write_confirmed (self, record, &written, error))
    return FALSE;
  if (written)
    return TRUE;
  return (record->deleted ? bury_confirmed (self, record, error)
                          : axle_overlay_keep_confirmed (self, record, error)) &&
         drop_held (self, &record->id, error) &&
         axle_overlay_rebuild (self, record->entity, &record->id, error);
}
