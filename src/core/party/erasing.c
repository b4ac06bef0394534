/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/erasing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/appointment/request.h"
#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/insight/advice.h"
#include "core/media/photo.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "core/party/merge.h"
#include "core/party/merging.h"
#include "core/party/name.h"
#include "core/party/note.h"
#include "core/party/relation.h"
#include "core/registry.h"
#include "core/repair/job.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* For one person; more is damage. */
#define REQUESTS_LIMIT 50

#define FIELD(field) (G_GUINT64_CONSTANT (1) << (field))

/* What the descriptor does not tell: kinds that go as a whole, and fields that say
 * something of a person beside those that name them. */
static const struct
{
  const AxleEntity *entity;
  AxleErasing       goes;    /* from when on the record is deleted; NONE: it stays */
  AxleErasing       empties; /* from when on @fields are emptied beside the personal ones */
  guint64           fields;
} table[] = {
  { &axle_customer_entity, AXLE_ERASING_WHOLE, AXLE_ERASING_HELD,
    FIELD (AXLE_CUSTOMER_OCCUPATION) | FIELD (AXLE_CUSTOMER_COMPANY) | FIELD (AXLE_CUSTOMER_CITY) |
    FIELD (AXLE_CUSTOMER_CAR_USE) | FIELD (AXLE_CUSTOMER_CHANNEL) | FIELD (AXLE_CUSTOMER_TIMES) |
    FIELD (AXLE_CUSTOMER_SOURCE) | FIELD (AXLE_CUSTOMER_TAGS) | FIELD (AXLE_CUSTOMER_CONSENT_CONTACT) |
    FIELD (AXLE_CUSTOMER_CONSENT_MARKETING) | FIELD (AXLE_CUSTOMER_CONSENT_DRIVING) },
  { &axle_note_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, 0 },
  { &axle_photo_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, FIELD (AXLE_PHOTO_TAKEN_AT) },
  { &axle_relation_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD,
    FIELD (AXLE_RELATION_SINCE) | FIELD (AXLE_RELATION_UNTIL) },
  { &axle_answer_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, 0 },
  { &axle_task_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, 0 },
  { &axle_request_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, 0 },
  { &axle_advice_entity, AXLE_ERASING_HELD, AXLE_ERASING_HELD, 0 },
  { &axle_job_entity, AXLE_ERASING_NONE, AXLE_ERASING_HELD, FIELD (AXLE_JOB_REASON) },
  { &axle_ownership_entity, AXLE_ERASING_WHOLE, AXLE_ERASING_WHOLE, 0 },
  /* A workshop must keep the file of a repair for two years, and it names the car. */
  { &axle_vehicle_entity, AXLE_ERASING_NONE, AXLE_ERASING_WHOLE,
    FIELD (AXLE_VEHICLE_PLATE) | FIELD (AXLE_VEHICLE_INSURER) },
};

static gboolean
goes (AxleErasing       self,
      const AxleRecord *record)
{
  /* Nobody agrees to it any more. */
  if (g_strcmp0 (axle_consent_needed (record), AXLE_CONSENT_TO_DRIVING) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].entity == record->entity)
      return table[i].goes != AXLE_ERASING_NONE && self >= table[i].goes;
  return FALSE;
}

static gboolean
is_personal (AxleErasing       self,
             const AxleEntity *entity,
             guint             index)
{
  const AxleField *field = &entity->fields[index];

  if (field->type == AXLE_FIELD_REFERENCE)
    return FALSE;
  if (field->flags & (AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].entity == entity)
      return self >= table[i].empties && (table[i].fields & FIELD (index)) != 0;
  return FALSE;
}

/**
 * axle_erasing_of_request:
 * @erasure: a request for deletion
 *
 * Returns: how far it was carried out
 */
