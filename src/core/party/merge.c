/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/merge.h"

#include <glib/gi18n-lib.h>

#include "core/change-list.h"
#include "core/party/customer.h"

#define FIELDS_TYPE "a(svv)"

static const AxleField *
field_of (guint field)
{
  return &axle_customer_entity.fields[field];
}

/* What tells of the record and not of the person. */
static gboolean
is_of_record (guint field)
{
  return field == AXLE_CUSTOMER_MERGED_INTO || field == AXLE_CUSTOMER_ERASED_AT;
}

/**
 * axle_merge_differs:
 * @survivor: the customer who stays
 * @absorbed: the customer who goes into that one
 * @field: a field of customers
 *
 * Returns: whether there is more than one value to choose from
 */
gboolean
axle_merge_differs (const AxleRecord *survivor,
                    const AxleRecord *absorbed,
                    guint             field)
{
  return !is_of_record (field) &&
         !axle_record_is_hidden (survivor, field) && !axle_record_is_hidden (absorbed, field) &&
         !axle_value_equal (axle_record_get (survivor, field), axle_record_get (absorbed, field));
}

/**
 * axle_merge_may_choose:
 * @field: a field of customers
 *
 * A consent that was withdrawn anywhere is withdrawn, whoever merges.
 *
 * Returns: whether a person may choose which value stays
 */
gboolean
axle_merge_may_choose (guint field)
{
  return !is_of_record (field) && field_of (field)->merge != AXLE_MERGE_RESTRICT;
}

/* How far along its list of choices a value is. */
static guint
rank_choice (const AxleRecord *record,
             guint             field)
{
  const AxleChoice *choices = field_of (field)->choices;
  const char *name = axle_record_get_text (record, field);
  guint i = 0;

  while (choices[i].name != NULL && g_strcmp0 (choices[i].name, name) != 0)
    i++;
  return choices[i].name != NULL ? i : 0;
}

/**
 * axle_merge_propose:
 * @survivor: the customer who stays
 * @absorbed: the customer who goes into that one
 * @field: a field of customers
 *
 * What one of the two does not have comes from the other; sets are put together; no
 * wins over yes where that is the rule; and the stage is the one that is further on.
 *
 * Returns: the side that is most likely right
 */
AxleSide
axle_merge_propose (const AxleRecord *survivor,
                    const AxleRecord *absorbed,
                    guint             field)
{
  const AxleValue *kept = axle_record_get (survivor, field);
  const AxleValue *taken = axle_record_get (absorbed, field);

  if (taken->kind == AXLE_VALUE_NONE)
    return AXLE_SIDE_SURVIVOR;
  if (kept->kind == AXLE_VALUE_NONE)
    return AXLE_SIDE_ABSORBED;
  if (field_of (field)->type == AXLE_FIELD_SET)
    return AXLE_SIDE_BOTH;
  if (field_of (field)->merge == AXLE_MERGE_RESTRICT)
    return axle_value_get_boolean (taken) ? AXLE_SIDE_SURVIVOR : AXLE_SIDE_ABSORBED;
  if (field == AXLE_CUSTOMER_STAGE && rank_choice (absorbed, field) > rank_choice (survivor, field))
    return AXLE_SIDE_ABSORBED;
  return AXLE_SIDE_SURVIVOR;
}

/**
 * axle_merge_choose:
 * @survivor: the customer who stays
 * @absorbed: the customer who goes into that one
 * @field: a field of customers
 * @side: which value
 * @after: the survivor as the merge leaves it; gets the value
 */
