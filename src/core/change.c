/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"

G_DEFINE_BOXED_TYPE (AxleChange, axle_change, axle_change_copy, axle_change_free)

/* operation, action, base, at, scope, staff, desk, then per field: name, before, after */
#define PACKED_TYPE "(xyxxayayaya(svv))"

static void
clear_field_change (gpointer data)
{
  AxleFieldChange *change = data;

  axle_value_clear (&change->before);
  axle_value_clear (&change->after);
}

static GArray *
new_field_changes (void)
{
  GArray *fields = g_array_new (FALSE, TRUE, sizeof (AxleFieldChange));
  g_array_set_clear_func (fields, clear_field_change);
  return fields;
}

static void
append_field_change (GArray          *fields,
                     guint            field,
                     const AxleValue *before,
                     const AxleValue *after)
{
  AxleFieldChange change = { .field = field };

  axle_value_copy (before, &change.before);
  axle_value_copy (after, &change.after);
  g_array_append_val (fields, change);
}

/**
 * axle_change_new:
 * @entity: what kind of record
 * @record: which
 * @action: what is done to it
 *
 * Returns: (transfer full): a change without fields, time or maker
 */
AxleChange *
axle_change_new (const AxleEntity *entity,
                 const AxleId     *record,
                 AxleChangeAction  action)
{
  AxleChange *self = g_new0 (AxleChange, 1);

  self->entity = entity;
  self->record = *record;
  self->action = action;
  self->fields = new_field_changes ();
  return self;
}

/**
 * axle_change_new_between:
 * @before: (nullable): the record as the person saw it; %NULL when it is new
 * @after: the record as the person left it
 *
 * Hidden fields are left out: the person did not see them.
 *
 * Returns: (transfer full) (nullable): what makes @before into @after; %NULL
 *   when nothing does
 */
AxleChange *
axle_change_new_between (const AxleRecord *before,
                         const AxleRecord *after)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(AxleChange) self = axle_change_new (after->entity, &after->id, AXLE_CHANGE_SET);

  self->scope = after->scope;
  self->base = before != NULL ? before->revision : 0;
  for (guint i = 0; i < after->entity->n_fields; i++)
    {
      const AxleValue *old = before != NULL ? &before->values[i] : &none;

      if (!axle_record_is_hidden (after, i) && !axle_value_equal (old, &after->values[i]))
        append_field_change (self->fields, i, old, &after->values[i]);
    }
  if (before != NULL && self->fields->len == 0)
    return NULL;
  return g_steal_pointer (&self);
}

AxleChange *
axle_change_copy (const AxleChange *self)
{
  AxleChange *copy = g_memdup2 (self, sizeof *self);

  copy->fields = new_field_changes ();
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);
      append_field_change (copy->fields, change->field, &change->before, &change->after);
    }
  return copy;
}

void
axle_change_free (AxleChange *self)
{
  g_array_unref (self->fields);
  g_free (self);
}

void
axle_change_add_field (AxleChange      *self,
                       guint            field,
                       const AxleValue *before,
                       const AxleValue *after)
{
  append_field_change (self->fields, field, before, after);
}

/**
 * axle_change_find_field:
 * @self: a change
 * @field: a field's index
 *
 * Returns: (nullable) (transfer none): what it does to that field
 */
const AxleFieldChange *
axle_change_find_field (const AxleChange *self,
                        guint             field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);
      if (change->field == field)
        return change;
    }
  return NULL;
}

/* What stands in the field when @change meets @current. */
static void
merge_field (const AxleField       *field,
             const AxleFieldChange *change,
             const AxleValue       *current,
             AxleValue             *result)
{
  gboolean unseen = !axle_value_equal (current, &change->before);

  switch (field->merge)
    {
    case AXLE_MERGE_UNION:
      axle_value_merge_sets (current, &change->before, &change->after, result);
      return;
    case AXLE_MERGE_MAXIMUM:
      if (unseen && axle_value_compare (current, &change->after) > 0)
        {
          axle_value_copy (current, result);
          return;
        }
      break;
    case AXLE_MERGE_RESTRICT:
      if (unseen && current->kind == AXLE_VALUE_BOOLEAN && !current->as.boolean)
        {
          axle_value_copy (current, result);
          return;
        }
      break;
    case AXLE_MERGE_LAST:
    default:
      break;
    }
  axle_value_copy (&change->after, result);
}