AxleErasing
axle_erasing_of_request (const AxleRecord *erasure)
{
  const char *state = axle_record_get_text (erasure, AXLE_ERASURE_STATE);

  if (erasure->deleted || state == NULL)
    return AXLE_ERASING_NONE;
  if (g_str_equal (state, "held"))
    return AXLE_ERASING_HELD;
  return g_str_equal (state, "done") ? AXLE_ERASING_WHOLE : AXLE_ERASING_NONE;
}

/* A masked name stays as it is however often it is masked. */
static char *
mask (AxleErasing       self,
      const AxleRecord *record,
      guint             field)
{
  const char *text = axle_record_get_text (record, field);

  if (record->entity == &axle_customer_entity && field == AXLE_CUSTOMER_NAME && self == AXLE_ERASING_HELD &&
      text != NULL)
    return strchr (text, '*') != NULL ? g_strdup (text) : axle_name_mask (text);
  return g_strdup (AXLE_ERASING_MASK);
}

/* What must be there stays there as long as the record does. */
static void
empty_field (AxleErasing  self,
             AxleRecord  *record,
             guint        field)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  const AxleField *info = &record->entity->fields[field];
  g_autofree char *masked = NULL;

  if (!(info->flags & AXLE_FIELD_REQUIRED) || axle_field_value_kind (info) != AXLE_VALUE_TEXT || info->type != AXLE_FIELD_TEXT)
    {
      axle_record_set (record, field, &none);
      return;
    }
  masked = mask (self, record, field);
  axle_record_set_text (record, field, masked);
}

/**
 * axle_erasing_apply:
 * @self: how far the request is carried out
 * @record: a record of that person; becomes what is left of it
 *
 * Done again, it changes nothing. What a newer program added goes: nobody here can tell
 * whether it is personal.
 *
 * Returns: whether @record is another now
 */
gboolean
axle_erasing_apply (AxleErasing  self,
                    AxleRecord  *record)
{
  g_autoptr(AxleRecord) before = axle_record_copy (record);

  if (self == AXLE_ERASING_NONE)
    return FALSE;
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->values[i].kind != AXLE_VALUE_NONE && is_personal (self, record->entity, i))
      empty_field (self, record, i);
  g_clear_pointer (&record->unknown, g_free);
  record->deleted |= goes (self, record);
  return !axle_record_equal (before, record);
}

/**
 * axle_erasing_forgets:
 * @self: how far the request is carried out
 * @entity: a kind of record
 * @field: the name of a field
 *
 * Returns: whether its old values go too; those of a field that this program does not
 *   know do
 */
gboolean
axle_erasing_forgets (AxleErasing       self,
                      const AxleEntity *entity,
                      const char       *field)
{
  int index = axle_entity_find_field (entity, field);

  return index < 0 || is_personal (self, entity, (guint) index);
}

/* Whose records they are. */

typedef struct
{
  const AxleErasingSource *source;
  GPtrArray               *records;
  GHashTable              *known;    /* AxleId of those */
} Collection;

static gboolean
is_kept_apart (const AxleEntity *entity)
{
  return entity == &axle_erasure_entity || (entity->flags & (AXLE_ENTITY_SERVER | AXLE_ENTITY_SEALED));
}

/* Takes what is not there yet of @found, which it frees. */
static gboolean
add_all (Collection *self,
         GPtrArray  *found)
{
  g_autoptr(GPtrArray) records = found;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      if (g_hash_table_add (self->known, &record->id))
        g_ptr_array_add (self->records, axle_record_ref (record));
    }
  return records != NULL;
}

/* A kind that refers to a customer is theirs; of other kinds only what cannot be without
 * @to; what may be about anything is theirs when it is about @to. */
static gboolean
belongs_by (const AxleField  *field,
            const AxleEntity *to)
{
  if (field->type != AXLE_FIELD_REFERENCE)
    return FALSE;
  if (field->target == NULL)
    return (field->flags & AXLE_FIELD_REQUIRED) != 0;
  return g_str_equal (field->target, to->kind) &&
         (to == &axle_customer_entity || (field->flags & AXLE_FIELD_REQUIRED));
}

