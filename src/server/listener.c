/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/listener.h"

#include <errno.h>
#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define CONNECTIONS_OF_ADDRESS_LIMIT 200

/* All desks come back at once after a restart: GLib's own ten would make most of them
 * wait for seconds until they are heard. */
#define BACKLOG 4096

/* From the connection or the first byte of a request to the last of its body. */
#define REQUEST_SECONDS 30

/* Without a byte in either direction; WebSockets are pinged more often. */
#define IDLE_SECONDS 75

typedef struct
{
  AxleListener *listener;
  GObject      *stream;    /* weak */
  GSocket      *socket;
  char         *name;      /* address and port */
  char         *address;
  guint         deadline;  /* a source, or 0 */
} Connection;

struct _AxleListener
{
  SoupServer      *soup;
  GSocket         *pair[2];      /* see keep_connections () */
  GSocketService  *service;
  GTlsCertificate *certificate;
  guint            limit;        /* connections at once */
  AxleMetrics     *metrics;
  GHashTable      *connections;  /* name → Connection */
  GHashTable      *addresses;    /* address → how many */
};

static char *
dup_name (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

static gboolean
deadline_cb (gpointer data)
{
  Connection *self = data;

  self->deadline = 0;
  /* Wakes whoever reads or writes; the connection goes when they let go of it. */
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_deadline (Connection *self,
              gboolean    on)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  if (on)
    self->deadline = g_timeout_add_seconds (REQUEST_SECONDS, deadline_cb, self);
}

static void
count_address (AxleListener *self,
               const char   *address,
               int           difference)
{
  int count = GPOINTER_TO_INT (g_hash_table_lookup (self->addresses, address)) + difference;

  if (count > 0)
    g_hash_table_insert (self->addresses, g_strdup (address), GINT_TO_POINTER (count));
  else
    g_hash_table_remove (self->addresses, address);
}

static void
free_connection (gpointer data)
{
  Connection *self = data;

  set_deadline (self, FALSE);
  count_address (self->listener, self->address, -1);
  g_object_unref (self->socket);
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}

static void
gone_cb (gpointer  data,
         GObject  *stream)
{
  Connection *connection = data;
  AxleListener *self = connection->listener;

  g_hash_table_remove (self->connections, connection->name);
  self->metrics->connections = g_hash_table_size (self->connections);
}

static GIOStream *
wrap (AxleListener      *self,
      GSocketConnection *stream)
{
  if (self->certificate == NULL)
    return g_object_ref (G_IO_STREAM (stream));
  return g_tls_server_connection_new (G_IO_STREAM (stream), self->certificate, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *stream,
             GObject           *source,
             gpointer           data)
{
  AxleListener *self = data;
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (stream, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (stream, NULL);
  g_autofree char *name = remote != NULL ? dup_name (remote) : NULL;
  g_autofree char *address = NULL;
  g_autoptr(GIOStream) wrapped = NULL;
  Connection *connection;

  if (local == NULL || name == NULL)
    return TRUE;
  address = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (g_hash_table_size (self->connections) >= self->limit ||
      GPOINTER_TO_INT (g_hash_table_lookup (self->addresses, address)) >= CONNECTIONS_OF_ADDRESS_LIMIT ||
      g_hash_table_contains (self->connections, name))
    {
      self->metrics->limited++;
      return TRUE;
    }
  wrapped = wrap (self, stream);
  if (wrapped == NULL)
    return TRUE;
  g_socket_set_timeout (g_socket_connection_get_socket (stream), IDLE_SECONDS);
  /* An answer goes out in two pieces, and the second must not wait for an acknowledgement. */
  g_socket_set_option (g_socket_connection_get_socket (stream), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);

  connection = g_new0 (Connection, 1);
  connection->listener = self;
  connection->stream = G_OBJECT (stream);
  connection->socket = g_object_ref (g_socket_connection_get_socket (stream));
  connection->name = g_steal_pointer (&name);
  connection->address = g_steal_pointer (&address);
  count_address (self, connection->address, 1);
  g_hash_table_insert (self->connections, connection->name, connection);
  self->metrics->connections = g_hash_table_size (self->connections);
  g_object_weak_ref (G_OBJECT (stream), gone_cb, connection);
  set_deadline (connection, TRUE);
  if (!soup_server_accept_iostream (self->soup, wrapped, local, remote, NULL))
    g_io_stream_close (wrapped, NULL, NULL);
  return TRUE;
}

/**
 * axle_listener_new:
 * @soup: who answers
 * @certificate: (nullable): what it shows; %NULL for no TLS
 * @limit: how many connections at once
 * @metrics: where connections are counted
 *
 * Returns: (transfer full): a listener
 */
AxleListener *
axle_listener_new (SoupServer      *soup,
                   GTlsCertificate *certificate,
                   guint            limit,
                   AxleMetrics     *metrics)
{
  AxleListener *self = g_new0 (AxleListener, 1);

  self->soup = g_object_ref (soup);
  g_set_object (&self->certificate, certificate);
  self->limit = limit;
  self->metrics = metrics;
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  self->connections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_connection);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return self;
}

void
axle_listener_stop (AxleListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

void
axle_listener_free (AxleListener *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_object_weak_unref (((Connection *) value)->stream, gone_cb, value);
  g_clear_object (&self->soup);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_object_unref (self->service);
  g_clear_object (&self->certificate);
  g_clear_object (&self->pair[0]);
  g_clear_object (&self->pair[1]);
  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->addresses);
  g_free (self);
}

/*
 * libsoup keeps a connection for the next request only while it listens itself.
 * So it gets a socket that nobody ever writes to.
 */
static gboolean
keep_connections (AxleListener  *self,
                  GError       **error)
{
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      self->pair[i] = g_socket_new_from_fd (ends[i], error);
      if (self->pair[i] == NULL)
        {
          for (guint j = i; j < G_N_ELEMENTS (ends); j++)
            close (ends[j]);
          return FALSE;
        }
    }
  return soup_server_listen_socket (self->soup, self->pair[0], 0, error);
}

/**
 * axle_listener_listen:
 * @self: a listener
 * @address: an IP address
 * @port: a port; 0 for any
 * @bound: (out): the port
 * @error: return location
 *
 * Returns: whether it listens
 */
gboolean
axle_listener_listen (AxleListener  *self,
                      const char    *address,
                      guint16        port,
                      guint16       *bound,
                      GError       **error)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (address, port);
  g_autoptr(GSocketAddress) effective = NULL;

  if (wanted == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not an IP address."), address);
      return FALSE;
    }
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;
  if (!keep_connections (self, error))
    return FALSE;
  *bound = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);
  return TRUE;
}