/* What two desks make by the same rule is made by whoever came first. What is fixed is
 * set by a making alone; nobody typed what it brings, so that nothing of it is lost. A
 * tombstone has no values to compare with, but the id, which follows from them. */
static gboolean
makes_again (const AxleChange *self,
             const AxleRecord *current)
{
  if (!(self->entity->flags & AXLE_ENTITY_ALIKE) || self->action != AXLE_CHANGE_SET ||
      current == NULL || current->revision == 0)
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);

      if ((self->entity->fields[change->field].flags & AXLE_FIELD_FIXED) &&
          change->before.kind == AXLE_VALUE_NONE &&
          (current->deleted || axle_value_equal (&change->after, &current->values[change->field])))
        return TRUE;
    }
  return FALSE;
}

/**
 * axle_change_overlay:
 * @self: a change that waits for the server
 * @record: the record without it; becomes the record with it
 */
void
axle_change_overlay (const AxleChange *self,
                     AxleRecord       *record)
{
  if (makes_again (self, record))
    return;
  if (self->action == AXLE_CHANGE_DELETE)
    record->deleted = TRUE;
  else if (self->action == AXLE_CHANGE_RESTORE)
    record->deleted = FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);
      g_auto(AxleValue) result = AXLE_VALUE_INIT;

      merge_field (&self->entity->fields[change->field], change, &record->values[change->field], &result);
      axle_record_set (record, change->field, &result);
    }
}

static gboolean
unpack_id (GVariant *tuple,
           gsize     index,
           AxleId   *id)
{
  g_autoptr(GVariant) child = g_variant_get_child_value (tuple, index);

  return axle_id_from_variant (child, id);
}

/**
 * axle_change_to_bytes:
 * @self: a change
 *
 * Fields go by name, so that what is kept can be read after a program with more
 * fields is installed. Neither `number`, `entity`, `record` nor `needs` is packed:
 * whoever keeps the bytes keeps these beside them.
 *
 * Returns: (transfer full): @self packed
 */
GBytes *
axle_change_to_bytes (const AxleChange *self)
{
  g_autoptr(GVariant) packed = NULL;
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a(svv)"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);

      g_variant_builder_open (&fields, G_VARIANT_TYPE ("(svv)"));
      g_variant_builder_add (&fields, "s", self->entity->fields[change->field].name);
      g_variant_builder_add_value (&fields, axle_value_to_variant (&change->before));
      g_variant_builder_add_value (&fields, axle_value_to_variant (&change->after));
      g_variant_builder_close (&fields);
    }
  packed = g_variant_ref_sink (g_variant_new ("(xyxx@ay@ay@ay@a(svv))",
                                              self->operation, (guchar) self->action, self->base, self->at,
                                              axle_id_to_variant (&self->scope), axle_id_to_variant (&self->staff), axle_id_to_variant (&self->desk),
                                              g_variant_builder_end (&fields)));
  return g_variant_get_data_as_bytes (packed);
}

/**
 * axle_change_from_bytes:
 * @entity: what kind of record it changes
 * @bytes: what [method@Axle.Change.to_bytes] gave
 *
 * Returns: (transfer full) (nullable): the change without `number` and `record`;
 *   %NULL when @bytes are damaged. Fields that @entity does not have are left out.
 */
