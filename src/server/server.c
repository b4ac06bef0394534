/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/server.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "server/auth.h"
#include "server/desks.h"
#include "server/request.h"

/* Desks behind one router share an address. */
#define DESKS_OF_ADDRESS 8

/* Tries to enrol, by address: ten at once, then one in six seconds. */
#define SIGN_IN_RATE (1.0 / 6)
#define SIGN_IN_BURST 10

/* Calendars that are asked for, by address: a store's phones come from one. */
#define LINK_RATE 0.5
#define LINK_BURST 30

/* A clean stop takes no longer. */
#define STOP_SECONDS 4

#define REQUEST_KEY "axle-request"

static void
check_stopped (AxleServer *self)
{
  if (!self->stopping || self->n_running > 0 || self->stopped == NULL)
    return;
  g_clear_handle_id (&self->stop_deadline, g_source_remove);
  g_idle_add_once (g_steal_pointer (&self->stopped), self->stopped_data);
}

static void
set_running (AxleRequest *self,
             gboolean     running)
{
  if (self->running == running)
    return;
  self->running = running;
  self->server->n_running += running ? 1 : -1;
  check_stopped (self->server);
}

static void
free_request (gpointer data)
{
  AxleRequest *self = data;

  if (self->server != NULL)
    {
      set_running (self, FALSE);
      g_hash_table_remove (self->server->requests, self);
    }
  g_clear_pointer (&self->desk, g_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_free (self->rest);
  g_free (self);
}

/* Threads may still work for it: nobody waits for what they find. */
static void
leave_request (gpointer key,
               gpointer value,
               gpointer unused)
{
  AxleRequest *self = key;

  g_signal_handlers_disconnect_by_data (self->message, self);
  self->running = FALSE;
  self->server = NULL;
}

static void
finished_cb (SoupServerMessage *message,
             AxleRequest       *request)
{
  AxleServer *self = request->server;
  guint status = soup_server_message_get_status (message);

  self->metrics.requests[MIN (status / 100, G_N_ELEMENTS (self->metrics.requests) - 1)]++;
  g_debug ("%s %s %u %" G_GINT64_FORMAT " µs", soup_server_message_get_method (message),
           request->route != NULL ? request->route->path : "?", status, g_get_monotonic_time () - request->started);
  set_running (request, FALSE);
}

/* A body without a length is counted as it comes, and not kept once it is too much. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              AxleRequest       *request)
{
  request->n_bytes += g_bytes_get_size (chunk);
  if (request->n_bytes <= AXLE_WIRE_BODY_LIMIT || request->too_large)
    return;
  request->too_large = TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
}

static void
got_body_cb (SoupServerMessage *message,
             AxleRequest       *request)
{
  axle_listener_relax (request->server->listener, soup_server_message_get_remote_address (message));
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    AxleServer        *self)
{
  AxleRequest *request = g_new0 (AxleRequest, 1);

  request->server = self;
  request->message = message;
  request->started = g_get_monotonic_time ();
  g_hash_table_add (self->requests, request);
  g_object_set_data_full (G_OBJECT (message), REQUEST_KEY, request, free_request);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), request);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), request);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  axle_listener_expect (self->listener, soup_server_message_get_remote_address (message));
}

/* What is refused before its body is read is refused with the connection: its
 * body is still on the way. */
static void
refuse_body (AxleRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED ||
      soup_message_headers_get_content_length (headers) > 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Connection", "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
}

static void
refuse (AxleRequest *request,
        guint        status,
        const char  *code,
        const char  *message,
        gint64       retry_after)
{
  refuse_body (request);
  axle_request_fail (request, status, code, message, retry_after);
}

static gboolean
check_route (AxleRequest *request,
             const char  *path)
{
  g_autofree char *allowed = NULL;

  request->route = axle_router_find (soup_server_message_get_method (request->message), path, &allowed);
  if (request->route != NULL)
    return TRUE;
  if (allowed == NULL)
    {
      refuse (request, SOUP_STATUS_NOT_FOUND, "not-found", _("There is nothing at this address."), 0);
      return FALSE;
    }
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Allow", allowed);
  refuse (request, SOUP_STATUS_METHOD_NOT_ALLOWED, "method", _("This address does not know the method."), 0);
  return FALSE;
}

static gboolean
check_body (AxleRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *coding = soup_message_headers_get_list (headers, "Content-Encoding");

  if (soup_message_headers_get_content_length (headers) > AXLE_WIRE_BODY_LIMIT)
    refuse (request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "limit", _("The message is too long."), 0);
  else if (coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0)
    refuse (request, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "encoding", _("Messages to the server are not compressed."), 0);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_protocol (AxleRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autoptr(GError) error = NULL;

  if (request->route->access == AXLE_ACCESS_ANYONE || request->route->access == AXLE_ACCESS_LINK ||
      axle_wire_check_protocol (soup_message_headers_get_one (headers, AXLE_WIRE_PROTOCOL_HEADER), &error))
    return TRUE;
  refuse_body (request);
  axle_request_fail_error (request, error, 0);
  return FALSE;
}

static gboolean
check_limit (AxleRequest *request,
             AxleLimit   *limit,
             const char  *name)
{
  gint64 wait = axle_limit_take (limit, name, g_get_monotonic_time ());

  if (wait == 0)
    return TRUE;
  request->server->metrics.limited++;
  refuse (request, AXLE_STATUS_TOO_MANY_REQUESTS, "rate", _("Too many requests. Wait a little."), wait);
  return FALSE;
}

/* What whoever asks proves themselves with; %NULL for nothing. */
static const char *
get_bearer (AxleRequest *request)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "Authorization");

  return header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0 ? header + 7 : NULL;
}