static gboolean
add_belonging (Collection        *self,
               const AxleRecord  *record,
               GError           **error)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; !is_kept_apart (*entity) && i < (*entity)->n_fields; i++)
      {
        /* A car is somebody else's too: what others had to do with it is not theirs. */
        if (record->entity == &axle_vehicle_entity && *entity == &axle_ownership_entity)
          continue;
        if (belongs_by (&(*entity)->fields[i], record->entity) &&
            !add_all (self, self->source->find (self->source, *entity, i, &record->id, error)))
          return FALSE;
      }
  return TRUE;
}

/* What the server has not taken yet makes nothing part of anybody. */
static gboolean
is_taken (const AxleRecord *record)
{
  return record->revision > 0 && !record->deleted;
}

/* Whether nobody else has the car now. */
static gboolean
is_theirs_alone (Collection    *self,
                 const AxleId  *vehicle,
                 gboolean      *alone,
                 GError       **error)
{
  g_autoptr(GPtrArray) ownerships =
    self->source->find (self->source, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, vehicle, error);

  *alone = TRUE;
  for (guint i = 0; ownerships != NULL && i < ownerships->len; i++)
    {
      const AxleRecord *ownership = ownerships->pdata[i];
      AxleId customer = axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER);

      if (is_taken (ownership) && axle_record_get_text (ownership, AXLE_OWNERSHIP_UNTIL) == NULL &&
          !g_hash_table_contains (self->known, &customer))
        *alone = FALSE;
    }
  return ownerships != NULL;
}

static gboolean
add_vehicle (Collection        *self,
             const AxleRecord  *ownership,
             GError           **error)
{
  AxleId id = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
  g_autoptr(AxleRecord) vehicle = NULL;
  gboolean alone;

  if (ownership->revision == 0 && !self->source->pending)
    return TRUE;
  if (!is_theirs_alone (self, &id, &alone, error) ||
      !self->source->get (self->source, &axle_vehicle_entity, &id, &vehicle, error))
    return FALSE;
  if (alone && vehicle != NULL && g_hash_table_add (self->known, &vehicle->id))
    g_ptr_array_add (self->records, g_steal_pointer (&vehicle));
  return TRUE;
}

/* Who went into one of them and is deleted may be here without the pointer. */
static gboolean
add_absorbed (Collection        *self,
              const AxleRecord  *merging,
              GError           **error)
{
  AxleId survivor = axle_record_get_id (merging, AXLE_MERGING_SURVIVOR);
  AxleId id = axle_record_get_id (merging, AXLE_MERGING_ABSORBED);
  g_autoptr(AxleRecord) absorbed = NULL;
  AxleId into;

  if (!is_taken (merging) || !axle_merge_is_open (merging) || !g_hash_table_contains (self->known, &survivor))
    return TRUE;
  if (!self->source->get (self->source, &axle_customer_entity, &id, &absorbed, error))
    return FALSE;
  into = absorbed != NULL ? axle_record_get_id (absorbed, AXLE_CUSTOMER_MERGED_INTO) : AXLE_ID_NONE;
  if (absorbed != NULL && absorbed->deleted && axle_id_is_none (&into) && g_hash_table_add (self->known, &absorbed->id))
    g_ptr_array_add (self->records, g_steal_pointer (&absorbed));
  return TRUE;
}

/* The pointer of one who is deleted may not be here; what tells of the merge is. */
static gboolean
find_next (const AxleErasingSource  *source,
           const AxleRecord         *customer,
           AxleId                   *next,
           GError                  **error)
{
  g_autoptr(GPtrArray) mergings = NULL;

  *next = axle_record_get_id (customer, AXLE_CUSTOMER_MERGED_INTO);
  if (!customer->deleted || !axle_id_is_none (next))
    return TRUE;
  mergings = source->find (source, &axle_merging_entity, AXLE_MERGING_ABSORBED, &customer->id, error);
  for (guint i = 0; mergings != NULL && i < mergings->len; i++)
    if (is_taken (mergings->pdata[i]) && axle_merge_is_open (mergings->pdata[i]))
      *next = axle_record_get_id (mergings->pdata[i], AXLE_MERGING_SURVIVOR);
  return mergings != NULL;
}