AxleChange *
axle_change_from_bytes (const AxleEntity *entity,
                        GBytes           *bytes)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (PACKED_TYPE), bytes, FALSE));
  g_autoptr(AxleChange) self = axle_change_new (entity, &AXLE_ID_NONE, AXLE_CHANGE_SET);
  g_autoptr(GVariant) fields = NULL;
  guchar action;

  if (!g_variant_is_normal_form (packed))
    return NULL;
  g_variant_get_child (packed, 0, "x", &self->operation);
  g_variant_get_child (packed, 1, "y", &action);
  g_variant_get_child (packed, 2, "x", &self->base);
  g_variant_get_child (packed, 3, "x", &self->at);
  if (action > AXLE_CHANGE_RESTORE ||
      !unpack_id (packed, 4, &self->scope) ||
      !unpack_id (packed, 5, &self->staff) ||
      !unpack_id (packed, 6, &self->desk))
    return NULL;
  self->action = action;

  fields = g_variant_get_child_value (packed, 7);
  for (gsize i = 0; i < g_variant_n_children (fields); i++)
    {
      g_autoptr(GVariant) entry = g_variant_get_child_value (fields, i);
      g_autoptr(GVariant) before = g_variant_get_child_value (entry, 1);
      g_autoptr(GVariant) after = g_variant_get_child_value (entry, 2);
      AxleFieldChange change = { 0 };
      const char *name;
      int field;

      g_variant_get_child (entry, 0, "&s", &name);
      field = axle_entity_find_field (entity, name);
      if (field < 0)
        continue;
      change.field = (guint) field;
      if (!axle_value_from_variant (before, &change.before) || !axle_value_from_variant (after, &change.after))
        {
          clear_field_change (&change);
          return NULL;
        }
      g_array_append_val (self->fields, change);
    }
  return g_steal_pointer (&self);
}

AxleVerdict *
axle_verdict_new (void)
{
  AxleVerdict *self = g_new0 (AxleVerdict, 1);
  self->lost = new_field_changes ();
  return self;
}

void
axle_verdict_free (AxleVerdict *self)
{
  g_array_unref (self->lost);
  g_free (self->code);
  g_free (self->message);
  g_clear_pointer (&self->current, axle_record_unref);
  g_free (self);
}

/**
 * axle_verdict_refuse:
 * @self: a verdict
 * @code: a stable name
 * @format: why, for the person, printf-style
 * @...: its arguments
 */
void
axle_verdict_refuse (AxleVerdict *self,
                     const char  *code,
                     const char  *format,
                     ...)
{
  va_list args;

  self->outcome = AXLE_OUTCOME_REFUSED;
  g_set_str (&self->code, code);
  g_free (self->message);
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
}

/**
 * axle_verdict_set_blocker:
 * @self: a refusal
 * @entity: what kind of record stands in the way
 * @blocker: which
 */
void
axle_verdict_set_blocker (AxleVerdict      *self,
                          const AxleEntity *entity,
                          const AxleId     *blocker)
{
  self->blocker_entity = entity;
  self->blocker = *blocker;
}

/**
 * axle_verdict_add_lost:
 * @self: a verdict; becomes a merge
 * @entity: what kind of record @field belongs to
 * @field: the field's index
 * @lost: the value that did not survive
 * @standing: the value that stands now
 */
void
axle_verdict_add_lost (AxleVerdict      *self,
                       const AxleEntity *entity,
                       guint             field,
                       const AxleValue  *lost,
                       const AxleValue  *standing)
{
  self->outcome = AXLE_OUTCOME_MERGED;
  self->entity = entity;
  append_field_change (self->lost, field, lost, standing);
}

static void
merge_fields (const AxleChange *self,
              const AxleRecord *current,
              AxleRecord       *result,
              AxleVerdict      *verdict)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);
      const AxleValue *now = &current->values[change->field];
      const AxleField *field = &self->entity->fields[change->field];
      g_auto(AxleValue) merged = AXLE_VALUE_INIT;

      merge_field (field, change, now, &merged);
      axle_record_set (result, change->field, &merged);
      if (field->merge == AXLE_MERGE_UNION ||
          axle_value_equal (now, &change->before) || axle_value_equal (now, &change->after))
        continue;
      if (axle_value_equal (&merged, &change->after))
        axle_verdict_add_lost (verdict, self->entity, change->field, now, &merged);
      else
        axle_verdict_add_lost (verdict, self->entity, change->field, &change->after, &merged);
    }
}

