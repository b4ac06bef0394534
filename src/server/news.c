/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/desks.h"
#include "server/private.h"

/* Bodies of documents in one message: as JSON they stay within what a desk takes. */
#define NEWS_BYTES (AXLE_WIRE_NEWS_LIMIT / 2)

static gboolean
is_kept (const AxleHub     *self,
         const AxleHubDesk *desk,
         const AxleId      *scope,
         gint64             after,
         gint64             head)
{
  const AxleHubNews *news = &self->news;

  return news->message != NULL && news->epoch == axle_hub_get_desk_epoch (self, desk) && news->after == after && news->head == head &&
         news->audience == desk->audience && axle_id_equal (&news->scope, scope);
}

static GBytes *
make_nudge (AxleHub           *self,
            const AxleHubDesk *desk,
            const AxleId      *scope,
            gint64             head)
{
  AxleNudge nudge = { .scope = *scope, .epoch = axle_hub_get_desk_epoch (self, desk), .head = head };

  return axle_nudge_encode (&nudge);
}

/* The rows themselves where they are few, else only that there are some. */
static GBytes *
make_message (AxleHub           *self,
              const AxleHubDesk *desk,
              const AxleId      *scope,
              gint64             after,
              gint64             head)
{
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(GBytes) message = NULL;

  if (after >= 0)
    page = axle_hub_read_feed (self, desk, scope, axle_hub_get_desk_epoch (self, desk), 0, after, NEWS_BYTES, NULL);
  if (page != NULL && !page->more && page->head >= head)
    message = axle_feed_page_encode (page);
  if (message != NULL && g_bytes_get_size (message) <= AXLE_WIRE_NEWS_LIMIT)
    return g_steal_pointer (&message);
  return make_nudge (self, desk, scope, head);
}

/**
 * axle_hub_get_news:
 * @self: a hub, outside of a transaction
 * @desk: who is told
 * @scope: one of the desk's scopes
 * @after: what it was told last; -1 when it was told nothing
 * @head: the newest number of the scope
 *
 * Desks that wait for the same are told the same: what was made last is kept.
 *
 * Returns: (transfer none): a message for the live channel, which is an
 *   [struct@Axle.Nudge] and, where the rows are few, an [struct@Axle.FeedPage] too
 */
GBytes *
axle_hub_get_news (AxleHub            *self,
                   const AxleHubDesk  *desk,
                   const AxleId       *scope,
                   gint64              after,
                   gint64              head)
{
  if (is_kept (self, desk, scope, after, head))
    return self->news.message;
  g_clear_pointer (&self->news.message, g_bytes_unref);
  self->news = (AxleHubNews) {
    .scope = *scope,
    .audience = desk->audience,
    .epoch = axle_hub_get_desk_epoch (self, desk),
    .after = after,
    .head = head,
    .message = make_message (self, desk, scope, after, head),
  };
  return self->news.message;
}

/**
 * axle_hub_find_changed:
 * @self: a hub, outside of a transaction
 * @scope: a scope
 * @entity: a kind of record
 * @after: a number of its feed
 * @limit: how many changes are looked at
 *
 * Returns: (transfer full) (nullable) (element-type AxleId): the records of that kind
 *   that changed after @after; %NULL when more changed than are looked at, or it cannot
 *   be said
 */
GHashTable *
axle_hub_find_changed (AxleHub          *self,
                       const AxleId     *scope,
                       const AxleEntity *entity,
                       gint64            after,
                       guint             limit)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (self->storage, scope, after, limit, NEWS_BYTES, NULL);
  gsize n_bytes = 0;

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];

      n_bytes += g_bytes_get_size (document->body);
      if (g_str_equal (document->kind, entity->kind))
        g_hash_table_add (ids, g_memdup2 (&document->id, sizeof document->id));
    }
  if (documents == NULL || documents->len >= limit || n_bytes >= NEWS_BYTES)
    return NULL;
  return g_steal_pointer (&ids);
}
