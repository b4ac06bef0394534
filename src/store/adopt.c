/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/registry.h"

/*
 * What a newer server tells that this program does not know is kept as it came: fields
 * in the `unknown` of their record, records of other kinds as strangers. Once the
 * program is newer itself, that becomes columns and rows when the cache is opened,
 * and nothing is fetched again.
 */

#define SCHEMA_NOTE "schema"

/* Records in one transaction. */
#define SLICE "500"

gboolean
axle_stranger_write (AxleStore         *self,
                     const AxleRecord  *record,
                     GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO stranger "
                             "(id, kind, scope, revision, deleted, created_at, created_by, created_on, unknown) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &record->id);
  axle_statement_bind_text (statement, 2, record->entity->kind);
  axle_bind_id (statement, 3, &record->scope);
  axle_statement_bind_int64 (statement, 4, record->revision);
  axle_statement_bind_bool (statement, 5, record->deleted);
  axle_statement_bind_int64 (statement, 6, record->created_at);
  axle_bind_id (statement, 7, &record->created_by);
  axle_bind_id (statement, 8, &record->created_on);
  axle_statement_bind_text (statement, 9, record->unknown);
  return axle_statement_run (statement, error);
}

/* The server gives them again. */
gboolean
axle_stranger_forget (AxleStore     *self,
                      const AxleId  *scope,
                      GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "DELETE FROM stranger WHERE scope = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, scope);
  return axle_statement_run (statement, error);
}

static gboolean
read_members (AxleStore   *self,
              const char  *array,
              AxleValue   *value)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT value FROM json_each(?1) WHERE type = 'text'", NULL);
  g_autoptr(GPtrArray) members = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, array);
  while (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    g_ptr_array_add (members, axle_statement_dup_text (statement, 0));
  axle_value_set_members (value, (const char * const *) members->pdata);
  return TRUE;
}

/* @statement's columns: name, type and value of a member. FALSE when it is no value
 * of the field. */
static gboolean
read_member (AxleStore       *self,
             const AxleField *field,
             AxleStatement   *statement,
             AxleValue       *value)
{
  const char *type = axle_statement_get_text (statement, 1);
  AxleId id;

  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      axle_value_set_integer (value, axle_statement_get_int64 (statement, 2));
      return g_str_equal (type, "integer");
    case AXLE_VALUE_BOOLEAN:
      axle_value_set_boolean (value, axle_statement_get_bool (statement, 2));
      return g_str_equal (type, "true") || g_str_equal (type, "false");
    case AXLE_VALUE_ID:
      if (!g_str_equal (type, "text") || !axle_id_parse (axle_statement_get_text (statement, 2), &id))
        return FALSE;
      axle_value_set_id (value, &id);
      return TRUE;
    case AXLE_VALUE_SET:
      return g_str_equal (type, "array") && read_members (self, axle_statement_get_text (statement, 2), value);
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      axle_value_set_text (value, axle_statement_get_text (statement, 2));
      return g_str_equal (type, "text");
    }
}

/* The text of @unknown without one of its members; %NULL when none is left. */
static char *
without_member (AxleStore  *self,
                const char *unknown,
                const char *name)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT nullif(json_remove(?1, '$.\"' || ?2 || '\"'), '{}')", NULL);

  if (statement == NULL)
    return g_strdup (unknown);
  axle_statement_bind_text (statement, 1, unknown);
  axle_statement_bind_text (statement, 2, name);
  return axle_statement_step (statement, NULL) == AXLE_STEP_ROW ? axle_statement_dup_text (statement, 0)
                                                                : g_strdup (unknown);
}

/* Gives @record the fields of its `unknown` that this program knows; FALSE when there
 * are none. */
static gboolean
adopt_fields (AxleStore  *self,
              AxleRecord *record)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT key, type, value FROM json_each(?1)", NULL);
  gboolean adopted = FALSE;

  if (statement == NULL || record->unknown == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, record->unknown);
  while (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    {
      g_autofree char *unknown = NULL;
      g_auto(AxleValue) value = AXLE_VALUE_INIT;
      int field = axle_entity_find_field (record->entity, axle_statement_get_text (statement, 0));

      if (field < 0 || !read_member (self, &record->entity->fields[field], statement, &value))
        continue;
      axle_record_set (record, (guint) field, &value);
      unknown = without_member (self, record->unknown, record->entity->fields[field].name);
      g_set_str (&record->unknown, unknown);
      adopted = TRUE;
    }
  return adopted;
}

/* One slice of a walk: where it is, and whether it has come to its end. */
typedef struct
{
  const AxleEntity *entity;
  guint64           hidden;
  gint64            after;
  gboolean          done;
} Walk;

static AxleRecord *
read_stranger (AxleStatement    *statement,
               const AxleEntity *entity)
{
  AxleId id = axle_read_id (statement, 0);
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = axle_read_id (statement, 1);
  record->revision = axle_statement_get_int64 (statement, 2);
  record->deleted = axle_statement_get_bool (statement, 3);
  record->created_at = axle_statement_get_int64 (statement, 4);
  record->created_by = axle_read_id (statement, 5);
  record->created_on = axle_read_id (statement, 6);
  record->unknown = axle_statement_dup_text (statement, 7);
  return record;
}

