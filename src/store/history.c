/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/clock.h"
#include "base/money.h"
#include "core/registry.h"
#include "store/customers.h"
#include "store/private.h"

/* More of one record's past is not shown. */
#define MAX_ENTRIES 2000

void
axle_history_entry_free (AxleHistoryEntry *self)
{
  g_free (self->before);
  g_free (self->after);
  g_free (self->staff);
  g_free (self->desk);
  g_free (self);
}

static char *
dup_title (AxleStore         *self,
           const AxleEntity  *entity,
           const AxleId      *id)
{
  g_autoptr(AxleRecord) record = NULL;

  if (axle_id_is_none (id) || !axle_row_find (self, entity, id, &record, NULL, NULL) || record == NULL)
    return NULL;
  return axle_record_dup_title (record);
}

static char *
dup_reference (AxleStore       *self,
               const AxleField *field,
               const AxleId    *id)
{
  const AxleEntity *target = field->target != NULL ? axle_registry_find (field->target) : NULL;
  char *title = target != NULL ? dup_title (self, target, id) : NULL;

  return title != NULL ? title : axle_id_dup_text (id);
}

static char *
dup_set (const AxleField *field,
         const AxleValue *value)
{
  g_auto(GStrv) members = axle_value_dup_members (value);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? _(", ") : "", axle_field_choice_label (field, members[i]));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* As the store's clock shows it, wherever the desk stands. */
static char *
dup_time (AxleStore *self,
          gint64     at)
{
  g_autoptr(GTimeZone) zone = axle_dossier_load_zone (self);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%F %R") : NULL;
}

static char *
dup_integer (AxleStore       *self,
             const AxleField *field,
             gint64           integer)
{
  if (field->type == AXLE_FIELD_MONEY)
    return axle_money_format (integer);
  if (field->type == AXLE_FIELD_DISTANCE)
    return g_strdup_printf (_("%'" PRId64 " km"), integer / 1000);
  if (field->type == AXLE_FIELD_TIME)
    return dup_time (self, integer);
  if (field->type == AXLE_FIELD_CLOCK)
    return axle_clock_format (integer);
  if (field->type == AXLE_FIELD_MINUTES)
    return axle_minutes_format (integer);
  return g_strdup_printf ("%" G_GINT64_FORMAT, integer);
}

char *
axle_store_dup_text (AxleStore       *self,
                     const AxleField *field,
                     const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_TEXT:
      return g_strdup (axle_field_choice_label (field, axle_value_get_text (value)));
    case AXLE_VALUE_SET:
      return dup_set (field, value);
    case AXLE_VALUE_INTEGER:
      return dup_integer (self, field, value->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return g_strdup (value->as.boolean ? _("Yes") : _("No"));
    case AXLE_VALUE_ID:
      return dup_reference (self, field, &value->as.id);
    case AXLE_VALUE_NONE:
    default:
      return NULL;
    }
}

static AxleHistoryEntry *
new_entry (AxleStore        *self,
           AxleChangeAction  action,
           gint64            at,
           const AxleId     *staff,
           const AxleId     *desk)
{
  AxleHistoryEntry *entry = g_new0 (AxleHistoryEntry, 1);

  entry->action = action;
  entry->at = at;
  entry->staff = dup_title (self, axle_registry_find ("staff"), staff);
  entry->desk = dup_title (self, axle_registry_find ("desk"), desk);
  return entry;
}

static char *
dup_told (AxleStore       *self,
          const AxleField *field,
          const char      *text)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (text == NULL || !axle_history_parse_text (field, text, &value))
    return g_strdup (text);
  return axle_store_dup_text (self, field, &value);
}