/**
 * axle_listener_is_crowded:
 * @self: a listener
 * @remote: (nullable): the other end of a connection
 *
 * Returns: whether a connection with nothing to do should make room for others
 */
gboolean
axle_listener_is_crowded (AxleListener   *self,
                          GSocketAddress *remote)
{
  g_autofree char *name = remote != NULL ? dup_name (remote) : NULL;
  Connection *connection = name != NULL ? g_hash_table_lookup (self->connections, name) : NULL;

  return g_hash_table_size (self->connections) > self->limit / 2 ||
         (connection != NULL &&
          GPOINTER_TO_INT (g_hash_table_lookup (self->addresses, connection->address)) > CONNECTIONS_OF_ADDRESS_LIMIT / 2);
}

static void
change_deadline (AxleListener   *self,
                 GSocketAddress *remote,
                 gboolean        on)
{
  g_autofree char *name = remote != NULL ? dup_name (remote) : NULL;
  Connection *connection = name != NULL ? g_hash_table_lookup (self->connections, name) : NULL;

  if (connection != NULL)
    set_deadline (connection, on);
}

void
axle_listener_expect (AxleListener   *self,
                      GSocketAddress *remote)
{
  change_deadline (self, remote, TRUE);
}

void
axle_listener_relax (AxleListener   *self,
                     GSocketAddress *remote)
{
  change_deadline (self, remote, FALSE);
}
