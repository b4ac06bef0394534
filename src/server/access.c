/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/history/access.h"
#include "core/organisation/rights.h"
#include "server/auth.h"
#include "server/desks.h"
#include "server/handlers.h"
#include "server/private.h"
#include "server/request.h"

#define ACCESS_BYTES 262144

/* Of one record no more are looked through. */
#define FOUND_LIMIT 20000

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

static gboolean
add_documents (AxleFeedPage  *page,
               GPtrArray     *documents,
               GError       **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      AxleRecord *record = axle_hub_read_document (document, error);

      if (record == NULL)
        return FALSE;
      page->next = MAX (page->next, document->sequence);
      g_array_append_val (page->sequences, document->sequence);
      g_ptr_array_add (page->records, record);
    }
  return TRUE;
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
  if (documents == NULL || !axle_hub_get_head (self, &page->scope, &page->head, error) ||
      !add_documents (page, documents, error))
    return NULL;
  page->more = page->next < page->head && documents->len > 0;
  return g_steal_pointer (&page);
}

static int
compare_latest (gconstpointer a,
                gconstpointer b)
{
  const AxleDocument *one = *(const AxleDocument * const *) a;
  const AxleDocument *other = *(const AxleDocument * const *) b;

  return (one->sequence < other->sequence) - (one->sequence > other->sequence);
}

/**
 * axle_hub_read_sealed_of:
 * @self: a hub
 * @desk: a desk of the store
 * @record: a record of the store
 * @error: return location
 *
 * Whoever asks has been asked for their right.
 *
 * Returns: (transfer full) (nullable): the latest sealed records about @record, the last first
 */
AxleFeedPage *
axle_hub_read_sealed_of (AxleHub            *self,
                         const AxleHubDesk  *desk,
                         const AxleId       *record,
                         GError            **error)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) documents = NULL;
  g_autofree char *key = NULL;

  page->scope = axle_hub_sealed_scope (&desk->store);
  page->epoch = axle_hub_get_desk_epoch (self, desk);
  axle_value_set_text (&value, AXLE_ID_TEXT (record));
  key = axle_hub_key (&axle_access_entity.fields[AXLE_ACCESS_RECORD], &value);
  documents = axle_storage_find_documents (self->storage, &page->scope, key, FOUND_LIMIT, error);
  if (documents == NULL)
    return NULL;
  g_ptr_array_sort (documents, compare_latest);
  if (documents->len > AXLE_WIRE_BATCH_LIMIT)
    g_ptr_array_set_size (documents, AXLE_WIRE_BATCH_LIMIT);
  return add_documents (page, documents, error) ? g_steal_pointer (&page) : NULL;
}

void
axle_handle_access (AxleRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *token = soup_message_headers_get_one (headers, "Axle-Session");
  const char *text = axle_request_get_query (request, "after");
  const char *of = axle_request_get_query (request, "record");
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = NULL;
  gint64 after = 0;
  AxleId record;

  if (of != NULL && !axle_id_parse (of, &record))
    {
      axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape", _("The request names a record that is none."), 0);
      return;
    }
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &after, NULL))
    {
      axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape", _("The request names a number that is none."), 0);
      return;
    }
  if (axle_auth_check_right (request->server->hub, request->desk, token, AXLE_RIGHT_SETTINGS, &error))
    page = of != NULL ? axle_hub_read_sealed_of (request->server->hub, request->desk, &record, &error)
                      : axle_hub_read_sealed (request->server->hub, request->desk, after, &error);
  if (page != NULL)
    axle_request_reply_json (request, axle_feed_page_encode (page));
  else
    axle_request_fail_error (request, error, 0);
}