void
axle_merge_choose (const AxleRecord *survivor,
                   const AxleRecord *absorbed,
                   guint             field,
                   AxleSide          side,
                   AxleRecord       *after)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_auto(AxleValue) both = AXLE_VALUE_INIT;

  switch (side)
    {
    case AXLE_SIDE_ABSORBED:
      axle_record_set (after, field, axle_record_get (absorbed, field));
      break;
    case AXLE_SIDE_BOTH:
      axle_value_merge_sets (axle_record_get (absorbed, field), &none, axle_record_get (survivor, field), &both);
      axle_record_set (after, field, &both);
      break;
    case AXLE_SIDE_SURVIVOR:
    default:
      axle_record_set (after, field, axle_record_get (survivor, field));
      break;
    }
}

/**
 * axle_merge_propose_all:
 * @survivor: the customer who stays
 * @absorbed: the customer who goes into that one
 *
 * Returns: (transfer full): the survivor with what is proposed for each field
 */
AxleRecord *
axle_merge_propose_all (const AxleRecord *survivor,
                        const AxleRecord *absorbed)
{
  AxleRecord *after = axle_record_copy (survivor);

  for (guint i = 0; i < axle_customer_entity.n_fields; i++)
    if (axle_merge_differs (survivor, absorbed, i))
      axle_merge_choose (survivor, absorbed, i, axle_merge_propose (survivor, absorbed, i), after);
  return after;
}

/* The members of @value that @other does not have. */
static void
find_more (const AxleValue *value,
           const AxleValue *other,
           AxleValue       *more)
{
  static const AxleValue none = AXLE_VALUE_INIT;

  axle_value_merge_sets (value, other, &none, more);
}

/**
 * axle_merge_encode_fields:
 * @before: the survivor before the merge
 * @after: the survivor with what was chosen
 *
 * Of sets only what came and what went is kept, so that long ones stay short.
 *
 * Returns: (transfer full) (nullable): what was chosen, for the record of the merge;
 *   %NULL when nothing was
 */
char *
axle_merge_encode_fields (const AxleRecord *before,
                          const AxleRecord *after)
{
  g_autoptr(AxleChange) change = axle_change_new_between (before, after);
  g_autoptr(GVariant) fields = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (FIELDS_TYPE));
  for (guint i = 0; change != NULL && i < change->fields->len; i++)
    {
      const AxleFieldChange *one = &g_array_index (change->fields, AxleFieldChange, i);
      gboolean set = field_of (one->field)->type == AXLE_FIELD_SET;
      g_auto(AxleValue) gone = AXLE_VALUE_INIT;
      g_auto(AxleValue) come = AXLE_VALUE_INIT;

      if (is_of_record (one->field))
        continue;
      if (set)
        {
          find_more (&one->before, &one->after, &gone);
          find_more (&one->after, &one->before, &come);
        }
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("(svv)"));
      g_variant_builder_add (&builder, "s", field_of (one->field)->name);
      g_variant_builder_add_value (&builder, axle_value_to_variant (set ? &gone : &one->before));
      g_variant_builder_add_value (&builder, axle_value_to_variant (set ? &come : &one->after));
      g_variant_builder_close (&builder);
    }
  fields = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_n_children (fields) > 0 ? g_variant_print (fields, TRUE) : NULL;
}

/* A value that a field of this type cannot hold is passed over. */
static gboolean
read_value (GVariant        *entry,
            gsize            index,
            const AxleField *field,
            AxleValue       *value)
{
  g_autoptr(GVariant) child = g_variant_get_child_value (entry, index);

  return axle_value_from_variant (child, value) &&
         (value->kind == AXLE_VALUE_NONE || value->kind == axle_field_value_kind (field));
}

static void
read_field (GVariant   *entry,
            AxleChange *chosen)
{
  g_auto(AxleValue) before = AXLE_VALUE_INIT;
  g_auto(AxleValue) after = AXLE_VALUE_INIT;
  const char *name;
  int field;

  g_variant_get_child (entry, 0, "&s", &name);
  field = axle_entity_find_field (&axle_customer_entity, name);
  if (field >= 0 && !is_of_record ((guint) field) &&
      read_value (entry, 1, field_of ((guint) field), &before) && read_value (entry, 2, field_of ((guint) field), &after))
    axle_change_add_field (chosen, (guint) field, &before, &after);
}

