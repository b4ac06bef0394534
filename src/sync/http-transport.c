/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/http-transport.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>
#include <zstd.h>

#include "wire/message.h"

/* libsoup's own two would let a push and a long answer starve the pull. */
#define CONNECTIONS 8
#define TIMEOUT_S 30

/* A connection without a request is kept this long, and by the server a little longer. */
#define IDLE_S 60

/* What a page may grow to once it is decompressed. */
#define REPLY_LIMIT (4 * AXLE_WIRE_BODY_LIMIT)

/* A link that died without a word is noticed this soon. */
#define KEEPALIVE_S 20
#define PONG_S 20

#define READ_BYTES (64 * 1024)

#define SESSION_HEADER "Axle-Session"

struct _AxleHttpTransport
{
  GObject      parent_instance;

  SoupSession *session;
  GUri        *server;
  char        *pin;
  char        *desk_token;
  char        *session_token;
  char        *peer_pin;
  GHashTable  *requests;   /* (element-type guint Request) */
  guint        last_request;
};

/* Lives until its last asynchronous step is over; forgotten ones call nobody. */
typedef struct
{
  AxleHttpTransport       *self;    /* NULL once forgotten */
  guint                    number;
  SoupMessage             *message;
  GByteArray              *body;
  AxleReplyFunc            reply;
  AxleNudgeFunc            nudge;
  AxleClosedFunc           closed;
  gpointer                 user_data;
  SoupWebsocketConnection *socket;
  gboolean                 is_running;
} Request;

static void axle_http_transport_iface_init (AxleTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleHttpTransport, axle_http_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_TRANSPORT, axle_http_transport_iface_init))