static GPtrArray *
list_strangers (AxleStore         *self,
                const AxleEntity  *entity,
                GError           **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT id, scope, revision, deleted, created_at, created_by, created_on, unknown "
                             "FROM stranger WHERE kind = ?1 LIMIT " SLICE, error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_text (statement, 1, entity->kind);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (records, read_stranger (statement, entity));
  return step == AXLE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static gboolean
adopt_strangers_cb (AxleStore  *self,
                    gpointer    data,
                    GError    **error)
{
  Walk *walk = data;
  g_autoptr(GPtrArray) records = list_strangers (self, walk->entity, error);
  g_autoptr(AxleStatement) remove =
    axle_connection_prepare (self->connection, "DELETE FROM stranger WHERE id = ?1", error);

  if (records == NULL || remove == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      adopt_fields (self, record);
      record->hidden = walk->hidden;
      axle_bind_id (remove, 1, &record->id);
      if (!axle_overlay_feed (self, record, error) || !axle_statement_run (remove, error))
        return FALSE;
    }
  walk->done = records->len == 0;
  return TRUE;
}

/* Rows of @walk's entity with something unknown, and where each stands. */
static GPtrArray *
list_rows (AxleStore  *self,
           Walk       *walk,
           GArray     *pending,
           GError    **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autofree char *sql =
    g_strdup_printf ("SELECT row, id, pending FROM \"%s\" WHERE unknown IS NOT NULL AND row > ?1 ORDER BY row LIMIT " SLICE,
                     walk->entity->kind);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_int64 (statement, 1, walk->after);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 1);
      gint64 count = axle_statement_get_int64 (statement, 2);
      AxleRecord *record;

      walk->after = axle_statement_get_int64 (statement, 0);
      if (!axle_row_find (self, walk->entity, &id, &record, NULL, error))
        return NULL;
      g_ptr_array_add (records, record);
      g_array_append_val (pending, count);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static gboolean
adopt_rows_cb (AxleStore  *self,
               gpointer    data,
               GError    **error)
{
  Walk *walk = data;
  g_autoptr(GArray) pending = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) records = list_rows (self, walk, pending, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (adopt_fields (self, records->pdata[i]) &&
        !axle_row_write (self, records->pdata[i], g_array_index (pending, gint64, i), error))
      return FALSE;
  walk->done = records->len == 0;
  return TRUE;
}

/* Which fields a desk may not see is a matter of their places, and fields were added. */
static gboolean
hide_fields (AxleStore   *self,
             const Walk  *walk,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET hidden = ?1 WHERE hidden <> ?1", walk->entity->kind);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, (gint64) walk->hidden);
  return axle_statement_run (statement, error);
}

static GPtrArray *
list_confirmed (AxleStore   *self,
                const Walk  *walk,
                GError     **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT record, body FROM confirmed WHERE kind = ?1", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_text (statement, 1, walk->entity->kind);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      g_autoptr(GBytes) body = axle_statement_dup_bytes (statement, 1);
      AxleRecord *record = axle_record_from_bytes (walk->entity, &id, body);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

/* What waits lies on top of these: there are as many as are being worked on. */
static gboolean
adopt_confirmed_cb (AxleStore  *self,
                    gpointer    data,
                    GError    **error)
{
  const Walk *walk = data;
  g_autoptr(GPtrArray) records = list_confirmed (self, walk, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      adopt_fields (self, record);
      record->hidden = walk->hidden;
      if (!axle_overlay_keep_confirmed (self, record, error))
        return FALSE;
    }
  return hide_fields (self, walk, error);
}

static gboolean
run_walk (AxleStore         *self,
          const AxleEntity  *entity,
          guint64            hidden,
          AxleStoreWork      work,
          GError           **error)
{
  Walk walk = { .entity = entity, .hidden = hidden };

  while (!walk.done)
    if (!axle_store_write (self, AXLE_STORE_REPEATABLE, work, &walk, error))
      return FALSE;
  return TRUE;
}

static gboolean
adopt_entity (AxleStore         *self,
              const AxleEntity  *entity,
              AxleAudience       audience,
              GError           **error)
{
  guint64 hidden = axle_entity_hidden (entity, audience);
  Walk walk = { .entity = entity, .hidden = hidden };

  return axle_store_write (self, AXLE_STORE_REPEATABLE, adopt_confirmed_cb, &walk, error) &&
         run_walk (self, entity, hidden, adopt_rows_cb, error) &&
         run_walk (self, entity, hidden, adopt_strangers_cb, error);
}

/* Makes rows and columns of what this program has come to know since it was last
 * here. What cannot be written now is shown as before, and done the next time. */
void
axle_adopt (AxleStore *self)
{
  g_autofree char *known = axle_store_dup_note (self, SCHEMA_NOTE);
  g_autofree char *schema = g_strdup_printf ("%u", axle_registry_get_schema ());
  g_autoptr(AxleEnrolment) enrolment = NULL;
  const AxleEntity * const *entities = axle_registry_list ();

  if (self->read_only || g_strcmp0 (known, schema) == 0)
    return;
  enrolment = axle_store_dup_enrolment (self);
  for (guint i = 0; entities[i] != NULL; i++)
    if (!adopt_entity (self, entities[i], enrolment != NULL ? enrolment->audience : AXLE_AUDIENCE_OFFICE, NULL))
      return;
  axle_store_set_note (self, SCHEMA_NOTE, schema, NULL);
}