/**
 * axle_merge_decode_fields:
 * @merging: a merge, perhaps of another desk
 *
 * Returns: (transfer full): what was chosen, as a change of the survivor, without what
 *   this program does not know; empty when it cannot be read
 */
AxleChange *
axle_merge_decode_fields (const AxleRecord *merging)
{
  AxleId survivor = axle_record_get_id (merging, AXLE_MERGING_SURVIVOR);
  AxleChange *chosen = axle_change_new (&axle_customer_entity, &survivor, AXLE_CHANGE_SET);
  const char *text = axle_record_get_text (merging, AXLE_MERGING_FIELDS);
  g_autoptr(GVariant) parsed = NULL;

  if (text != NULL)
    parsed = g_variant_parse (G_VARIANT_TYPE (FIELDS_TYPE), text, NULL, NULL, NULL);
  for (gsize i = 0; parsed != NULL && i < g_variant_n_children (parsed); i++)
    {
      g_autoptr(GVariant) entry = g_variant_get_child_value (parsed, i);

      read_field (entry, chosen);
    }
  return chosen;
}

/* @whole: what this is a part of. */
static void
add_part (GPtrArray        *changes,
          const AxleRecord *before,
          const AxleRecord *after,
          const AxleRecord *whole)
{
  AxleChange *change = axle_change_list_add_between (changes, before, after);

  if (change != NULL)
    change->needs = whole->id;
}

/**
 * axle_merge_plan:
 * @survivor: the customer who stays
 * @absorbed: the customer who goes into that one
 * @after: the survivor with what was chosen
 * @merging: a new record of a merge with who, when and why; gets the rest
 *
 * A survivor that was freed because the customer it was once merged into is deleted
 * stands for itself again. The values come last, as a part of the merge: where one of
 * the two is gone meanwhile nothing of them comes to the other.
 *
 * Returns: (transfer full) (element-type AxleChange): what merges the two, in the order
 *   in which it must be done
 */
GPtrArray *
axle_merge_plan (const AxleRecord *survivor,
                 const AxleRecord *absorbed,
                 const AxleRecord *after,
                 AxleRecord       *merging)
{
  GPtrArray *changes = axle_change_list_new ();
  g_autoptr(AxleRecord) freed = axle_record_copy (survivor);
  g_autoptr(AxleRecord) standing = axle_record_copy (after);
  g_autoptr(AxleRecord) pointing = axle_record_copy (absorbed);
  g_autofree char *fields = axle_merge_encode_fields (survivor, after);

  axle_record_set_id (freed, AXLE_CUSTOMER_MERGED_INTO, &AXLE_ID_NONE);
  axle_record_set_id (standing, AXLE_CUSTOMER_MERGED_INTO, &AXLE_ID_NONE);
  axle_record_set_id (pointing, AXLE_CUSTOMER_MERGED_INTO, &survivor->id);
  axle_record_set_id (merging, AXLE_MERGING_SURVIVOR, &survivor->id);
  axle_record_set_id (merging, AXLE_MERGING_ABSORBED, &absorbed->id);
  axle_record_set_text (merging, AXLE_MERGING_FIELDS, fields);
  axle_change_list_add_between (changes, survivor, freed);
  axle_change_list_add_between (changes, absorbed, pointing);
  axle_change_list_add_between (changes, NULL, merging);
  add_part (changes, freed, standing, merging);
  return changes;
}

/* What an earlier merge, taken back by now, had put in the place of another value. */
static gboolean
step_back (guint      field,
           GPtrArray *others,
           AxleValue *value)
{
  for (guint i = 0; i < others->len; i++)
    {
      const AxleRecord *other = others->pdata[i];
      g_autoptr(AxleChange) chosen = axle_merge_decode_fields (other);
      const AxleFieldChange *one = axle_change_find_field (chosen, field);

      if (axle_merge_is_open (other) || one == NULL ||
          !axle_value_equal (&one->after, value) || axle_value_equal (&one->before, value))
        continue;
      axle_value_copy (&one->before, value);
      return TRUE;
    }
  return FALSE;
}

