/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guard.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/closing.h"
#include "core/organisation/organisation.h"
#include "core/party/erasing.h"
#include "core/registry.h"

/* Records of older rules may share a value already. */
#define TWINS_LIMIT 20

/* Desks make ids by clocks that may be wrong by a day or two. */
#define CLOCK_TOLERANCE (48 * G_TIME_SPAN_HOUR)

/**
 * axle_lookup_load_zone:
 * @self: a lookup
 * @store: a store
 * @zone: (out) (transfer full): the time zone of its calendar
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_lookup_load_zone (const AxleLookup  *self,
                       const AxleId      *store,
                       GTimeZone        **zone,
                       GError           **error)
{
  g_autoptr(AxleRecord) record = NULL;

  if (!self->get (self, &axle_store_entity, store, &record, error))
    return FALSE;
  *zone = axle_store_dup_zone (record != NULL && record->entity == &axle_store_entity ? record : NULL);
  return TRUE;
}

/* Whether the record has this value by the change, and not from before it. */
static gboolean
brings_value (const AxleChange *change,
              const AxleRecord *current,
              const AxleRecord *result,
              guint             field)
{
  if (result->deleted || axle_record_get (result, field)->kind == AXLE_VALUE_NONE)
    return FALSE;
  return current == NULL || change->action == AXLE_CHANGE_RESTORE ||
         !axle_value_equal (axle_record_get (current, field), axle_record_get (result, field));
}

/* What the record is called for whoever is told, who knows @known of it. */
static char *
dup_name (const AxleLookup *lookup,
          const AxleRecord *record,
          const AxleValue  *known)
{
  g_autoptr(AxleRecord) shown = axle_record_copy (record);
  char *name;

  axle_record_redact (shown, lookup->audience);
  name = axle_record_dup_title_beside (shown, known);
  return name != NULL ? name : g_strdup (_(shown->entity->label));
}

static gboolean
judge_unique_field (const AxleGuard   *self,
                    const AxleRecord  *result,
                    guint              field,
                    const AxleLookup  *lookup,
                    AxleVerdict       *verdict,
                    GError           **error)
{
  const AxleValue *value = axle_record_get (result, field);
  g_autoptr(GPtrArray) twins = lookup->find (lookup, result->entity, &result->scope, field, value, TWINS_LIMIT, error);

  if (twins == NULL)
    return FALSE;
  for (guint i = 0; i < twins->len; i++)
    {
      const AxleRecord *other = twins->pdata[i];
      g_autofree char *name = NULL;

      if (axle_id_equal (&other->id, &result->id))
        continue;
      name = dup_name (lookup, other, value);
      /* Translators: “Plate “京A12345” is already on 轩逸. …” */
      axle_verdict_refuse (verdict, self->name, _("%s “%s” is already on %s. Look at that record, or give another."),
                           axle_field_get_label (&result->entity->fields[field]), axle_value_get_text (value), name);
      axle_verdict_set_blocker (verdict, other->entity, &other->id);
      return TRUE;
    }
  return TRUE;
}

static gboolean
judge_unique (const AxleGuard   *self,
              const AxleChange  *change,
              const AxleRecord  *current,
              const AxleRecord  *result,
              const AxleLookup  *lookup,
              AxleVerdict       *verdict,
              GError           **error)
{
  for (guint i = 0; i < result->entity->n_fields && verdict->outcome != AXLE_OUTCOME_REFUSED; i++)
    if ((result->entity->fields[i].flags & AXLE_FIELD_UNIQUE) && brings_value (change, current, result, i) &&
        !judge_unique_field (self, result, i, lookup, verdict, error))
      return FALSE;
  return TRUE;
}

static const AxleGuard unique_guard = { .name = "taken", .judge = judge_unique };

/* It may be there although it is not here. */
static gboolean
may_be_elsewhere (const AxleLookup *lookup,
                  const AxleId     *id)
{
  if (lookup->whole_since == 0 || lookup->whole_since == G_MAXINT64)
    return lookup->whole_since != 0;
  return axle_id_get_time (id) < lookup->whole_since + CLOCK_TOLERANCE;
}

static void
refuse_target (const AxleField  *field,
               const AxleRecord *target,
               const AxleLookup *lookup,
               AxleVerdict      *verdict)
{
  if (target != NULL)
    {
      g_autofree char *name = dup_name (lookup, target, NULL);

      axle_verdict_refuse (verdict, "target-deleted",
                           _("%s “%s” was deleted in the meantime. Restore it first, or choose another."), _(field->label), name);
      axle_verdict_set_blocker (verdict, target->entity, &target->id);
      return;
    }
  axle_verdict_refuse (verdict, "target-unknown",
                       _("%s names a record that is not there: the server refused it, or it never arrived. Put that right first, then apply this again."),
                       _(field->label));
}

static gboolean
judge_reference (const AxleRecord  *result,
                 guint              index,
                 const AxleLookup  *lookup,
                 AxleVerdict       *verdict,
                 GError           **error)
{
  const AxleField *field = &result->entity->fields[index];
  const AxleEntity *entity = field->target != NULL ? axle_registry_find (field->target) : NULL;
  AxleId id = axle_record_get_id (result, index);
  g_autoptr(AxleRecord) target = NULL;

  if (axle_id_equal (&id, &result->id))
    return TRUE;
  if (!lookup->get (lookup, entity, &id, &target, error))
    return FALSE;
  if (target != NULL && entity != NULL && target->entity != entity)
    refuse_target (field, NULL, lookup, verdict);
  else if (target != NULL && target->deleted)
    refuse_target (field, target, lookup, verdict);
  else if (target == NULL && !may_be_elsewhere (lookup, &id))
    refuse_target (field, NULL, lookup, verdict);
  return TRUE;
}