static void
check_keeper (AxleRequest *request)
{
  const char *key = request->server->metrics_key;
  const char *bearer = get_bearer (request);

  if (key == NULL || bearer == NULL || strlen (bearer) != strlen (key) || sodium_memcmp (bearer, key, strlen (key)) != 0)
    refuse (request, SOUP_STATUS_UNAUTHORIZED, "key", _("Only whoever has the key in the server's folder may ask for this."), 0);
}

static gboolean
check_desk (AxleRequest *request)
{
  g_autoptr(GError) error = NULL;

  request->desk = axle_auth_find_desk (request->server->hub, get_bearer (request), &error);
  if (request->desk != NULL)
    {
      axle_hub_note_desk (request->server->hub, request->desk);
      return check_limit (request, request->server->desk_limit, AXLE_ID_TEXT (&request->desk->desk));
    }
  refuse_body (request);
  axle_request_fail_error (request, error, 0);
  return FALSE;
}

/* Before the body is read. */
static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  AxleServer *self = data;
  AxleRequest *request = g_object_get_data (G_OBJECT (message), REQUEST_KEY);
  const char *host = soup_server_message_get_remote_host (message);

  set_running (request, TRUE);
  if (self->stopping)
    {
      refuse (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "stopping", _("The server stops."), 5);
      return;
    }
  if (!check_limit (request, self->address_limit, host != NULL ? host : "") ||
      !check_route (request, path) ||
      !check_protocol (request) ||
      !check_body (request))
    return;
  if (request->route->access == AXLE_ACCESS_SIGN_IN)
    check_limit (request, self->sign_in_limit, host != NULL ? host : "");
  else if (request->route->access == AXLE_ACCESS_LINK)
    check_limit (request, self->link_limit, host != NULL ? host : "");
  else if (request->route->access == AXLE_ACCESS_KEEPER)
    check_keeper (request);
  else if (request->route->access == AXLE_ACCESS_DESK)
    check_desk (request);
}

static void
handle_cb (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  AxleRequest *request = g_object_get_data (G_OBJECT (message), REQUEST_KEY);

  if (soup_server_message_get_status (message) != 0)
    return;
  if (request->too_large)
    {
      axle_request_fail (request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "limit", _("The message is too long."), 0);
      return;
    }
  if (request->route->handle == NULL)
    {
      /* libsoup goes on with a WebSocket's handshake when nothing was answered. */
      if (soup_websocket_server_check_handshake (message, NULL, NULL, NULL, NULL))
        return;
      axle_request_fail (request, AXLE_STATUS_UPGRADE_REQUIRED, "upgrade", _("This address speaks WebSocket only."), 0);
      return;
    }
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  request->rest = g_strdup (path + strlen (request->route->path));
  request->route->handle (request);
}