/* Puts one field back, unless somebody changed it since. */
static void
put_back (const AxleFieldChange *chosen,
          GPtrArray             *others,
          AxleRecord            *survivor,
          guint                 *n_kept)
{
  const AxleValue *now = axle_record_get (survivor, chosen->field);
  g_auto(AxleValue) back = AXLE_VALUE_INIT;

  if (axle_record_is_hidden (survivor, chosen->field))
    return;
  if (field_of (chosen->field)->type == AXLE_FIELD_SET)
    axle_value_merge_sets (now, &chosen->after, &chosen->before, &back);
  else if (axle_value_equal (now, &chosen->after))
    {
      /* Merges may be taken back in any order. */
      axle_value_copy (&chosen->before, &back);
      for (guint i = 0; i < others->len && step_back (chosen->field, others, &back); i++)
        ;
    }
  else
    {
      ++*n_kept;
      return;
    }
  axle_record_set (survivor, chosen->field, &back);
}

static void
add_freeing (GPtrArray        *changes,
             const AxleId     *survivor,
             const AxleRecord *absorbed)
{
  g_autoptr(AxleRecord) freed = axle_record_copy (absorbed);
  AxleId into = axle_record_get_id (absorbed, AXLE_CUSTOMER_MERGED_INTO);

  if (absorbed->deleted || !axle_id_equal (&into, survivor))
    return;
  axle_record_set_id (freed, AXLE_CUSTOMER_MERGED_INTO, &AXLE_ID_NONE);
  axle_change_list_add_between (changes, absorbed, freed);
}

/**
 * axle_merge_plan_undo:
 * @mergings: (element-type AxleRecord): the merges of the one into the other that nobody
 *   has taken back, the latest first: two desks may have merged them at once; none where
 *   only the pointer was left
 * @survivor: the customer who stayed, as it is now
 * @absorbed: (nullable): the one that was absorbed, as it is now; %NULL when it was deleted
 *   and is not here
 * @others: (element-type AxleRecord): all merges into the same survivor
 * @at: when, in microseconds since 1970 UTC
 * @staff: who takes it back
 * @n_kept: (inout): rises by one for each field that somebody changed since, which stays
 *
 * Whoever was absorbed and then merged into somebody else stays there.
 *
 * Returns: (transfer full) (element-type AxleChange): what takes the merge back
 */
GPtrArray *
axle_merge_plan_undo (GPtrArray        *mergings,
                      const AxleRecord *survivor,
                      const AxleRecord *absorbed,
                      GPtrArray        *others,
                      gint64            at,
                      const AxleId     *staff,
                      guint            *n_kept)
{
  GPtrArray *changes = axle_change_list_new ();
  g_autoptr(AxleRecord) after = axle_record_copy (survivor);

  if (absorbed != NULL)
    add_freeing (changes, &survivor->id, absorbed);
  for (guint i = 0; i < mergings->len && !survivor->deleted; i++)
    {
      g_autoptr(AxleChange) chosen = axle_merge_decode_fields (mergings->pdata[i]);

      for (guint f = 0; f < chosen->fields->len; f++)
        put_back (&g_array_index (chosen->fields, AxleFieldChange, f), others, after, n_kept);
    }
  if (mergings->len > 0)
    add_part (changes, survivor, after, mergings->pdata[0]);
  for (guint i = 0; i < mergings->len; i++)
    {
      g_autoptr(AxleRecord) done = axle_record_copy (mergings->pdata[i]);

      axle_record_set_integer (done, AXLE_MERGING_UNDONE_AT, at);
      axle_record_set_id (done, AXLE_MERGING_UNDONE_BY, staff);
      axle_change_list_add_between (changes, mergings->pdata[i], done);
    }
  return changes;
}

