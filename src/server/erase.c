/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"
#include "core/party/customer.h"
#include "core/party/erasing.h"
#include "core/party/erasure.h"
#include "core/party/merge.h"
#include "server/private.h"

/*
 * What a person asked to be deleted goes from the records as they are and from what they
 * were. It reaches the desks as any other change: as rows that say less than before. They
 * empty the rest, such as what waits there, when the request itself comes.
 */

/* Of one person; more is damage. */
#define RECORD_LIMIT 100000

static gboolean
source_get (const AxleErasingSource  *source,
            const AxleEntity         *entity,
            const AxleId             *id,
            AxleRecord              **record,
            GError                  **error)
{
  if (!axle_hub_get (source->data, id, record, error))
    return FALSE;
  if (*record != NULL && (*record)->entity != entity)
    g_clear_pointer (record, axle_record_unref);
  return TRUE;
}

/* The scope is that of the request, as a person's records are of one store. */
typedef struct
{
  AxleErasingSource source;
  AxleId            scope;
} Source;

static gboolean
add_found (AxleHub           *hub,
           const AxleId      *scope,
           const AxleEntity  *entity,
           const char        *key,
           GPtrArray         *records,
           GError           **error)
{
  g_autoptr(GPtrArray) documents = axle_storage_find_documents (hub->storage, scope, key, RECORD_LIMIT, error);

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      AxleRecord *record;

      /* Another kind may have a field of that name. */
      if (!g_str_equal (document->kind, entity->kind))
        continue;
      record = axle_hub_read_document (document, error);
      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
    }
  return TRUE;
}

static GPtrArray *
source_find (const AxleErasingSource  *source,
             const AxleEntity         *entity,
             guint                     field,
             const AxleId             *id,
             GError                  **error)
{
  const Source *self = (const Source *) source;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autofree char *buried = axle_hub_tombstone_key (&entity->fields[field], id);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autofree char *key = NULL;

  axle_value_set_id (&value, id);
  key = axle_hub_key (&entity->fields[field], &value);
  if (!add_found (source->data, &self->scope, entity, key, records, error) ||
      !add_found (source->data, &self->scope, entity, buried, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

static gboolean
write_again (AxleHub     *self,
             AxleRecord  *record,
             GError     **error)
{
  gint64 sequence;

  record->revision++;
  /* Nothing of what it was is written beside it. */
  return axle_hub_write (self, NULL, record, 0, &AXLE_ID_NONE, &AXLE_ID_NONE, &sequence, error);
}

static GPtrArray *
list_past (AxleHub           *self,
           const AxleRecord  *record,
           GError           **error)
{
  g_autoptr(GPtrArray) past = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autofree char *key = NULL;

  axle_value_set_id (&value, &record->id);
  key = axle_hub_key (&axle_history_entity.fields[AXLE_HISTORY_RECORD], &value);
  return add_found (self, &record->scope, &axle_history_entity, key, past, error) ? g_steal_pointer (&past) : NULL;
}

/* The past of one record: that something was changed stays, and when and by whom. */
static gboolean
forget_past (AxleHub           *self,
             AxleErasing        erasing,
             const AxleRecord  *record,
             GError           **error)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) past = list_past (self, record, error);

  for (guint i = 0; past != NULL && i < past->len; i++)
    {
      AxleRecord *told = past->pdata[i];
      const char *field = axle_record_get_text (told, AXLE_HISTORY_FIELD);

      if (g_strcmp0 (field, AXLE_HISTORY_DELETED) == 0 || !axle_erasing_forgets (erasing, record->entity, field) ||
          (axle_record_get (told, AXLE_HISTORY_BEFORE)->kind == AXLE_VALUE_NONE &&
           axle_record_get (told, AXLE_HISTORY_AFTER)->kind == AXLE_VALUE_NONE))
        continue;
      axle_record_set (told, AXLE_HISTORY_BEFORE, &none);
      axle_record_set (told, AXLE_HISTORY_AFTER, &none);
      if (!write_again (self, told, error))
        return FALSE;
    }
  return past != NULL;
}

static gboolean
erase_record (AxleHub           *self,
              AxleErasing        erasing,
              const AxleRecord  *record,
              GError           **error)
{
  g_autoptr(AxleRecord) left = axle_record_copy (record);
  gboolean changed = axle_erasing_apply (erasing, left);

  if (left->entity == &axle_customer_entity && axle_record_get (left, AXLE_CUSTOMER_ERASED_AT)->kind == AXLE_VALUE_NONE)
    {
      axle_record_set_integer (left, AXLE_CUSTOMER_ERASED_AT, axle_host_now (self->host));
      changed = TRUE;
    }
  return (!changed || write_again (self, left, error)) && forget_past (self, erasing, record, error);
}

/* What a merge had brought into somebody else, who stands for themselves again. */

/* Takes @brought out of one side of what a history record tells. */
static gboolean
take_out (AxleRecord      *told,
          guint            side,
          const AxleField *field,
          const AxleValue *brought)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_auto(AxleValue) left = AXLE_VALUE_INIT;
  g_autofree char *text = NULL;

  if (brought->kind == AXLE_VALUE_NONE ||
      !axle_history_parse_text (field, axle_record_get_text (told, side), &value) || value.kind == AXLE_VALUE_NONE)
    return FALSE;
  if (field->type == AXLE_FIELD_SET)
    axle_value_merge_sets (&value, brought, &none, &left);
  else if (!axle_value_equal (&value, brought))
    return FALSE;
  if (axle_value_equal (&value, &left))
    return FALSE;
  text = axle_history_dup_text (&left);
  axle_record_set_text (told, side, text);
  return TRUE;
}