static void
request_free (Request *request)
{
  if (request->socket != NULL)
    {
      g_signal_handlers_disconnect_by_data (request->socket, request);
      if (soup_websocket_connection_get_state (request->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (request->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
      g_object_unref (request->socket);
    }
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->message);
  g_clear_pointer (&request->body, g_byte_array_unref);
  g_free (request);
}

/* Takes a request out of the transport's hands. One with a step under way goes on
 * to its end, or to the time limit, and is freed then: libsoup 3.6.5 lets go of
 * the session once too often when a request is cancelled while it connects. */
static void
forget (Request *request)
{
  if (request->self != NULL)
    g_hash_table_steal (request->self->requests, GUINT_TO_POINTER (request->number));
  request->self = NULL;
  if (!request->is_running)
    request_free (request);
}

static void
axle_http_transport_dispose (GObject *object)
{
  AxleHttpTransport *self = AXLE_HTTP_TRANSPORT (object);
  g_autoptr(GPtrArray) requests = g_hash_table_get_values_as_ptr_array (self->requests);

  for (guint i = 0; i < requests->len; i++)
    forget (requests->pdata[i]);
  G_OBJECT_CLASS (axle_http_transport_parent_class)->dispose (object);
}

static void
axle_http_transport_finalize (GObject *object)
{
  AxleHttpTransport *self = AXLE_HTTP_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->server, g_uri_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_free (self->pin);
  g_free (self->desk_token);
  g_free (self->session_token);
  g_free (self->peer_pin);
  G_OBJECT_CLASS (axle_http_transport_parent_class)->finalize (object);
}

static void
axle_http_transport_class_init (AxleHttpTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_http_transport_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_http_transport_finalize;
}

static void
axle_http_transport_init (AxleHttpTransport *self)
{
  self->requests = g_hash_table_new (NULL, NULL);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static SoupSession *
new_session (AxleHttpTransport *self)
{
  SoupSession *session = g_object_new (SOUP_TYPE_SESSION,
                                       "max-conns", CONNECTIONS,
                                       "max-conns-per-host", CONNECTIONS,
                                       "timeout", TIMEOUT_S,
                                       "idle-timeout", IDLE_S,
                                       "user-agent", "axle",
                                       NULL);

  /* Nothing of them is needed: what is compressed is undone here, and a server with many
   * desks has no memory for the tables of a compressed channel to each. And libsoup 3.6.5
   * lets go of each once too often when a connection breaks at the wrong moment. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_SESSION_FEATURE);
  if (is_loopback (g_uri_get_host (self->server)))
    soup_session_set_proxy_resolver (session, NULL);
  /* Without authorities every certificate comes before accept_certificate_cb,
   * so that a pin counts even where an authority would vouch for another. */
  if (self->pin != NULL)
    soup_session_set_tls_database (session, NULL);
  return session;
}

/**
 * axle_http_transport_new:
 * @server: `https://HOST[:PORT]`; plain `http` is for this machine only
 * @pin: (nullable): SHA-256 of the server's certificate in lower-case
 *   hexadecimal, or the beginning of it; %NULL to trust the system's authorities
 * @desk_token: (nullable): what the desk proves itself with
 * @error: where to say what is wrong with @server
 *
 * Returns: (transfer full) (nullable): a transport that connects when it is used
 */
AxleHttpTransport *
axle_http_transport_new (const char  *server,
                         const char  *pin,
                         const char  *desk_token,
                         GError     **error)
{
  g_autoptr(AxleHttpTransport) self = g_object_new (AXLE_TYPE_HTTP_TRANSPORT, NULL);
  const char *host;

  self->server = g_uri_parse (server, SOUP_HTTP_URI_FLAGS, error);
  if (self->server == NULL)
    return NULL;
  host = g_uri_get_host (self->server);
  if (host == NULL || *host == '\0' ||
      !(g_str_equal (g_uri_get_scheme (self->server), "https") ||
        (g_str_equal (g_uri_get_scheme (self->server), "http") && is_loopback (host))))
    {
      g_set_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNTRUSTED,
                   _("“%s” is not the address of a server: it begins with https://"), server);
      return NULL;
    }
  self->pin = pin != NULL ? g_ascii_strdown (pin, -1) : NULL;
  self->desk_token = g_strdup (desk_token);
  self->session = new_session (self);
  return g_steal_pointer (&self);
}

/**
 * axle_http_transport_set_session:
 * @self: a transport
 * @token: (nullable): of the member of staff who is signed in
 */
void
axle_http_transport_set_session (AxleHttpTransport *self,
                                 const char        *token)
{
  g_set_str (&self->session_token, token);
}

/**
 * axle_http_transport_renew:
 * @self: a transport
 *
 * What is asked from now on takes new connections: those that are open may lead into a
 * network that is not there any more, and would be waited for in vain.
 */
void
axle_http_transport_renew (AxleHttpTransport *self)
{
  g_object_unref (self->session);
  self->session = new_session (self);
}

/**
 * axle_http_transport_get_peer_pin:
 * @self: a transport
 *
 * Returns: (nullable) (transfer none): SHA-256 of the certificate that the
 *   server showed and that was accepted by the pin, in lower-case hexadecimal
 */
const char *
axle_http_transport_get_peer_pin (AxleHttpTransport *self)
{
  return self->peer_pin;
}

static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       Request              *request)
{
  g_autoptr(GByteArray) der = NULL;
  g_autofree char *digest = NULL;

  if (request->self == NULL || request->self->pin == NULL)
    return FALSE;
  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  if (!g_str_has_prefix (digest, request->self->pin))
    return FALSE;
  g_set_str (&request->self->peer_pin, digest);
  return TRUE;
}

static GError *
explain (const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return g_error_new (AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNTRUSTED,
                        _("Whoever answers is not the server that this desk was enrolled with. What you save is kept here and sent later."));
  if (error->domain == AXLE_SYNC_ERROR)
    return g_error_copy (error);
  return g_error_new (AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE,
                      _("The server cannot be reached: %s. What you save is kept here and sent later."), error->message);
}

/* The last step of a request: nobody may hear of it twice. */
static void
finish (Request         *request,
        const AxleReply *reply,
        const GError    *error)
{
  g_autoptr(GError) explained = error != NULL ? explain (error) : NULL;
  g_autoptr(AxleHttpTransport) self = request->self != NULL ? g_object_ref (request->self) : NULL;

  request->is_running = FALSE;
  if (self == NULL)
    {
      request_free (request);
      return;
    }
  g_hash_table_steal (self->requests, GUINT_TO_POINTER (request->number));
  request->self = NULL;
  if (request->closed != NULL)
    request->closed (explained, request->user_data);
  else
    request->reply (reply, explained, request->user_data);
  request_free (request);
}

static GBytes *
decompress (GByteArray  *body,
            GError     **error)
{
  unsigned long long size = ZSTD_getFrameContentSize (body->data, body->len);
  g_autofree guint8 *plain = NULL;
  gsize written;

  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > REPLY_LIMIT)
    {
      g_set_error_literal (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REPLY, _("The server's answer is too large or damaged"));
      return NULL;
    }
  plain = g_malloc (size + 1);
  written = ZSTD_decompress (plain, size, body->data, body->len);
  if (ZSTD_isError (written) || written != size)
    {
      g_set_error_literal (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REPLY, _("The server's answer is damaged"));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&plain), size);
}