static gboolean
changes_fixed_field (const AxleChange *self,
                     const AxleRecord *current)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AxleFieldChange *change = &g_array_index (self->fields, AxleFieldChange, i);

      if ((self->entity->fields[change->field].flags & AXLE_FIELD_FIXED) &&
          !axle_value_equal (&current->values[change->field], &change->after))
        return TRUE;
    }
  return FALSE;
}

/* Who has seen values changes a record that exists, or one whose making was refused. */
static gboolean
builds_on_nothing (const AxleChange *self,
                   const AxleRecord *current)
{
  if (current != NULL)
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (g_array_index (self->fields, AxleFieldChange, i).before.kind != AXLE_VALUE_NONE)
      return TRUE;
  return self->action != AXLE_CHANGE_SET;
}

static void
judge (const AxleChange *self,
       const AxleRecord *current,
       AxleVerdict      *verdict)
{
  if (self->entity->flags & AXLE_ENTITY_SERVER)
    axle_verdict_refuse (verdict, "server-only", _("Only the server writes this."));
  else if (builds_on_nothing (self, current))
    axle_verdict_refuse (verdict, "unknown-record", _("The server does not know this record."));
  else if (current == NULL || self->action != AXLE_CHANGE_SET)
    return;
  else if (current->deleted)
    axle_verdict_refuse (verdict, "deleted", _("Someone deleted this record in the meantime."));
  else if (self->entity->flags & AXLE_ENTITY_APPEND_ONLY)
    axle_verdict_refuse (verdict, "append-only", _("An entry of this kind is never changed."));
  else if (changes_fixed_field (self, current))
    axle_verdict_refuse (verdict, "fixed", _("This is decided when the record is made and cannot be changed."));
}

/**
 * axle_change_is_blocked_by:
 * @self: a change
 * @creates: whether it makes the record
 * @problem: something wrong with the record after the change
 *
 * A record that was kept under older rules can still be changed: only what the
 * change touches is held against it.
 *
 * Returns: whether the change must be refused for @problem
 */
gboolean
axle_change_is_blocked_by (const AxleChange  *self,
                           gboolean           creates,
                           const AxleProblem *problem)
{
  int field = problem->field != NULL ? axle_entity_find_field (self->entity, problem->field) : -1;

  if (!problem->blocking || self->action != AXLE_CHANGE_SET)
    return FALSE;
  return creates || field < 0 || axle_change_find_field (self, (guint) field) != NULL;
}

/**
 * axle_change_merge:
 * @self: a change that arrives at the server
 * @current: (nullable): the record as the server has it; %NULL when it has none
 * @verdict: (inout): a new verdict; gets the outcome, what was lost, or why it is refused
 *
 * Compares values, not times: a field is in conflict when it is neither what
 * the person saw nor what the person wants. What a rule makes again after somebody deleted
 * it stays deleted, with another revision: whoever made it has to be told.
 *
 * Returns: (transfer full) (nullable): the record with the change; %NULL when it is refused
 */
AxleRecord *
axle_change_merge (const AxleChange *self,
                   const AxleRecord *current,
                   AxleVerdict      *verdict)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autoptr(AxleRecord) result = NULL;

  if (makes_again (self, current))
    {
      result = axle_record_copy (current);
      result->revision += current->deleted;
      return g_steal_pointer (&result);
    }
  judge (self, current, verdict);
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    return NULL;

  if (current == NULL)
    {
      result = axle_record_new (self->entity, &self->record);
      result->scope = self->scope;
      result->created_at = self->at;
      result->created_by = self->staff;
      result->created_on = self->desk;
      axle_change_overlay (self, result);
    }
  else
    {
      result = axle_record_copy (current);
      result->deleted = self->action == AXLE_CHANGE_DELETE;
      merge_fields (self, current, result, verdict);
    }
  result->revision++;

  axle_record_check (result, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (axle_change_is_blocked_by (self, current == NULL, problem))
        {
          axle_verdict_refuse (verdict, problem->code, "%s", problem->message);
          return NULL;
        }
    }
  return g_steal_pointer (&result);
}
