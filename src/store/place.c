/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/registry.h"

/*
 * A desk that may see something else than before erases all that it has of others:
 * rows, keys of the search, changes that are done, drafts. What it may see comes again
 * from the server. Only what a person would miss stays, as far as the desk may still
 * see it: changes that wait, and conflicts. The photos are another file, see
 * axle_store_erase_blobs().
 */

/* Says that what was deleted may still be in the file. */
#define ERASE_NOTE "erase"

typedef struct
{
  const AxleEnrolment *place;
} Move;

/* Whether the new place may see what a change tells of. */
static gboolean
may_stay (const Move       *move,
          const AxleChange *change)
{
  guint64 hidden = axle_entity_hidden (change->entity, move->place->audience);

  if (!axle_entity_is_shown (change->entity, move->place->audience) ||
      (!axle_id_equal (&change->scope, &move->place->store) && !axle_id_equal (&change->scope, &move->place->group)))
    return FALSE;
  for (guint i = 0; i < change->fields->len; i++)
    if ((hidden >> g_array_index (change->fields, AxleFieldChange, i).field) & 1)
      return FALSE;
  return TRUE;
}

static gboolean
run_numbered (AxleStore   *self,
              const char  *sql,
              gint64       number,
              GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, number);
  return axle_statement_run (statement, error);
}

/* Deletes what @list gives, as far as it may not stay. Its columns are those of a
 * change, see axle_overlay_read_change(). */
static gboolean
erase_changes (AxleStore   *self,
               const Move  *move,
               const char  *list,
               const char  *erase,
               GError     **error)
{
  g_autoptr(GArray) erased = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, list, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 number = axle_statement_get_int64 (statement, 0);
      g_autoptr(AxleChange) change = axle_overlay_read_change (statement);

      if (change == NULL || !may_stay (move, change))
        g_array_append_val (erased, number);
    }
  if (step == AXLE_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < erased->len; i++)
    if (!run_numbered (self, erase, g_array_index (erased, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
erase_rows (AxleStore  *self,
            GError    **error)
{
  static const char * const tables[] = {
    "journal", "confirmed", "cursor", "draft", "verifier", "stale", "stranger", "figure", "figure_sweep", "service_due",
    "duplicate", "match_key", "match_due", "erased",
  };
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\"", entities[i]->kind);

      if (!axle_connection_exec (self->connection, sql, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", tables[i]);

      if (!axle_connection_exec (self->connection, sql, error))
        return FALSE;
    }
  return axle_connection_exec (self->connection,
                               "INSERT INTO search (search) VALUES ('delete-all');"
                               "INSERT OR REPLACE INTO setting (name, text) VALUES ('" ERASE_NOTE "', '1'),"
                               " ('" AXLE_STORE_ERASE_BLOBS_NOTE "', '" AXLE_STORE_ERASE_ALL "')", error);
}

/* The rows of what waits and may stay. */
static gboolean
show_waiting (AxleStore  *self,
              GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT DISTINCT kind, record FROM change WHERE state IN (0, 5)", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      const AxleEntity *entity = axle_registry_find (axle_statement_get_text (statement, 0));
      AxleId id = axle_read_id (statement, 1);

      if (entity != NULL && !axle_overlay_rebuild (self, entity, &id, error))
        return FALSE;
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
move_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  Move *move = data;

  self->n_waiting = -1;
  axle_store_touch (self, axle_registry_find ("desk"), &move->place->desk);
  return axle_connection_exec (self->connection, "DELETE FROM change WHERE state NOT IN (0, 5)", error) &&
         erase_changes (self, move, "SELECT number, kind, record, packed FROM change",
                        "DELETE FROM change WHERE number = ?1", error) &&
         erase_changes (self, move, "SELECT number, kind, record, packed FROM conflict",
                        "DELETE FROM conflict WHERE number = ?1", error) &&
         erase_rows (self, error) && show_waiting (self, error) &&
         axle_desk_write_enrolment (self, move->place, error);
}

/* The search keeps what was taken out until its parts are merged. Pages that were given
 * back before are written over too, and the log with the old ones is emptied. While
 * somebody reads it cannot be: then when it is next opened. */
static gboolean
erase_file (AxleStore  *self,
            GError    **error)
{
  g_autoptr(GError) reason = NULL;

  if (axle_connection_exec (self->connection, "INSERT INTO search (search) VALUES ('optimize')", &reason) &&
      axle_connection_exec (self->connection, "VACUUM", &reason) &&
      axle_connection_checkpoint (self->connection, &reason))
    return axle_store_set_note (self, ERASE_NOTE, NULL, error);
  return g_error_matches (reason, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_BUSY) ||
         axle_store_fail (error, g_steal_pointer (&reason));
}

/* When the program ended in the middle of it. */
gboolean
axle_place_finish_erasing (AxleStore  *self,
                           GError    **error)
{
  g_autofree char *due = axle_store_dup_note (self, ERASE_NOTE);

  return due == NULL || erase_file (self, error);
}

/* Inside a transaction: what was deleted on request goes from the file too when it is
 * opened next, and the photos when the engine starts next. */
gboolean
axle_place_note_erased (AxleStore  *self,
                        gboolean    photos,
                        GError    **error)
{
  return axle_connection_exec (self->connection,
                               "INSERT OR REPLACE INTO setting (name, text) VALUES ('" ERASE_NOTE "', '1')", error) &&
         (!photos || axle_connection_exec (self->connection,
                                           "INSERT OR IGNORE INTO setting (name, text) VALUES "
                                           "('" AXLE_STORE_ERASE_BLOBS_NOTE "', '" AXLE_STORE_ERASE_UNNAMED "')", error));
}

/**
 * axle_store_move:
 * @self: a store that writes
 * @place: who the desk is now
 * @error: return location
 *
 * Erases what the desk may not see any more, also from what is left of the file, and
 * notes who it is. The feed starts at its beginning.
 *
 * Returns: whether it is erased
 */
gboolean
axle_store_move (AxleStore            *self,
                 const AxleEnrolment  *place,
                 GError              **error)
{
  g_autoptr(GError) reason = NULL;
  Move move = { .place = place };
  gboolean moved;

  if (!axle_connection_exec (self->connection, "PRAGMA secure_delete = ON", &reason))
    return axle_store_fail (error, g_steal_pointer (&reason));
  moved = axle_store_write (self, AXLE_STORE_DURABLE, move_cb, &move, error);
  axle_connection_exec (self->connection, "PRAGMA secure_delete = OFF", NULL);
  return moved && erase_file (self, error);
}