static AxleRange
read_range (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  AxleRange range;

  if (!axle_range_parse (soup_message_headers_get_one (headers, "Content-Range"), &range) &&
      g_str_equal (soup_message_get_method (message), "HEAD") && soup_message_get_status (message) == SOUP_STATUS_OK)
    range.total = soup_message_headers_get_content_length (headers);
  return range;
}

static void
finish_reply (Request *request)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  AxleReply reply = { .status = soup_message_get_status (request->message) };

  /* libsoup decodes zstd from 3.7 on only. */
  if (g_strcmp0 (encoding, "zstd") == 0 && request->body->len > 0)
    body = decompress (request->body, &error);
  else
    body = g_byte_array_free_to_bytes (g_steal_pointer (&request->body));
  if (body == NULL)
    {
      finish (request, NULL, error);
      return;
    }
  reply.body = body;
  reply.range = read_range (request->message);
  reply.retry_after = retry_after != NULL ? g_ascii_strtoll (retry_after, NULL, 10) : 0;
  finish (request, &reply, NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GInputStream *stream = G_INPUT_STREAM (source);
  Request *request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);

  if (chunk != NULL && g_bytes_get_size (chunk) == 0)
    {
      /* Its connection is free for what the answer leads to. */
      g_input_stream_close (stream, NULL, NULL);
      finish_reply (request);
      return;
    }
  if (chunk != NULL)
    {
      g_byte_array_append (request->body, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
      if (request->body->len > REPLY_LIMIT)
        g_set_error_literal (&error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REPLY, _("The server's answer is too large"));
    }
  if (error != NULL)
    finish (request, NULL, error);
  else
    g_input_stream_read_bytes_async (stream, READ_BYTES, G_PRIORITY_DEFAULT, NULL, read_cb, request);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    {
      finish (request, NULL, error);
      return;
    }
  g_input_stream_read_bytes_async (stream, READ_BYTES, G_PRIORITY_DEFAULT, NULL, read_cb, request);
}

static Request *
request_new (AxleHttpTransport *self,
             const char        *method,
             const char        *path,
             gpointer           user_data)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr(GUri) uri = g_uri_parse_relative (self->server, path, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessageHeaders *headers;

  g_assert (uri != NULL);
  request->self = self;
  if (++self->last_request == 0)
    self->last_request = 1;
  request->number = self->last_request;
  request->message = soup_message_new_from_uri (method, uri);
  request->body = g_byte_array_new ();
  request->user_data = user_data;
  request->is_running = TRUE;
  g_hash_table_insert (self->requests, GUINT_TO_POINTER (request->number), request);

  headers = soup_message_get_request_headers (request->message);
  soup_message_headers_replace (headers, AXLE_WIRE_PROTOCOL_HEADER, G_STRINGIFY (AXLE_WIRE_PROTOCOL));
  if (self->desk_token != NULL)
    {
      g_autofree char *authorization = g_strconcat ("Bearer ", self->desk_token, NULL);
      soup_message_headers_replace (headers, "Authorization", authorization);
    }
  if (self->session_token != NULL)
    soup_message_headers_replace (headers, SESSION_HEADER, self->session_token);
  g_signal_connect (request->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), request);
  return request;
}

