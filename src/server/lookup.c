/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/private.h"

/* What guards are shown of the server's records, for one batch of a desk. */

static gboolean
may_know (const AxleHubLookup *self,
          const AxleRecord    *record)
{
  return axle_hub_is_scope_of (self->desk, &record->scope) &&
         axle_entity_is_shown (record->entity, self->desk->audience);
}

static gboolean
lookup_get (const AxleLookup  *lookup,
            const AxleEntity  *entity,
            const AxleId      *id,
            AxleRecord       **record,
            GError           **error)
{
  AxleHubLookup *self = lookup->data;
  g_autoptr(AxleRecord) found = NULL;
  gpointer known;

  if (!g_hash_table_lookup_extended (self->known, id, NULL, &known))
    {
      if (!axle_hub_get (self->hub, id, &found, error))
        return FALSE;
      known = found != NULL && may_know (self, found) ? g_steal_pointer (&found) : NULL;
      g_hash_table_insert (self->known, g_memdup2 (id, sizeof *id), known);
    }
  *record = known != NULL ? axle_record_ref (known) : NULL;
  return TRUE;
}

static GPtrArray *
lookup_find (const AxleLookup  *lookup,
             const AxleEntity  *entity,
             const AxleId      *scope,
             guint              field,
             const AxleValue   *value,
             guint              limit,
             GError           **error)
{
  AxleHubLookup *self = lookup->data;
  g_autofree char *key = axle_hub_key (&entity->fields[field], value);
  g_autoptr(GPtrArray) documents = axle_storage_find_documents (self->hub->storage, scope, key, limit, error);
  g_autoptr(GPtrArray) records = NULL;

  if (documents == NULL)
    return NULL;
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < documents->len; i++)
    {
      AxleRecord *record = axle_hub_read_document (documents->pdata[i], error);

      if (record == NULL)
        return NULL;
      /* Another kind may have a field of that name. */
      if (record->entity == entity)
        g_ptr_array_add (records, record);
      else
        axle_record_unref (record);
    }
  return g_steal_pointer (&records);
}

static void
free_known (gpointer record)
{
  if (record != NULL)
    axle_record_unref (record);
}

/* Inside a transaction: what @desk may know of. */
void
axle_hub_lookup_init (AxleHubLookup     *self,
                      AxleHub           *hub,
                      const AxleHubDesk *desk)
{
  *self = (AxleHubLookup) {
    .lookup = {
      .get = lookup_get, .find = lookup_find, .data = self,
      .audience = desk->audience, .whole_since = hub->restored,
    },
    .hub = hub,
    .desk = desk,
    .known = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, free_known),
  };
}

void
axle_hub_lookup_clear (AxleHubLookup *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
}

/* What comes later in the batch is judged by what was written before it. */
void
axle_hub_lookup_note (AxleHubLookup *self,
                      AxleRecord    *record)
{
  g_hash_table_insert (self->known, g_memdup2 (&record->id, sizeof record->id), axle_record_ref (record));
}

/* Others wrote what was looked up. */
void
axle_hub_lookup_forget (AxleHubLookup *self)
{
  g_hash_table_remove_all (self->known);
}
