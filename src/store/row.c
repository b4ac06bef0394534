/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <string.h>

/* The columns that every entity's table has, in this order, before its fields. */
static const char fixed_columns[] =
  "id, scope, revision, deleted, hidden, created_at, created_by, created_on, unknown, pending";

#define N_FIXED 10

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

static void
append_fields (GString          *out,
               const AxleEntity *entity,
               const char       *prefix,
               gboolean          assign)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *name = entity->fields[i].name;

      if (assign)
        g_string_append_printf (out, "%s\"%s\" = excluded.\"%s\"", prefix, name, name);
      else
        g_string_append_printf (out, "%s\"%s\"", prefix, name);
    }
}

static char *
build_write (const AxleEntity *entity)
{
  const char * const *derived = axle_derived_columns (entity);
  g_autoptr(GString) out = g_string_new (NULL);

  g_string_printf (out, "INSERT INTO \"%s\" (%s", entity->kind, fixed_columns);
  append_fields (out, entity, ", ", FALSE);
  for (guint i = 0; derived[i] != NULL; i++)
    g_string_append_printf (out, ", %s", derived[i]);
  g_string_append (out, ") VALUES (?1");
  for (guint i = 2; i <= N_FIXED + entity->n_fields + g_strv_length ((char **) derived); i++)
    g_string_append_printf (out, ", ?%u", i);
  g_string_append (out,
                   ") ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, revision = excluded.revision, "
                   "deleted = excluded.deleted, hidden = excluded.hidden, created_at = excluded.created_at, "
                   "created_by = excluded.created_by, created_on = excluded.created_on, "
                   "unknown = excluded.unknown, pending = excluded.pending");
  append_fields (out, entity, ", ", TRUE);
  for (guint i = 0; derived[i] != NULL; i++)
    g_string_append_printf (out, ", %s = excluded.%s", derived[i], derived[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static Codec *
codec_of (AxleStore        *self,
          const AxleEntity *entity)
{
  Codec *codec = g_hash_table_lookup (self->codecs, entity);
  g_autoptr(GString) select = NULL;

  if (codec != NULL)
    return codec;
  select = g_string_new (NULL);
  g_string_printf (select, "SELECT %s", fixed_columns);
  append_fields (select, entity, ", ", FALSE);
  g_string_append_printf (select, " FROM \"%s\" ", entity->kind);

  codec = g_new0 (Codec, 1);
  codec->select = g_string_free (g_steal_pointer (&select), FALSE);
  codec->find = g_strconcat (codec->select, "WHERE id = ?1", NULL);
  codec->write = build_write (entity);
  codec->write_confirmed = g_strconcat (codec->write, " WHERE pending = 0", NULL);
  codec->bury = g_strdup_printf ("UPDATE \"%s\" SET deleted = 1, revision = ?2 WHERE id = ?1 AND pending = 0",
                                 entity->kind);
  codec->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", entity->kind);
  g_hash_table_insert (self->codecs, (gpointer) entity, codec);
  return codec;
}

void
axle_bind_id (AxleStatement *statement,
              int            parameter,
              const AxleId  *id)
{
  if (axle_id_is_none (id))
    axle_statement_bind_null (statement, parameter);
  else
    axle_statement_bind_blob (statement, parameter, id->bytes, sizeof id->bytes);
}

AxleId
axle_read_id (AxleStatement *statement,
              int            column)
{
  AxleId id = AXLE_ID_NONE;
  gsize size;
  gconstpointer bytes = axle_statement_get_blob (statement, column, &size);

  if (bytes != NULL && size == sizeof id.bytes)
    memcpy (id.bytes, bytes, size);
  return id;
}

void
axle_bind_value (AxleStatement   *statement,
                 int              parameter,
                 const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_SET:
      axle_statement_bind_text (statement, parameter, value->as.text);
      break;
    case AXLE_VALUE_INTEGER:
      axle_statement_bind_int64 (statement, parameter, value->as.integer);
      break;
    case AXLE_VALUE_BOOLEAN:
      axle_statement_bind_bool (statement, parameter, value->as.boolean);
      break;
    case AXLE_VALUE_ID:
      axle_bind_id (statement, parameter, &value->as.id);
      break;
    case AXLE_VALUE_NONE:
    default:
      axle_statement_bind_null (statement, parameter);
      break;
    }
}

static void
read_value (const AxleField *field,
            AxleStatement   *statement,
            int              column,
            AxleValue       *value)
{
  if (axle_statement_is_null (statement, column))
    return;
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      axle_value_set_integer (value, axle_statement_get_int64 (statement, column));
      break;
    case AXLE_VALUE_BOOLEAN:
      axle_value_set_boolean (value, axle_statement_get_bool (statement, column));
      break;
    case AXLE_VALUE_ID:
      {
        AxleId id = axle_read_id (statement, column);
        axle_value_set_id (value, &id);
        break;
      }
    case AXLE_VALUE_SET:
      axle_value_set_packed (value, axle_statement_get_text (statement, column));
      break;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      axle_value_set_text (value, axle_statement_get_text (statement, column));
      break;
    }
}

/* The row that @statement, from axle_row_select(), stands on. */
AxleRecord *
axle_row_read (const AxleEntity *entity,
               AxleStatement    *statement)
{
  AxleId id = axle_read_id (statement, 0);
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = axle_read_id (statement, 1);
  record->revision = axle_statement_get_int64 (statement, 2);
  record->deleted = axle_statement_get_bool (statement, 3);
  record->hidden = (guint64) axle_statement_get_int64 (statement, 4);
  record->created_at = axle_statement_get_int64 (statement, 5);
  record->created_by = axle_read_id (statement, 6);
  record->created_on = axle_read_id (statement, 7);
  record->unknown = axle_statement_dup_text (statement, 8);
  for (guint i = 0; i < entity->n_fields; i++)
    read_value (&entity->fields[i], statement, (int) (N_FIXED + i), &record->values[i]);
  return record;
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
    *pending = axle_statement_get_int64 (statement, 9);
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

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_blob (statement, 1, record->id.bytes, sizeof record->id.bytes);
  axle_bind_id (statement, 2, &record->scope);
  axle_statement_bind_int64 (statement, 3, record->revision);
  axle_statement_bind_bool (statement, 4, record->deleted);
  axle_statement_bind_int64 (statement, 5, (gint64) record->hidden);
  axle_statement_bind_int64 (statement, 6, record->created_at);
  axle_bind_id (statement, 7, &record->created_by);
  axle_bind_id (statement, 8, &record->created_on);
  axle_statement_bind_text (statement, 9, record->unknown);
  axle_statement_bind_int64 (statement, 10, pending);
  for (guint i = 0; i < record->entity->n_fields; i++)
    axle_bind_value (statement, (int) (N_FIXED + 1 + i), &record->values[i]);
  axle_derived_bind (record, statement, (int) (N_FIXED + 1 + record->entity->n_fields));
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
    {
      axle_store_touch (self, record->entity, &record->id);
      axle_derived_note (self, record);
    }
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