static void
set_range (SoupMessage     *message,
           const AxleRange *range)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *text = axle_range_format (range);

  if (g_str_equal (soup_message_get_method (message), "PUT"))
    soup_message_headers_replace (headers, "Content-Range", text);
  else
    soup_message_headers_set_range (headers, range->offset, axle_range_get_last (range));
}

static guint
axle_http_transport_send (AxleTransport   *transport,
                          const char      *method,
                          const char      *path,
                          const AxleRange *range,
                          GBytes          *body,
                          AxleReplyFunc    func,
                          gpointer         user_data)
{
  AxleHttpTransport *self = AXLE_HTTP_TRANSPORT (transport);
  Request *request = request_new (self, method, path, user_data);

  request->reply = func;
  /* A piece is a piece of what lies there, not of what it would be packed to. */
  soup_message_headers_replace (soup_message_get_request_headers (request->message), "Accept-Encoding",
                                range == NULL ? "zstd" : "identity");
  if (range != NULL)
    set_range (request->message, range);
  /* A redirect would carry the desk's token to whoever it names. A request on a
   * connection that was used before may be sent twice: each but an enrolment,
   * which is the first of its own transport, may be done twice. */
  soup_message_add_flags (request->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (request->message,
                                              range == NULL ? "application/json" : "application/octet-stream", body);
  soup_session_send_async (self->session, request->message, G_PRIORITY_DEFAULT, NULL, sent_cb, request);
  return request->number;
}

static void
closed_cb (SoupWebsocketConnection *socket,
           Request                 *request)
{
  finish (request, NULL, NULL);
}

static void
message_cb (SoupWebsocketConnection *socket,
            int                      type,
            GBytes                  *message,
            Request                 *request)
{
  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    request->nudge (message, request->user_data);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr(GError) error = NULL;

  request->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (request->socket == NULL || request->self == NULL)
    {
      finish (request, NULL, error);
      return;
    }
  request->is_running = FALSE;
  soup_websocket_connection_set_max_incoming_payload_size (request->socket, AXLE_WIRE_NEWS_LIMIT);
  soup_websocket_connection_set_keepalive_interval (request->socket, KEEPALIVE_S);
  soup_websocket_connection_set_keepalive_pong_timeout (request->socket, PONG_S);
  g_signal_connect (request->socket, "message", G_CALLBACK (message_cb), request);
  g_signal_connect (request->socket, "closed", G_CALLBACK (closed_cb), request);
  request->nudge (NULL, request->user_data);
}

static guint
axle_http_transport_open_live (AxleTransport  *transport,
                               const char     *path,
                               AxleNudgeFunc   nudge,
                               AxleClosedFunc  closed,
                               gpointer        user_data)
{
  AxleHttpTransport *self = AXLE_HTTP_TRANSPORT (transport);
  Request *request = request_new (self, "GET", path, user_data);

  request->nudge = nudge;
  request->closed = closed;
  soup_session_websocket_connect_async (self->session, request->message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        NULL, connected_cb, request);
  return request->number;
}

static void
axle_http_transport_cancel (AxleTransport *transport,
                            guint          number)
{
  AxleHttpTransport *self = AXLE_HTTP_TRANSPORT (transport);
  Request *request = g_hash_table_lookup (self->requests, GUINT_TO_POINTER (number));

  if (request != NULL)
    forget (request);
}

static void
axle_http_transport_iface_init (AxleTransportInterface *iface)
{
  iface->send = axle_http_transport_send;
  iface->open_live = axle_http_transport_open_live;
  iface->cancel = axle_http_transport_cancel;
}
