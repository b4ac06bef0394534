/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/blobs-collect.h"

#include <string.h>

#include "base/hash.h"
#include "core/registry.h"
#include "server/private.h"

/* Documents that are looked at in one read. */
#define PAGE_LIMIT 5000
#define PAGE_BYTES (4 * 1024 * 1024)

static gboolean
names_blobs (const AxleEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].type == AXLE_FIELD_BLOB)
      return TRUE;
  return FALSE;
}

/* What a newer program wrote is not known here: whatever may be a hash counts as one. */
static void
add_of_unknown (GHashTable *used,
                GBytes     *body)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  gsize run = 0;

  for (gsize i = 0; i < size; i++)
    {
      run = strchr ("0123456789abcdef", text[i]) != NULL && text[i] != '\0' ? run + 1 : 0;
      if (run >= AXLE_HASH_LENGTH)
        g_hash_table_add (used, g_strndup (text + i + 1 - AXLE_HASH_LENGTH, AXLE_HASH_LENGTH));
    }
}

static gboolean
add_of_document (GHashTable          *used,
                 const AxleDocument  *document,
                 GError             **error)
{
  const AxleEntity *entity = axle_registry_find (document->kind);
  g_autoptr(AxleRecord) record = NULL;

  if (document->deleted || (entity != NULL && !names_blobs (entity)))
    return TRUE;
  if (entity == NULL)
    {
      add_of_unknown (used, document->body);
      return TRUE;
    }
  record = axle_hub_read_document (document, error);
  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].type == AXLE_FIELD_BLOB && axle_record_get_text (record, i) != NULL)
      g_hash_table_add (used, g_strdup (axle_record_get_text (record, i)));
  return TRUE;
}

static gboolean
add_of_scope (GHashTable    *used,
              AxleStorage   *storage,
              const AxleId  *scope,
              GError       **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, scope, after, PAGE_LIMIT, PAGE_BYTES, error);

      if (documents == NULL)
        return FALSE;
      if (documents->len == 0)
        return TRUE;
      for (guint i = 0; i < documents->len; i++)
        if (!add_of_document (used, documents->pdata[i], error))
          return FALSE;
      after = ((AxleDocument *) documents->pdata[documents->len - 1])->sequence;
    }
}

static GHashTable *
list_used (AxleStorage  *storage,
           GError      **error)
{
  g_autoptr(GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (storage, error);

  if (scopes == NULL)
    return NULL;
  for (guint i = 0; i < scopes->len; i++)
    {
      AxleId scope = AXLE_ID_NONE;

      memcpy (scope.bytes, g_bytes_get_data (scopes->pdata[i], NULL),
              MIN (g_bytes_get_size (scopes->pdata[i]), sizeof scope.bytes));
      if (!add_of_scope (used, storage, &scope, error))
        return NULL;
    }
  return g_steal_pointer (&used);
}

/**
 * axle_blobs_collect:
 * @blobs: the server's blobs
 * @storage: the server's documents, on a connection that nobody else uses
 * @now: the time, in microseconds since 1970 UTC
 * @collected: (out): what was found
 * @error: return location
 *
 * Marks each blob that a record names, and takes out those that were not marked
 * for [const@Axle.BLOBS_GRACE]. Reads every document: a thread's work. When one
 * document cannot be read, no blob is taken out.
 *
 * Returns: whether all was looked at
 */
gboolean
axle_blobs_collect (AxleBlobStore       *blobs,
                    AxleStorage         *storage,
                    gint64               now,
                    AxleBlobsCollected  *collected,
                    GError             **error)
{
  /* In this order: a blob that comes meanwhile is not in the list. One that is, and that
   * a desk asks for or sends again meanwhile, is marked then. */
  g_autoptr(GPtrArray) entries = axle_blob_store_list (blobs, error);
  g_autoptr(GHashTable) used = entries != NULL ? list_used (storage, error) : NULL;

  *collected = (AxleBlobsCollected) { 0 };
  if (used == NULL || !axle_blob_store_tidy (blobs, now - AXLE_BLOB_PART_LIFE, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AxleBlobEntry *entry = entries->pdata[i];
      gboolean dropped;

      if (g_hash_table_contains (used, entry->hash))
        {
          if (!axle_blob_store_mark (blobs, entry->hash, now, error))
            return FALSE;
          collected->n_used++;
        }
      else if (!axle_blob_store_drop (blobs, entry->hash, now - AXLE_BLOBS_GRACE, &dropped, error))
        return FALSE;
      else if (dropped)
        {
          collected->n_dropped++;
          collected->bytes_dropped += entry->size;
        }
      else
        collected->n_waiting++;
    }
  return TRUE;
}