/* What the server tells. Of a field that only a newer program knows, nothing is said. */
static void
add_told (AxleStore        *self,
          const AxleEntity *entity,
          const AxleRecord *told,
          GPtrArray        *entries)
{
  const char *name = axle_record_get_text (told, AXLE_HISTORY_FIELD);
  const char *before = axle_record_get_text (told, AXLE_HISTORY_BEFORE);
  const char *after = axle_record_get_text (told, AXLE_HISTORY_AFTER);
  AxleId staff = axle_record_get_id (told, AXLE_HISTORY_STAFF);
  AxleId desk = axle_record_get_id (told, AXLE_HISTORY_DESK);
  gboolean deletion = g_strcmp0 (name, AXLE_HISTORY_DELETED) == 0;
  int field = name != NULL ? axle_entity_find_field (entity, name) : -1;
  AxleChangeAction action = AXLE_CHANGE_SET;
  AxleHistoryEntry *entry;

  if (field < 0 && !deletion)
    return;
  if (deletion)
    action = g_strcmp0 (after, "true") == 0 ? AXLE_CHANGE_DELETE : AXLE_CHANGE_RESTORE;
  entry = new_entry (self, action, axle_record_get_integer (told, AXLE_HISTORY_AT), &staff, &desk);
  if (!deletion)
    {
      entry->field = &entity->fields[field];
      entry->before = dup_told (self, entry->field, before);
      entry->after = dup_told (self, entry->field, after);
    }
  g_ptr_array_add (entries, entry);
}

static gboolean
add_all_told (AxleStore         *self,
              const AxleEntity  *entity,
              const AxleId      *record,
              GPtrArray         *entries,
              GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_history_entity, "WHERE record = ?1 AND deleted = 0 ORDER BY row DESC LIMIT ?2", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, record);
  axle_statement_bind_int64 (statement, 2, MAX_ENTRIES);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleRecord) told = axle_row_read (&axle_history_entity, statement);

      add_told (self, entity, told, entries);
    }
  return step == AXLE_STEP_DONE;
}

/* What was done here and is not confirmed; the making is told by the record itself. */
static void
add_waiting (AxleStore        *self,
             const AxleChange *change,
             gboolean          made,
             GPtrArray        *entries)
{
  if (change->action != AXLE_CHANGE_SET)
    {
      AxleHistoryEntry *entry = new_entry (self, change->action, change->at, &change->staff, &change->desk);

      entry->pending = TRUE;
      g_ptr_array_add (entries, entry);
      return;
    }
  for (guint i = 0; i < change->fields->len && !made; i++)
    {
      const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);
      AxleHistoryEntry *entry = new_entry (self, change->action, change->at, &change->staff, &change->desk);

      entry->field = &change->entity->fields[field->field];
      entry->before = axle_store_dup_text (self, entry->field, &field->before);
      entry->after = axle_store_dup_text (self, entry->field, &field->after);
      entry->pending = TRUE;
      g_ptr_array_add (entries, entry);
    }
}

static gboolean
add_all_waiting (AxleStore     *self,
                 const AxleId  *record,
                 GPtrArray     *entries,
                 gboolean      *unmade,
                 GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, made FROM change "
                             "WHERE record = ?1 AND state IN (0, 1, 5) ORDER BY number DESC", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, record);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleChange) change = axle_overlay_read_change (statement);
      gboolean made = axle_statement_get_bool (statement, 4);

      *unmade |= made;
      if (change != NULL)
        add_waiting (self, change, made, entries);
    }
  return step == AXLE_STEP_DONE;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const AxleHistoryEntry *first = *(AxleHistoryEntry * const *) a;
  const AxleHistoryEntry *second = *(AxleHistoryEntry * const *) b;

  return (first->at < second->at) - (first->at > second->at);
}

static gboolean
list (AxleStore         *self,
      const AxleEntity  *entity,
      const AxleId      *id,
      GPtrArray         *entries,
      GError           **error)
{
  g_autoptr(AxleRecord) record = axle_store_get (self, entity, id, error);
  gboolean unmade = FALSE;
  AxleHistoryEntry *making;

  if (record == NULL ||
      !add_all_waiting (self, id, entries, &unmade, error) ||
      !add_all_told (self, entity, id, entries, error))
    return FALSE;
  making = new_entry (self, AXLE_CHANGE_SET, record->created_at, &record->created_by, &record->created_on);
  making->pending = unmade;
  g_ptr_array_add (entries, making);
  g_ptr_array_sort (entries, compare_entries);
  return TRUE;
}

/**
 * axle_store_list_history:
 * @self: a store
 * @entity: the kind of record
 * @record: which
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleHistoryEntry) (nullable): what was done
 *   to it, latest first
 */
GPtrArray *
axle_store_list_history (AxleStore         *self,
                         const AxleEntity  *entity,
                         const AxleId      *record,
                         GError           **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_history_entry_free);
  g_autoptr(GError) reason = NULL;

  if (list (self, entity, record, entries, &reason))
    return g_steal_pointer (&entries);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}
