/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/request.h"

#include <glib/gi18n-lib.h>
#include <zstd.h>

#include "server/auth.h"

/* Below this a body is not worth compressing. */
#define COMPRESS_FROM 1024

GBytes *
axle_request_dup_body (AxleRequest *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->message));
}

const char *
axle_request_get_query (AxleRequest *self,
                        const char  *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/* What follows the route's own path, with the percent signs undone. */
const char *
axle_request_get_rest (AxleRequest *self)
{
  return self->rest;
}

/* Returns NULL when it would not gain. */
static GBytes *
compress (GBytes *body)
{
  gsize n_bytes;
  const void *bytes = g_bytes_get_data (body, &n_bytes);
  gsize bound = ZSTD_compressBound (n_bytes);
  g_autofree void *packed = g_malloc (bound);
  gsize size = ZSTD_compress (packed, bound, bytes, n_bytes, 1);

  if (ZSTD_isError (size) || size >= n_bytes)
    return NULL;
  return g_bytes_new_take (g_realloc (g_steal_pointer (&packed), size), size);
}

static GBytes *
compress_gzip (GBytes *body)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr(GBytes) packed = g_converter_convert_bytes (G_CONVERTER (compressor), body, NULL);

  if (packed == NULL || g_bytes_get_size (packed) >= g_bytes_get_size (body))
    return NULL;
  return g_steal_pointer (&packed);
}

static gboolean
accepts (AxleRequest *self,
         const char  *coding)
{
  const char *header = soup_message_headers_get_list (soup_server_message_get_request_headers (self->message), "Accept-Encoding");
  GSList *accepted = header != NULL ? soup_header_parse_quality_list (header, NULL) : NULL;
  gboolean found = g_slist_find_custom (accepted, coding, (GCompareFunc) g_ascii_strcasecmp) != NULL;

  soup_header_free_list (accepted);
  return found;
}

/* The body as it is, NULL for none. Pieces are cut here alone: libsoup 3.6.5 would cut a
 * whole answer for whoever asks for a range, and reads behind its end when the range does. */
void
axle_request_answer (AxleRequest *self,
                     guint        status,
                     const char  *type,
                     GBytes      *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_message_headers_remove (soup_server_message_get_request_headers (self->message), "Range");
  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Content-Type", type);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (self->server->stopping ||
      axle_listener_is_crowded (self->server->listener, soup_server_message_get_remote_address (self->message)))
    soup_message_headers_replace (headers, "Connection", "close");
  soup_message_body_truncate (soup_server_message_get_response_body (self->message));
  if (body != NULL && g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), body);
}

void
axle_request_reply (AxleRequest *self,
                    const char  *type,
                    GBytes      *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autoptr(GBytes) packed = NULL;
  const char *coding = NULL;

  if (g_bytes_get_size (body) >= COMPRESS_FROM && accepts (self, "zstd"))
    {
      packed = compress (body);
      coding = "zstd";
    }
  else if (g_bytes_get_size (body) >= COMPRESS_FROM && accepts (self, "gzip"))
    {
      packed = compress_gzip (body);
      coding = "gzip";
    }
  if (packed != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", coding);
  axle_request_answer (self, SOUP_STATUS_OK, type, packed != NULL ? packed : body);
}

/* @body is taken. */
void
axle_request_reply_json (AxleRequest *self,
                         GBytes      *body)
{
  g_autoptr(GBytes) owned = body;

  axle_request_reply (self, "application/json; charset=utf-8", owned);
}

void
axle_request_fail (AxleRequest *self,
                   guint        status,
                   const char  *code,
                   const char  *message,
                   gint64       retry_after)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  AxleErrorReply reply = { (char *) code, (char *) message, retry_after };
  g_autoptr(GBytes) body = axle_error_reply_encode (&reply);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);

  if (retry_after > 0)
    soup_message_headers_replace (headers, "Retry-After", seconds);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  axle_request_answer (self, status, "application/json; charset=utf-8", body);
}

static guint
status_of (const GError *error)
{
  static const guint auth[] = {
    [AXLE_AUTH_ERROR_CODE] = SOUP_STATUS_FORBIDDEN,
    [AXLE_AUTH_ERROR_DESK] = SOUP_STATUS_UNAUTHORIZED,
    [AXLE_AUTH_ERROR_REVOKED] = SOUP_STATUS_FORBIDDEN,
    [AXLE_AUTH_ERROR_SECRET] = SOUP_STATUS_FORBIDDEN,
    [AXLE_AUTH_ERROR_TRIES] = AXLE_STATUS_TOO_MANY_REQUESTS,
    [AXLE_AUTH_ERROR_INVALID] = SOUP_STATUS_BAD_REQUEST,
    [AXLE_AUTH_ERROR_SESSION] = SOUP_STATUS_FORBIDDEN,
  };
  static const guint hub[] = {
    [AXLE_HUB_ERROR_GAP] = SOUP_STATUS_CONFLICT,
    [AXLE_HUB_ERROR_EPOCH] = SOUP_STATUS_CONFLICT,
    [AXLE_HUB_ERROR_INSTALL] = SOUP_STATUS_CONFLICT,
    [AXLE_HUB_ERROR_SCOPE] = SOUP_STATUS_FORBIDDEN,
    [AXLE_HUB_ERROR_INVALID] = SOUP_STATUS_BAD_REQUEST,
    [AXLE_HUB_ERROR_DAMAGED] = SOUP_STATUS_INTERNAL_SERVER_ERROR,
    [AXLE_HUB_ERROR_GONE] = SOUP_STATUS_GONE,
  };

  static const guint wire[] = {
    [AXLE_WIRE_ERROR_SYNTAX] = SOUP_STATUS_BAD_REQUEST,
    [AXLE_WIRE_ERROR_SHAPE] = SOUP_STATUS_BAD_REQUEST,
    [AXLE_WIRE_ERROR_LIMIT] = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
    [AXLE_WIRE_ERROR_PROTOCOL] = AXLE_STATUS_UPGRADE_REQUIRED,
  };

  if (error->domain == AXLE_AUTH_ERROR)
    return auth[error->code];
  if (error->domain == AXLE_HUB_ERROR)
    return hub[error->code];
  if (error->domain == AXLE_WIRE_ERROR)
    return wire[error->code];
  return SOUP_STATUS_SERVICE_UNAVAILABLE;
}

/* Says what a peer did wrong; what went wrong here goes to the log alone. */
void
axle_request_fail_error (AxleRequest  *self,
                         const GError *error,
                         gint64        retry_after)
{
  static const char * const wire[] = {
    [AXLE_WIRE_ERROR_SYNTAX] = "syntax",
    [AXLE_WIRE_ERROR_SHAPE] = "shape",
    [AXLE_WIRE_ERROR_LIMIT] = "limit",
    [AXLE_WIRE_ERROR_PROTOCOL] = "protocol",
  };
  guint status = status_of (error);

  if (status >= 500)
    {
      g_warning ("%s: %s", self->route->path, error->message);
      axle_request_fail (self, status, "internal", _("The server could not do it now. Nothing was changed; try again later."), 5);
    }
  else if (error->domain == AXLE_WIRE_ERROR)
    axle_request_fail (self, status, wire[error->code], error->message, 0);
  else
    axle_request_fail (self, status,
                       error->domain == AXLE_HUB_ERROR ? axle_hub_error_code (error) : axle_auth_error_code (error),
                       error->message, retry_after);
}
