/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/registry.h"
#include "server/desks.h"
#include "server/private.h"

/* What desks read, and what each of them may see of it. */

/* A page looks at no more documents than this, whether its desk may see them or not. */
#define SCAN_LIMIT 5000

/* JSON of a page is not longer than what it was made of, but for its head. */
#define PAGE_BYTES_LIMIT (AXLE_WIRE_BODY_LIMIT / 2)

/* What an audience sees of a document: @record is NULL when it sees nothing. */
gboolean
axle_hub_show (const AxleDocument  *document,
               AxleAudience         audience,
               AxleRecord         **record,
               GError             **error)
{
  const AxleEntity *entity = axle_registry_find (document->kind);

  *record = NULL;
  /* What this program does not know it cannot redact: it is for those who see all. */
  if (entity != NULL ? !axle_entity_is_shown (entity, audience) : audience != AXLE_AUDIENCE_OFFICE)
    return TRUE;
  *record = axle_hub_read_document (document, error);
  if (*record == NULL)
    return FALSE;
  axle_record_redact (*record, audience);
  return TRUE;
}

/* What @desk may see of @documents, in their order. */
gboolean
axle_hub_fill_page (AxleFeedPage       *page,
                    const AxleHubDesk  *desk,
                    GPtrArray          *documents,
                    GError            **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      AxleRecord *record;

      page->next = document->sequence;
      if (!axle_hub_show (document, desk->audience, &record, error))
        return FALSE;
      if (record == NULL)
        continue;
      g_array_append_val (page->sequences, document->sequence);
      g_ptr_array_add (page->records, record);
    }
  return TRUE;
}

/* Who began to read behind the floor has missed nothing: what had been deleted before
 * was not told at all. */
static gboolean
check_floor (AxleHub       *self,
             const AxleId  *scope,
             gint64         start,
             gint64         after,
             GError       **error)
{
  gint64 floor;

  if (!axle_storage_get_floor (self->storage, scope, &floor, error))
    return FALSE;
  if (after >= floor || start >= floor)
    return TRUE;
  g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GONE,
                       _("This desk was away for long. It fetches everything anew; what waits there is kept."));
  return FALSE;
}

/**
 * axle_hub_check_cursor:
 * @self: a hub
 * @desk: who asks
 * @scope: of what
 * @epoch: of the desk's cursor
 * @start: where the feed ended when the desk began to read it; 0 when it does not say
 * @after: the desk's cursor
 * @head: (out): the newest number of the scope
 * @error: return location
 *
 * Returns: whether the desk may ask about @scope, has not seen more than there is, and
 *   has missed nothing that is not told any more
 */
gboolean
axle_hub_check_cursor (AxleHub            *self,
                       const AxleHubDesk  *desk,
                       const AxleId       *scope,
                       gint64              epoch,
                       gint64              start,
                       gint64              after,
                       gint64             *head,
                       GError            **error)
{
  if (!axle_hub_is_scope_of (desk, scope))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE,
                           _("This desk does not belong to that store or group."));
      return FALSE;
    }
  if (!axle_storage_get_head (self->storage, scope, head, error))
    return FALSE;
  if (epoch != axle_hub_get_desk_epoch (self, desk) || after <= 0)
    return TRUE;
  if (after <= *head)
    return check_floor (self, scope, start, after, error);
  /* For the log of whoever brought back a copy and did not say so. */
  g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED,
               _("A desk has seen more than is here. If the data was brought back from a copy, run “axlectl server admin restored”."));
  return FALSE;
}

/**
 * axle_hub_read_feed:
 * @self: a hub
 * @desk: who asks
 * @scope: one of the desk's scopes
 * @epoch: the epoch of the desk's cursor
 * @start: where the feed ended when the desk began to read it; 0 when it does not say
 * @after: the desk's cursor
 * @n_bytes: about how long the page may be; at least one row is in it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the next page of the feed
 */
AxleFeedPage *
axle_hub_read_feed (AxleHub            *self,
                    const AxleHubDesk  *desk,
                    const AxleId       *scope,
                    gint64              epoch,
                    gint64              start,
                    gint64              after,
                    gsize               n_bytes,
                    GError            **error)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GPtrArray) documents = NULL;

  /* The head and the rows come from one state: else a row between them would be passed over. */
  if (!axle_storage_begin_read (self->storage, error))
    return NULL;
  guard = self->storage;
  page->scope = *scope;
  page->schema = axle_registry_get_schema ();
  page->epoch = axle_hub_get_desk_epoch (self, desk);
  if (!axle_hub_check_cursor (self, desk, scope, epoch, start, after, &page->head, error))
    return NULL;
  page->after = page->next = epoch == page->epoch ? MAX (after, 0) : 0;
  documents = axle_storage_list_documents (self->storage, scope, page->next, SCAN_LIMIT,
                                           CLAMP (n_bytes, 1, PAGE_BYTES_LIMIT), error);
  if (documents == NULL || !axle_hub_fill_page (page, desk, documents, error))
    return NULL;
  page->more = page->next < page->head && documents->len > 0;
  if (!page->more)
    page->next = page->head;
  return g_steal_pointer (&page);
}
