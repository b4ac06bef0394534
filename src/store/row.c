/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

typedef struct
{
  char *select;
  char *write;
  char *write_confirmed;
  char *bury;
  char *remove;
  char *find;
} Codec;

static void
codec_free (gpointer data)
{
  Codec *self = data;

  g_free (self->select);
  g_free (self->write);
  g_free (self->write_confirmed);
  g_free (self->bury);
  g_free (self->remove);
  g_free (self->find);
  g_free (self);
}

GHashTable *
axle_row_codecs_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, codec_free);
}

/* What makes an INSERT of these columns change the record when it is there; the id is
 * the first of them. */
void
axle_row_append_upsert (GString            *out,
                        const char * const *columns)
{
  g_string_append (out, "ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 1; columns[i] != NULL; i++)
    g_string_append_printf (out, "%s%s = excluded.%s", i > 1 ? ", " : "", columns[i], columns[i]);
}

/* The columns of the record, how many changes are shown on top, and what is worked out
 * from the record alone. */
char **
axle_row_list_columns (const AxleEntity *entity)
{
  g_autoptr(GStrvBuilder) columns = g_strv_builder_new ();
  g_auto(GStrv) names = axle_row_dup_names (entity);

  g_strv_builder_addv (columns, (const char **) names);
  g_strv_builder_add (columns, "pending");
  g_strv_builder_addv (columns, (const char **) axle_derived_columns (entity));
  return g_strv_builder_end (columns);
}

static char *
build_write (const AxleEntity *entity)
{
  g_auto(GStrv) columns = axle_row_list_columns (entity);
  g_autofree char *names = g_strjoinv (", ", columns);
  g_autoptr(GString) out = g_string_new (NULL);

  g_string_printf (out, "INSERT INTO \"%s\" (%s) VALUES (?1", entity->kind, names);
  for (guint i = 1; columns[i] != NULL; i++)
    g_string_append_printf (out, ", ?%u", i + 1);
  g_string_append (out, ") ");
  axle_row_append_upsert (out, (const char * const *) columns);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static Codec *
codec_of (AxleStore        *self,
          const AxleEntity *entity)
{
  Codec *codec = g_hash_table_lookup (self->codecs, entity);
  g_autofree char *columns = NULL;

  if (codec != NULL)
    return codec;
  columns = axle_row_dup_columns (entity);
  codec = g_new0 (Codec, 1);
  codec->select = g_strdup_printf ("SELECT %s, pending FROM \"%s\" ", columns, entity->kind);
  codec->find = g_strconcat (codec->select, "WHERE id = ?1", NULL);
  codec->write = build_write (entity);
  codec->write_confirmed = g_strconcat (codec->write, " WHERE pending = 0", NULL);
  codec->bury = g_strdup_printf ("UPDATE \"%s\" SET deleted = 1, revision = ?2 WHERE id = ?1 AND pending = 0",
                                 entity->kind);
  codec->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", entity->kind);
  g_hash_table_insert (self->codecs, (gpointer) entity, codec);
  return codec;
}

/* @tail is written in the program: what follows FROM. */
AxleStatement *
axle_row_select (AxleStore         *self,
                 const AxleEntity  *entity,
                 const char        *tail,
                 GError           **error)
{
  g_autofree char *sql = g_strconcat (codec_of (self, entity)->select, tail, NULL);

  return axle_connection_prepare (self->connection, sql, error);
}

/* %NULL with a %TRUE result: there is no such record. */
gboolean
axle_row_find (AxleStore         *self,
               const AxleEntity  *entity,
               const AxleId      *id,
               AxleRecord       **record,
               gint64            *pending,
               GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, codec_of (self, entity)->find, error);
  AxleStep step;

  *record = NULL;
  if (pending != NULL)
    *pending = 0;
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  *record = axle_row_read (entity, statement);
  if (pending != NULL)
    *pending = axle_statement_get_int64 (statement, (int) axle_row_n_columns (entity));
  return TRUE;
}

static gboolean
run_write (AxleStore         *self,
           const char        *sql,
           const AxleRecord  *record,
           gint64             pending,
           GError           **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  int n_columns = (int) axle_row_n_columns (record->entity);

  if (statement == NULL)
    return FALSE;
  axle_row_bind (statement, record);
  axle_statement_bind_int64 (statement, n_columns + 1, pending);
  axle_derived_bind (record, statement, n_columns + 2);
  return axle_statement_run (statement, error);
}

/* Makes the row be @record, with that many changes shown on top. */
gboolean
axle_row_write (AxleStore         *self,
                const AxleRecord  *record,
                gint64             pending,
                GError           **error)
{
  axle_store_touch (self, record->entity, &record->id);
  axle_derived_note (self, record);
  return run_write (self, codec_of (self, record->entity)->write, record, pending, error);
}

static gboolean
is_tombstone (const AxleRecord *record)
{
  if (!record->deleted)
    return FALSE;
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->values[i].kind != AXLE_VALUE_NONE)
      return FALSE;
  return TRUE;
}

/* Makes a row without waiting changes be @record; leaves one that has some alone.
 * A tombstone keeps the values that are here, for undo and history. */
gboolean
axle_row_write_confirmed (AxleStore         *self,
                          const AxleRecord  *record,
                          gboolean          *written,
                          GError           **error)
{
  Codec *codec = codec_of (self, record->entity);

  *written = FALSE;
  axle_derived_note (self, record);
  if (is_tombstone (record))
    {
      g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, codec->bury, error);

      if (statement == NULL)
        return FALSE;
      axle_bind_id (statement, 1, &record->id);
      axle_statement_bind_int64 (statement, 2, record->revision);
      if (!axle_statement_run (statement, error))
        return FALSE;
      *written = axle_connection_get_changes (self->connection) > 0;
    }
  if (!*written)
    {
      if (!run_write (self, codec->write_confirmed, record, 0, error))
        return FALSE;
      *written = axle_connection_get_changes (self->connection) > 0;
    }
  if (*written)
    axle_store_touch (self, record->entity, &record->id);
  return TRUE;
}

gboolean
axle_row_remove (AxleStore         *self,
                 const AxleEntity  *entity,
                 const AxleId      *id,
                 GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, codec_of (self, entity)->remove, error);
  g_autoptr(AxleRecord) gone = NULL;

  if (statement == NULL || !axle_row_find (self, entity, id, &gone, NULL, error))
    return FALSE;
  if (gone == NULL)
    return TRUE;
  axle_bind_id (statement, 1, id);
  axle_store_touch (self, entity, id);
  axle_derived_note (self, gone);
  return axle_statement_run (statement, error);
}

/* All rows of @statement, from axle_row_select(). */
GPtrArray *
axle_row_list (const AxleEntity  *entity,
               AxleStatement     *statement,
               GError           **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleStep step;

  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (records, axle_row_read (entity, statement));
  return step == AXLE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}