static gboolean
take_out_of_past (AxleHub           *self,
                  const AxleRecord  *survivor,
                  const AxleChange  *chosen,
                  GError           **error)
{
  g_autoptr(GPtrArray) past = list_past (self, survivor, error);

  for (guint i = 0; past != NULL && i < past->len; i++)
    {
      AxleRecord *told = past->pdata[i];
      int field = axle_entity_find_field (survivor->entity, axle_record_get_text (told, AXLE_HISTORY_FIELD));
      const AxleFieldChange *one = field >= 0 ? axle_change_find_field (chosen, (guint) field) : NULL;
      gboolean taken = FALSE;

      for (guint side = AXLE_HISTORY_BEFORE; one != NULL && side <= AXLE_HISTORY_AFTER; side++)
        taken |= take_out (told, side, &survivor->entity->fields[field], &one->after);
      if (taken && !write_again (self, told, error))
        return FALSE;
    }
  return past != NULL;
}

/* The merge may never have been taken back, where who was merged was merged elsewhere since;
 * or it was, of a survivor who was deleted then and kept what it had brought. */
static gboolean
take_out_of_survivor (AxleHub           *self,
                      AxleRecord        *survivor,
                      AxleRecord        *merging,
                      GError           **error)
{
  Source source = { { source_get, source_find, self }, survivor->scope };
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(AxleRecord) left = axle_record_copy (survivor);
  guint n_kept = 0;

  if (!axle_merge_is_open (merging) && !survivor->deleted)
    return TRUE;
  left->deleted = FALSE;
  others = source_find (&source.source, &axle_merging_entity, AXLE_MERGING_SURVIVOR, &survivor->id, error);
  if (others == NULL)
    return FALSE;
  g_ptr_array_add (open, merging);
  changes = axle_merge_plan_undo (open, left, NULL, others, 0, &AXLE_ID_NONE, &n_kept);
  left->deleted = survivor->deleted;
  for (guint i = 0; i < changes->len; i++)
    if (axle_id_equal (&((AxleChange *) changes->pdata[i])->record, &survivor->id))
      axle_change_overlay (changes->pdata[i], left);
  return axle_record_equal (left, survivor) || write_again (self, left, error);
}

static gboolean
take_out_merged (AxleHub           *self,
                 AxleRecord        *merging,
                 GHashTable        *erased,
                 GError           **error)
{
  AxleId ids[] = { axle_record_get_id (merging, AXLE_MERGING_SURVIVOR), axle_record_get_id (merging, AXLE_MERGING_ABSORBED) };
  g_autoptr(AxleChange) chosen = axle_merge_decode_fields (merging);
  g_autoptr(AxleRecord) survivor = NULL;

  if (g_hash_table_contains (erased, &ids[0]) || !g_hash_table_contains (erased, &ids[1]))
    return TRUE;
  if (!axle_hub_get (self, &ids[0], &survivor, error))
    return FALSE;
  return survivor == NULL || !axle_id_equal (&survivor->scope, &merging->scope) ||
         (take_out_of_survivor (self, survivor, merging, error) && take_out_of_past (self, survivor, chosen, error));
}

/**
 * axle_hub_collect_person:
 * @self: a hub
 * @erasure: a request
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): all records of who asked,
 *   deleted ones too; one without a revision stands in for somebody who is not known
 */
GPtrArray *
axle_hub_collect_person (AxleHub           *self,
                         const AxleRecord  *erasure,
                         GError           **error)
{
  AxleId id = axle_record_get_id (erasure, AXLE_ERASURE_CUSTOMER);
  Source source = { { source_get, source_find, self }, erasure->scope };
  g_autoptr(AxleRecord) customer = NULL;

  if (!source_get (&source.source, &axle_customer_entity, &id, &customer, error))
    return NULL;
  if (customer != NULL && !axle_id_equal (&customer->scope, &erasure->scope))
    return g_ptr_array_new ();
  /* A server that was restored may have what belongs to somebody whom it does not know. */
  if (customer == NULL)
    customer = axle_erasing_stand_in (&id, &erasure->scope);
  return axle_erasing_collect (&source.source, customer, error);
}

/**
 * axle_hub_erase:
 * @self: a hub, in a transaction
 * @erasure: a request as it will be, of which something is to be carried out
 * @error: return location
 *
 * Returns: whether it was carried out
 */
gboolean
axle_hub_erase (AxleHub           *self,
                const AxleRecord  *erasure,
                GError           **error)
{
  AxleErasing erasing = axle_erasing_of_request (erasure);
  g_autoptr(GPtrArray) records = axle_hub_collect_person (self, erasure, error);
  g_autoptr(GHashTable) erased = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_hash_table_add (erased, &((AxleRecord *) records->pdata[i])->id);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];

      if ((record->revision > 0 && !erase_record (self, erasing, record, error)) ||
          (record->entity == &axle_merging_entity && !take_out_merged (self, record, erased, error)))
        return FALSE;
    }
  return records != NULL;
}