/* Who has taken over what is known of @customer: a request may be older than the merge. Through
 * deleted ones too, as they may come back. */
static gboolean
find_last (const AxleErasingSource  *source,
           AxleRecord               *customer,
           AxleRecord              **last,
           GError                  **error)
{
  g_autoptr(AxleRecord) found = axle_record_ref (customer);

  for (guint i = 0; i < AXLE_MERGE_CHAIN_LIMIT; i++)
    {
      g_autoptr(AxleRecord) next = NULL;
      AxleId into;

      if (!find_next (source, found, &into, error) ||
          (!axle_id_is_none (&into) && !source->get (source, &axle_customer_entity, &into, &next, error)))
        return FALSE;
      if (next == NULL || axle_id_equal (&next->id, &customer->id))
        break;
      axle_record_unref (found);
      found = g_steal_pointer (&next);
    }
  *last = g_steal_pointer (&found);
  return TRUE;
}

/**
 * axle_erasing_stand_in:
 * @customer: who asked, and is not known here
 * @scope: the store of the request
 *
 * Returns: (transfer full): a deleted customer without a revision, by whom what belongs to
 *   them is found
 */
AxleRecord *
axle_erasing_stand_in (const AxleId *customer,
                       const AxleId *scope)
{
  AxleRecord *record = axle_record_new (&axle_customer_entity, customer);

  record->scope = *scope;
  record->deleted = TRUE;
  return record;
}

/**
 * axle_erasing_collect:
 * @source: where records are looked for
 * @customer: who asked
 * @error: return location
 *
 * A car that nobody else has now is among them with what is kept of it. What others
 * did with it before is theirs.
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): all records of the
 *   customer, of whom they were merged into and of all who were merged into that one,
 *   deleted ones too, who stands for them first; not the requests
 */
GPtrArray *
axle_erasing_collect (const AxleErasingSource  *source,
                      AxleRecord               *customer,
                      GError                  **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GHashTable) known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  Collection self = { source, records, known };
  AxleRecord *last;

  if (!find_last (source, customer, &last, error))
    return NULL;
  g_hash_table_add (known, &last->id);
  g_ptr_array_add (records, last);
  /* It grows while it is walked: people first, then what is theirs, then the cars. */
  for (guint i = 0; i < records->len; i++)
    if (!add_belonging (&self, records->pdata[i], error) ||
        (((AxleRecord *) records->pdata[i])->entity == &axle_merging_entity &&
         !add_absorbed (&self, records->pdata[i], error)))
      return NULL;
  for (guint i = 0, n = records->len; i < n; i++)
    if (((AxleRecord *) records->pdata[i])->entity == &axle_ownership_entity && !add_vehicle (&self, records->pdata[i], error))
      return NULL;
  for (guint i = 0; i < records->len; i++)
    if (((AxleRecord *) records->pdata[i])->entity == &axle_vehicle_entity &&
        !add_belonging (&self, records->pdata[i], error))
      return NULL;
  return g_steal_pointer (&records);
}

/* What is left of them stays as it is. */

static gboolean
is_erased (const AxleRecord *record)
{
  return record->entity == &axle_customer_entity &&
         axle_record_get (record, AXLE_CUSTOMER_ERASED_AT)->kind != AXLE_VALUE_NONE;
}

/* A server that was restored may know of the request alone. */
static gboolean
find_request (const AxleId      *customer,
              const AxleId      *scope,
              const AxleLookup  *lookup,
              AxleRecord       **person,
              GError           **error)
{
  g_autoptr(GPtrArray) requests = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (lookup->whole_since == 0 || lookup->whole_since == G_MAXINT64)
    return TRUE;
  axle_value_set_id (&value, customer);
  requests = lookup->find (lookup, &axle_erasure_entity, scope, AXLE_ERASURE_CUSTOMER, &value, REQUESTS_LIMIT, error);
  for (guint i = 0; requests != NULL && i < requests->len && *person == NULL; i++)
    if (axle_erasing_of_request (requests->pdata[i]) != AXLE_ERASING_NONE)
      *person = axle_record_new (&axle_customer_entity, customer);
  return requests != NULL;
}

