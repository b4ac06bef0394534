/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/desks.h"
#include "server/private.h"

/* Single records for desks that compare theirs. */

static int
compare_sequences (gconstpointer a,
                   gconstpointer b)
{
  const AxleDocument *first = *(const AxleDocument **) a;
  const AxleDocument *second = *(const AxleDocument **) b;

  return first->sequence > second->sequence ? 1 : first->sequence < second->sequence ? -1 : 0;
}

/* Documents of @scope with these ids, until they have @n_bytes. */
static GPtrArray *
list_by_ids (AxleHub      *self,
             const AxleId *scope,
             GArray       *ids,
             gsize         n_bytes,
             gboolean     *more,
             GError      **error)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  g_autoptr(GHashTable) seen = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  *more = FALSE;
  if (!axle_storage_prefetch (self->storage, (const AxleId *) (gpointer) ids->data, ids->len, error))
    return NULL;
  for (guint i = 0; i < ids->len && !*more; i++)
    {
      const AxleId *id = &g_array_index (ids, AxleId, i);
      g_autoptr(AxleDocument) document = NULL;

      if (!g_hash_table_add (seen, (gpointer) id))
        continue;
      if (!axle_storage_get_document (self->storage, id, &document, error))
        return NULL;
      if (document == NULL || !axle_id_equal (&document->scope, scope))
        continue;
      *more = documents->len > 0 && g_bytes_get_size (document->body) > n_bytes;
      n_bytes -= MIN (n_bytes, g_bytes_get_size (document->body));
      if (!*more)
        g_ptr_array_add (documents, g_steal_pointer (&document));
    }
  g_ptr_array_sort (documents, compare_sequences);
  return g_steal_pointer (&documents);
}

/**
 * axle_hub_read_records:
 * @self: a hub
 * @desk: who asks
 * @request: for which records
 * @n_bytes: about how long the page may be; at least one row is in it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): their rows as they are now, as a page of the feed
 */
AxleFeedPage *
axle_hub_read_records (AxleHub                   *self,
                       const AxleHubDesk         *desk,
                       const AxleRecordsRequest  *request,
                       gsize                      n_bytes,
                       GError                   **error)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GPtrArray) documents = NULL;

  if (!axle_storage_begin_read (self->storage, error))
    return NULL;
  guard = self->storage;
  page->scope = request->scope;
  page->epoch = axle_hub_get_desk_epoch (self, desk);
  if (!axle_hub_check_cursor (self, desk, &request->scope, 0, 0, 0, &page->head, error))
    return NULL;
  documents = list_by_ids (self, &request->scope, request->ids, n_bytes, &page->more, error);
  if (documents == NULL || !axle_hub_fill_page (page, desk, documents, error))
    return NULL;
  page->next = page->head;
  return g_steal_pointer (&page);
}
