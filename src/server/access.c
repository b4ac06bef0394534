/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/organisation/rights.h"
#include "server/auth.h"
#include "server/desks.h"
#include "server/handlers.h"
#include "server/private.h"
#include "server/request.h"

#define ACCESS_BYTES 262144

/* Sealed records stand in a scope of their own, which no desk has: neither the feed nor a
 * snapshot of any desk comes near them. */
AxleId
axle_hub_sealed_scope (const AxleId *scope)
{
  AxleId sealed = *scope;

  for (guint i = 0; i < sizeof sealed.bytes; i++)
    sealed.bytes[i] ^= 0xff;
  return sealed;
}

/**
 * axle_hub_read_sealed:
 * @self: a hub
 * @desk: a desk of the store
 * @after: a number
 * @error: return location
 *
 * Whoever asks has been asked for their right.
 *
 * Returns: (transfer full) (nullable): the sealed records of the store behind @after
 */
AxleFeedPage *
axle_hub_read_sealed (AxleHub            *self,
                      const AxleHubDesk  *desk,
                      gint64              after,
                      GError            **error)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  g_autoptr(GPtrArray) documents = NULL;

  page->scope = axle_hub_sealed_scope (&desk->store);
  page->epoch = axle_hub_get_desk_epoch (self, desk);
  page->after = page->next = after;
  documents = axle_storage_list_documents (self->storage, &page->scope, after, AXLE_WIRE_BATCH_LIMIT, ACCESS_BYTES, error);
  if (documents == NULL || !axle_hub_get_head (self, &page->scope, &page->head, error))
    return NULL;
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      AxleRecord *record = axle_hub_read_document (document, error);

      if (record == NULL)
        return NULL;
      page->next = document->sequence;
      g_array_append_val (page->sequences, document->sequence);
      g_ptr_array_add (page->records, record);
    }
  page->more = page->next < page->head && documents->len > 0;
  return g_steal_pointer (&page);
}

void
axle_handle_access (AxleRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *token = soup_message_headers_get_one (headers, "Axle-Session");
  const char *text = axle_request_get_query (request, "after");
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = NULL;
  gint64 after = 0;

  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &after, NULL))
    {
      axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape", _("The request names a number that is none."), 0);
      return;
    }
  if (axle_auth_check_right (request->server->hub, request->desk, token, AXLE_RIGHT_SETTINGS, &error))
    page = axle_hub_read_sealed (request->server->hub, request->desk, after, &error);
  if (page != NULL)
    axle_request_reply_json (request, axle_feed_page_encode (page));
  else
    axle_request_fail_error (request, error, 0);
}