static void
news_cb (AxleHub      *hub,
         const AxleId *scope,
         gint64        head,
         gpointer      user_data)
{
  AxleServer *self = user_data;

  axle_live_tell (self->live, scope, head);
}

/**
 * axle_server_new:
 * @hub: what it serves; outlives the server
 * @options: how
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a server that listens
 */
AxleServer *
axle_server_new (AxleHub                  *hub,
                 const AxleServerOptions  *options,
                 GError                  **error)
{
  g_autoptr(AxleServer) self = g_new0 (AxleServer, 1);

  self->hub = hub;
  self->metrics_key = g_strdup (options->metrics_key);
  self->requests = g_hash_table_new (NULL, NULL);
  self->soup = soup_server_new ("server-header", "axle-server", NULL);
  /* Its tables take more memory than all else that an idle desk costs. */
  soup_server_remove_websocket_extension (self->soup, SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
  self->listener = axle_listener_new (self->soup, options->certificate,
                                      options->connections > 0 ? options->connections : AXLE_SERVER_DEFAULT_CONNECTIONS,
                                      &self->metrics);
  self->live = axle_live_new (self);
  self->snapshots = axle_snapshots_new (hub, options->folder,
                                        options->snapshot_from > 0 ? options->snapshot_from : AXLE_SNAPSHOT_FROM);
  self->digests = axle_digests_new (self);
  self->desk_limit = axle_limit_new (options->rate, 2.0 * options->rate);
  self->address_limit = axle_limit_new (DESKS_OF_ADDRESS * (double) options->rate, 2.0 * DESKS_OF_ADDRESS * options->rate);
  self->sign_in_limit = axle_limit_new (SIGN_IN_RATE, SIGN_IN_BURST);
  self->link_limit = axle_limit_new (LINK_RATE, LINK_BURST);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
  soup_server_add_early_handler (self->soup, "/v1/live", early_cb, self, NULL);
  soup_server_add_handler (self->soup, "/v1/live", handle_cb, self, NULL);
  soup_server_add_websocket_handler (self->soup, "/v1/live", NULL, NULL, axle_live_websocket_cb, self, NULL);
  if (!axle_listener_listen (self->listener, options->address, options->port, &self->port, error))
    return NULL;
  g_set_object (&self->blobs, options->blobs);
  axle_hub_set_observer (hub, news_cb, self);
  axle_upkeep_begin (self);
  return g_steal_pointer (&self);
}

void
axle_server_free (AxleServer *self)
{
  axle_hub_set_observer (self->hub, NULL, NULL);
  axle_upkeep_end (self);
  g_clear_handle_id (&self->stop_deadline, g_source_remove);
  axle_listener_stop (self->listener);
  self->stopped = NULL;
  soup_server_disconnect (self->soup);
  axle_live_free (self->live);
  axle_snapshots_free (self->snapshots);
  axle_digests_free (self->digests);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  g_hash_table_foreach (self->requests, leave_request, NULL);
  g_object_unref (self->soup);
  g_hash_table_unref (self->requests);
  axle_listener_free (self->listener);
  g_free (self->metrics_key);
  axle_limit_free (self->desk_limit);
  axle_limit_free (self->address_limit);
  axle_limit_free (self->sign_in_limit);
  axle_limit_free (self->link_limit);
  g_clear_object (&self->blobs);
  g_free (self);
}

guint16
axle_server_get_port (AxleServer *self)
{
  return self->port;
}

static gboolean
stop_deadline_cb (gpointer data)
{
  AxleServer *self = data;

  self->stop_deadline = 0;
  g_warning ("%u requests were not finished in time", self->n_running);
  g_idle_add_once (g_steal_pointer (&self->stopped), self->stopped_data);
  return G_SOURCE_REMOVE;
}

/**
 * axle_server_stop:
 * @self: a server
 * @done: called when it has stopped
 * @user_data: for @done
 *
 * Takes no more requests and finishes those that run.
 */
void
axle_server_stop (AxleServer      *self,
                  GSourceOnceFunc  done,
                  gpointer         user_data)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  self->stopped = done;
  self->stopped_data = user_data;
  axle_listener_stop (self->listener);
  axle_live_end (self->live);
  axle_digests_stop (self->digests);
  self->stop_deadline = g_timeout_add_seconds (STOP_SECONDS, stop_deadline_cb, self);
  check_stopped (self);
}
