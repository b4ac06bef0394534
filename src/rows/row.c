/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows/row.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *type;
} fixed[] = {
  { "id", "BLOB NOT NULL" },
  { "scope", "BLOB" },
  { "revision", "INTEGER NOT NULL" },
  { "deleted", "INTEGER NOT NULL" },
  { "hidden", "INTEGER NOT NULL" },
  { "created_at", "INTEGER NOT NULL" },
  { "created_by", "BLOB" },
  { "created_on", "BLOB" },
  { "unknown", "TEXT" },
};

/**
 * axle_row_n_columns:
 * @entity: a kind of record
 *
 * Returns: how many columns a row of it has
 */
guint
axle_row_n_columns (const AxleEntity *entity)
{
  return G_N_ELEMENTS (fixed) + entity->n_fields;
}

/**
 * axle_row_dup_names:
 * @entity: a kind of record
 *
 * Returns: (transfer full): the columns' names in order, quoted as SQL wants them
 */
char **
axle_row_dup_names (const AxleEntity *entity)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_strv_builder_add (names, fixed[i].name);
  for (guint i = 0; i < entity->n_fields; i++)
    g_strv_builder_take (names, g_strdup_printf ("\"%s\"", entity->fields[i].name));
  return g_strv_builder_end (names);
}

/**
 * axle_row_dup_columns:
 * @entity: a kind of record
 *
 * Returns: (transfer full): the columns' names in order, for a SELECT or an INSERT
 */
char *
axle_row_dup_columns (const AxleEntity *entity)
{
  g_auto(GStrv) names = axle_row_dup_names (entity);

  return g_strjoinv (", ", names);
}

/* More than SQLite asks for: who does not know the field learns what its values are. */
static const char *
column_type (const AxleField *field)
{
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      return "INTEGER";
    case AXLE_VALUE_BOOLEAN:
      return AXLE_ROW_BOOLEAN;
    case AXLE_VALUE_ID:
      return AXLE_ROW_ID;
    case AXLE_VALUE_SET:
      return AXLE_ROW_SET;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      return "TEXT";
    }
}

/**
 * axle_row_dup_table:
 * @entity: a kind of record
 *
 * Returns: (transfer full): SQL that makes a table of such rows and nothing else: no
 *   key, no index
 */
char *
axle_row_dup_table (const AxleEntity *entity)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE TABLE \"%s\" (", entity->kind);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_string_append_printf (sql, "%s%s %s", i > 0 ? ", " : "", fixed[i].name, fixed[i].type);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" %s", entity->fields[i].name, column_type (&entity->fields[i]));
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
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

/**
 * axle_row_bind:
 * @statement: one whose first parameters are the columns in their order
 * @record: what is written
 *
 * Binds the first [func@Axle.row_n_columns] parameters.
 */
void
axle_row_bind (AxleStatement    *statement,
               const AxleRecord *record)
{
  axle_statement_bind_blob (statement, 1, record->id.bytes, sizeof record->id.bytes);
  axle_bind_id (statement, 2, &record->scope);
  axle_statement_bind_int64 (statement, 3, record->revision);
  axle_statement_bind_bool (statement, 4, record->deleted);
  axle_statement_bind_int64 (statement, 5, (gint64) record->hidden);
  axle_statement_bind_int64 (statement, 6, record->created_at);
  axle_bind_id (statement, 7, &record->created_by);
  axle_bind_id (statement, 8, &record->created_on);
  axle_statement_bind_text (statement, 9, record->unknown);
  for (guint i = 0; i < record->entity->n_fields; i++)
    axle_bind_value (statement, (int) (G_N_ELEMENTS (fixed) + 1 + i), &record->values[i]);
}

/**
 * axle_row_read:
 * @entity: what kind of record it is
 * @statement: one that stands on a row and whose first columns are those of @entity
 *
 * Returns: (transfer full): the record
 */
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
    read_value (&entity->fields[i], statement, (int) (G_N_ELEMENTS (fixed) + i), &record->values[i]);
  return record;
}