/* Who restores a record chooses no reference anew: only without those that it
 * cannot be is it not restored. */
static gboolean
judge_references (const AxleGuard   *self,
                  const AxleChange  *change,
                  const AxleRecord  *current,
                  const AxleRecord  *result,
                  const AxleLookup  *lookup,
                  AxleVerdict       *verdict,
                  GError           **error)
{
  for (guint i = 0; i < result->entity->n_fields && verdict->outcome != AXLE_OUTCOME_REFUSED; i++)
    {
      const AxleField *field = &result->entity->fields[i];

      if (field->type == AXLE_FIELD_REFERENCE && brings_value (change, current, result, i) &&
          (change->action != AXLE_CHANGE_RESTORE || (field->flags & AXLE_FIELD_REQUIRED)) &&
          !judge_reference (result, i, lookup, verdict, error))
        return FALSE;
    }
  return TRUE;
}

static const AxleGuard reference_guard = { .name = "target", .judge = judge_references };

static gboolean
judge_month_of (const AxleGuard   *self,
                const AxleRecord  *record,
                guint              field,
                GTimeZone         *zone,
                const AxleLookup  *lookup,
                AxleVerdict       *verdict,
                GError           **error)
{
  g_autoptr(AxleRecord) closing = NULL;
  char month[AXLE_MONTH_SIZE];
  AxleId id;

  if (axle_record_get (record, field)->kind == AXLE_VALUE_NONE)
    return TRUE;
  axle_closing_find_month (axle_record_get_integer (record, field), zone, month);
  id = axle_closing_id (&record->scope, month);
  if (!lookup->get (lookup, &axle_closing_entity, &id, &closing, error))
    return FALSE;
  if (closing == NULL || closing->deleted || closing->entity != &axle_closing_entity ||
      !axle_record_get_boolean (closing, AXLE_CLOSING_CLOSED))
    return TRUE;
  axle_verdict_refuse (verdict, self->name,
                       _("%s is closed: what is dated in it stays as it is. Ask a manager to open the month, or take a later date."),
                       month);
  axle_verdict_set_blocker (verdict, closing->entity, &closing->id);
  return TRUE;
}

static gboolean
judge_month (const AxleGuard   *self,
             const AxleChange  *change,
             const AxleRecord  *current,
             const AxleRecord  *result,
             const AxleLookup  *lookup,
             AxleVerdict       *verdict,
             GError           **error)
{
  g_autoptr(GTimeZone) zone = NULL;
  guint field;

  if (result->entity->dated_by == NULL)
    return TRUE;
  field = (guint) axle_entity_find_field (result->entity, result->entity->dated_by);
  if (!axle_lookup_load_zone (lookup, &result->scope, &zone, error) ||
      (current != NULL && !judge_month_of (self, current, field, zone, lookup, verdict, error)))
    return FALSE;
  return verdict->outcome == AXLE_OUTCOME_REFUSED ||
         judge_month_of (self, result, field, zone, lookup, verdict, error);
}

static const AxleGuard month_guard = { .name = "month-closed", .judge = judge_month };

/* What a change is a part of is there, and of nobody who is gone. A desk has only some. */
static gboolean
judge_part (const AxleGuard   *self,
            const AxleChange  *change,
            const AxleRecord  *current,
            const AxleRecord  *result,
            const AxleLookup  *lookup,
            AxleVerdict       *verdict,
            GError           **error)
{
  g_autoptr(AxleRecord) whole = NULL;
  g_autoptr(AxleRecord) person = NULL;

  if (axle_id_is_none (&change->needs))
    return TRUE;
  if (!lookup->get (lookup, NULL, &change->needs, &whole, error) ||
      (whole != NULL && !axle_erasing_find_person (whole, lookup, &person, error)))
    return FALSE;
  if (whole != NULL ? !whole->deleted && person == NULL : lookup->whole_since == G_MAXINT64)
    return TRUE;
  axle_verdict_refuse (verdict, self->name,
                       _("This is a part of something that was refused or deleted. Nothing was changed; look at the rest of it first."));
  return TRUE;
}

static const AxleGuard part_guard = { .name = "part", .judge = judge_part };

static const AxleGuard * const derived[] = {
  &axle_erasing_guard, &part_guard, &reference_guard, &unique_guard, &month_guard, NULL
};

static gboolean
judge_all (const AxleGuard * const  *guards,
           const AxleChange         *change,
           const AxleRecord         *current,
           const AxleRecord         *result,
           const AxleLookup         *lookup,
           AxleVerdict              *verdict,
           GError                  **error)
{
  for (; *guards != NULL && verdict->outcome != AXLE_OUTCOME_REFUSED; guards++)
    if (!(*guards)->judge (*guards, change, current, result, lookup, verdict, error))
      return FALSE;
  return TRUE;
}

/**
 * axle_guards_judge:
 * @change: a change
 * @current: (nullable): the record as it is; %NULL when the change makes it
 * @result: the record as the change would leave it
 * @lookup: all other records, with what came before @change
 * @verdict: (inout): a verdict that is no refusal; becomes one where a guard objects
 * @error: return location
 *
 * Returns: whether it could be judged
 */
gboolean
axle_guards_judge (const AxleChange  *change,
                   const AxleRecord  *current,
                   const AxleRecord  *result,
                   const AxleLookup  *lookup,
                   AxleVerdict       *verdict,
                   GError           **error)
{
  return judge_all (derived, change, current, result, lookup, verdict, error) &&
         (result->entity->guards == NULL ||
          judge_all (result->entity->guards, change, current, result, lookup, verdict, error));
}