/* Follows what @record belongs to, up to the person. */
static gboolean
find_erased (const AxleRecord  *record,
             const AxleLookup  *lookup,
             guint              depth,
             AxleRecord       **person,
             GError           **error)
{
  for (guint i = 0; i < record->entity->n_fields && *person == NULL; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      const AxleEntity *entity = field->target != NULL ? axle_registry_find (field->target) : NULL;
      AxleId id = axle_record_get_id (record, i);
      g_autoptr(AxleRecord) target = NULL;

      if (field->type != AXLE_FIELD_REFERENCE || axle_id_is_none (&id) || axle_id_equal (&id, &record->id) ||
          (entity != &axle_customer_entity && !(field->flags & AXLE_FIELD_REQUIRED)))
        continue;
      if (!lookup->get (lookup, entity, &id, &target, error))
        return FALSE;
      if (target == NULL && entity == &axle_customer_entity &&
          !find_request (&id, &record->scope, lookup, person, error))
        return FALSE;
      if (target != NULL && is_erased (target))
        *person = g_steal_pointer (&target);
      else if (target != NULL && depth > 0 && target->entity != &axle_vehicle_entity &&
               !find_erased (target, lookup, depth - 1, person, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * axle_erasing_find_person:
 * @record: a record
 * @lookup: all other records
 * @person: (out): who was deleted on request and has a part in @record; %NULL when there
 *   is nobody
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_erasing_find_person (const AxleRecord  *record,
                          const AxleLookup  *lookup,
                          AxleRecord       **person,
                          GError           **error)
{
  *person = NULL;
  /* From a job to its visit to who came. */
  return find_erased (record, lookup, 1, person, error);
}

static gboolean
sets_erased_at (const AxleChange *change)
{
  return change->entity == &axle_customer_entity && axle_change_find_field (change, AXLE_CUSTOMER_ERASED_AT) != NULL;
}

/* What was carried out is not taken back; what was held is finished one day. */
static void
judge_request (const AxleChange *change,
               const AxleRecord *current,
               const AxleRecord *result,
               AxleVerdict      *verdict)
{
  if (current == NULL || axle_erasing_of_request (current) == AXLE_ERASING_NONE ||
      axle_erasing_of_request (result) >= axle_erasing_of_request (current))
    return;
  axle_verdict_refuse (verdict, axle_erasing_guard.name,
                       _("What was deleted on request is gone, and cannot be brought back."));
}

static gboolean
judge_erased (const AxleGuard   *self,
              const AxleChange  *change,
              const AxleRecord  *current,
              const AxleRecord  *result,
              const AxleLookup  *lookup,
              AxleVerdict       *verdict,
              GError           **error)
{
  g_autoptr(AxleRecord) person = NULL;

  if (result->entity == &axle_erasure_entity)
    {
      judge_request (change, current, result, verdict);
      return TRUE;
    }
  if (is_kept_apart (result->entity))
    return TRUE;
  if ((current != NULL && is_erased (current)) || sets_erased_at (change))
    person = axle_record_ref ((AxleRecord *) (current != NULL ? current : result));
  else if (!axle_erasing_find_person (result, lookup, &person, error) ||
           (current == NULL && person == NULL && result->entity == &axle_customer_entity &&
            !find_request (&result->id, &result->scope, lookup, &person, error)))
    return FALSE;
  if (person == NULL)
    return TRUE;
  axle_verdict_refuse (verdict, self->name,
                       _("This customer was deleted on request: nothing is added to what is left. Make a new customer if they come again."));
  axle_verdict_set_blocker (verdict, person->entity, &person->id);
  return TRUE;
}

const AxleGuard axle_erasing_guard = { .name = "erased", .judge = judge_erased };
