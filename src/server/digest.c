/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/digest.h"

#include <glib/gi18n-lib.h>

#include "core/registry.h"
#include "server/private.h"

/* Documents read at once: the storage is not held for longer. */
#define SLICE_DOCUMENTS 1000
#define SLICE_BYTES (4 * 1024 * 1024)

struct _AxleHubDigest
{
  AxleId          scope;
  AxleAudience    audience;
  gint64          epoch;
  gint64          sequence;
  AxleDigestTree *tree;
};

AxleHubDigest *
axle_hub_digest_new (const AxleId *scope,
                     AxleAudience  audience,
                     gint64        epoch)
{
  AxleHubDigest *self = g_new0 (AxleHubDigest, 1);

  self->scope = *scope;
  self->audience = audience;
  self->epoch = epoch;
  self->tree = axle_digest_tree_new ();
  return self;
}

void
axle_hub_digest_free (AxleHubDigest *self)
{
  axle_digest_tree_free (self->tree);
  g_free (self);
}

gboolean
axle_hub_digest_is_of (AxleHubDigest *self,
                       const AxleId  *scope,
                       AxleAudience   audience,
                       gint64         epoch)
{
  return axle_id_equal (&self->scope, scope) && self->audience == audience && self->epoch == epoch;
}

gint64
axle_hub_digest_get_sequence (AxleHubDigest *self)
{
  return self->sequence;
}

gsize
axle_hub_digest_get_size (AxleHubDigest *self)
{
  return axle_digest_tree_get_size (self->tree);
}

static gboolean
add_documents (AxleHubDigest  *self,
               GPtrArray      *documents,
               GError        **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr(AxleRecord) record = NULL;

      if (!axle_hub_show (documents->pdata[i], self->audience, &record, error))
        return FALSE;
      if (record != NULL)
        axle_digest_tree_add (self->tree, record);
      self->sequence = ((AxleDocument *) documents->pdata[i])->sequence;
    }
  return TRUE;
}

/* Deletions that were dropped since would be missed: then all is read again. */
static gboolean
forget_unless_complete (AxleHubDigest  *self,
                        AxleStorage    *storage,
                        GError        **error)
{
  gint64 floor;

  if (!axle_storage_get_floor (storage, &self->scope, &floor, error))
    return FALSE;
  if (self->sequence >= floor)
    return TRUE;
  axle_digest_tree_free (self->tree);
  self->tree = axle_digest_tree_new ();
  self->sequence = 0;
  return TRUE;
}

/* One state of the data, so that no document is read twice. */
static gboolean
read_news (AxleHubDigest  *self,
           AxleStorage    *storage,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  gint64 head;

  if (!axle_storage_begin_read (storage, error))
    return FALSE;
  guard = storage;
  if (!axle_storage_get_head (storage, &self->scope, &head, error) ||
      !forget_unless_complete (self, storage, error))
    return FALSE;
  for (;;)
    {
      g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, &self->scope, self->sequence,
                                                                    SLICE_DOCUMENTS, SLICE_BYTES, error);

      if (documents == NULL || !add_documents (self, documents, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (documents->len > 0)
        continue;
      self->sequence = head;
      return TRUE;
    }
}

/**
 * axle_hub_digest_update:
 * @self: a digest
 * @storage: where the records are; used by this thread alone
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Returns: whether everything up to the newest number is in it now; where it failed it
 *   goes on from where it was
 */
gboolean
axle_hub_digest_update (AxleHubDigest  *self,
                        AxleStorage    *storage,
                        GCancellable   *cancellable,
                        GError        **error)
{
  gboolean done = read_news (self, storage, cancellable, error);

  while (axle_digest_tree_settle (self->tree))
    ;
  return done;
}

static void
add_kinds (AxleHubDigest   *self,
           AxleDigestReply *reply)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      AxleDigest sum;

      if (!axle_entity_is_shown (entities[i], self->audience))
        continue;
      axle_digest_reply_add (reply, entities[i]->kind, axle_digest_tree_sum (self->tree, entities[i], "", &sum), &sum);
    }
}

static void
add_bytes (AxleHubDigest    *self,
           const AxleEntity *entity,
           const char       *prefix,
           AxleDigestReply  *reply)
{
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%02x", prefix, i);
      AxleDigest sum;
      gsize n_records = axle_digest_tree_sum (self->tree, entity, name, &sum);

      if (n_records > 0)
        axle_digest_reply_add (reply, name, n_records, &sum);
    }
}

static AxleDigestReply *
answer_node (AxleHubDigest    *self,
             const AxleEntity *entity,
             const char       *prefix)
{
  AxleDigest sum;
  gsize n_records = axle_digest_tree_sum (self->tree, entity, prefix, &sum);
  gboolean few = n_records <= AXLE_DIGEST_LEAF_LIMIT || strlen (prefix) == AXLE_DIGEST_PREFIX_LIMIT;
  AxleDigestReply *reply = axle_digest_reply_new (!few);

  if (!few)
    {
      add_bytes (self, entity, prefix, reply);
      return reply;
    }
  g_array_unref (reply->entries);
  reply->entries = axle_digest_tree_list (self->tree, entity, prefix);
  return reply;
}

/**
 * axle_hub_digest_answer:
 * @self: a digest
 * @kind: (nullable): a kind of record; %NULL for the sums of all
 * @prefix: (nullable): of the places of those that are meant
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what a desk asked for, but for the epoch that it knows
 */
AxleDigestReply *
axle_hub_digest_answer (AxleHubDigest  *self,
                        const char     *kind,
                        const char     *prefix,
                        GError        **error)
{
  const AxleEntity *entity = kind != NULL ? axle_registry_find (kind) : NULL;
  AxleDigestReply *reply;

  if ((kind != NULL && (entity == NULL || !axle_entity_is_shown (entity, self->audience))) ||
      (prefix != NULL && !axle_digest_is_prefix (prefix)))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID,
                           _("The request names a kind that is not for this desk, or a place that is none."));
      return NULL;
    }
  if (entity != NULL)
    {
      reply = answer_node (self, entity, prefix != NULL ? prefix : "");
    }
  else
    {
      reply = axle_digest_reply_new (TRUE);
      add_kinds (self, reply);
    }
  reply->scope = self->scope;
  reply->sequence = self->sequence;
  return reply;
}
