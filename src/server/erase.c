/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"
#include "core/party/customer.h"
#include "core/party/erasing.h"
#include "core/party/erasure.h"
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

/* The past of one record: that something was changed stays, and when and by whom. */
static gboolean
forget_past (AxleHub           *self,
             AxleErasing        erasing,
             const AxleRecord  *record,
             GError           **error)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) past = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autofree char *key = NULL;

  axle_value_set_id (&value, &record->id);
  key = axle_hub_key (&axle_history_entity.fields[AXLE_HISTORY_RECORD], &value);
  if (!add_found (self, &record->scope, &axle_history_entity, key, past, error))
    return FALSE;
  for (guint i = 0; i < past->len; i++)
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
  return TRUE;
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

/**
 * axle_hub_collect_person:
 * @self: a hub
 * @erasure: a request
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): all records of who asked,
 *   deleted ones too
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
  if (customer == NULL || !axle_id_equal (&customer->scope, &erasure->scope))
    return g_ptr_array_new ();
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

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!erase_record (self, erasing, records->pdata[i], error))
      return FALSE;
  return records != NULL;
}