/**
 * axle_merge_is_open:
 * @merging: a merge
 *
 * Returns: whether nobody has taken it back
 */
gboolean
axle_merge_is_open (const AxleRecord *merging)
{
  return axle_record_get (merging, AXLE_MERGING_UNDONE_AT)->kind == AXLE_VALUE_NONE;
}

static gboolean
points_anew (const AxleChange *change,
             const AxleRecord *current,
             const AxleRecord *result)
{
  return !result->deleted &&
         (current == NULL || change->action == AXLE_CHANGE_RESTORE ||
          !axle_value_equal (axle_record_get (current, AXLE_CUSTOMER_MERGED_INTO),
                             axle_record_get (result, AXLE_CUSTOMER_MERGED_INTO)));
}

/* Through deleted ones too: they may come back. */
static gboolean
judge_chain (const AxleGuard   *self,
             const AxleChange  *change,
             const AxleRecord  *current,
             const AxleRecord  *result,
             const AxleLookup  *lookup,
             AxleVerdict       *verdict,
             GError           **error)
{
  AxleId target = axle_record_get_id (result, AXLE_CUSTOMER_MERGED_INTO);
  AxleId id = target;

  if (!points_anew (change, current, result))
    return TRUE;
  for (guint i = 0; i < AXLE_MERGE_CHAIN_LIMIT && !axle_id_is_none (&id); i++)
    {
      g_autoptr(AxleRecord) next = NULL;

      if (axle_id_equal (&id, &result->id))
        break;
      if (!lookup->get (lookup, &axle_customer_entity, &id, &next, error))
        return FALSE;
      id = next != NULL && next->entity == &axle_customer_entity ? axle_record_get_id (next, AXLE_CUSTOMER_MERGED_INTO)
                                                                : AXLE_ID_NONE;
    }
  if (axle_id_is_none (&id))
    return TRUE;
  axle_verdict_refuse (verdict, self->name,
                       _("The two are one customer already: the one was merged into the other the other way round. Nothing was changed."));
  if (!axle_id_equal (&target, &result->id))
    axle_verdict_set_blocker (verdict, &axle_customer_entity, &target);
  return TRUE;
}

/* What tells of a merge is told once the one points at the other. */
static gboolean
judge_told (const AxleGuard   *self,
            const AxleChange  *change,
            const AxleRecord  *current,
            const AxleRecord  *result,
            const AxleLookup  *lookup,
            AxleVerdict       *verdict,
            GError           **error)
{
  AxleId survivor = axle_record_get_id (result, AXLE_MERGING_SURVIVOR);
  AxleId id = axle_record_get_id (result, AXLE_MERGING_ABSORBED);
  g_autoptr(AxleRecord) absorbed = NULL;
  AxleId into;

  if (result->deleted || !axle_merge_is_open (result) || (current != NULL && change->action != AXLE_CHANGE_RESTORE))
    return TRUE;
  if (!lookup->get (lookup, &axle_customer_entity, &id, &absorbed, error))
    return FALSE;
  if (absorbed == NULL || absorbed->entity != &axle_customer_entity)
    return TRUE;
  into = axle_record_get_id (absorbed, AXLE_CUSTOMER_MERGED_INTO);
  if (axle_id_equal (&into, &survivor))
    return TRUE;
  axle_verdict_refuse (verdict, self->name,
                       _("The one was not merged into the other: that was refused, or somebody merged them elsewhere since. Nothing was changed."));
  axle_verdict_set_blocker (verdict, &axle_customer_entity, &id);
  return TRUE;
}

const AxleGuard axle_merge_told_guard = { .name = "not-merged", .judge = judge_told };
const AxleGuard axle_merge_guard = { .name = "merged-in-a-circle", .judge = judge_chain };
