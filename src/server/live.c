/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/auth.h"
#include "server/handlers.h"
#include "server/request.h"

/* A desk has one; a few more while broken ones are not noticed yet. */
#define SOCKETS_OF_DESK_LIMIT 4

/* A nudge in this time takes all that come with it: with pings this bounds what a
 * desk that does not read can make wait. */
#define PAUSE_MILLISECONDS 2

/* RFC 6455's registry of close codes. */
#define CLOSE_TRY_AGAIN_LATER 1013

#define PING_SECONDS 20
#define PONG_SECONDS 15

typedef struct
{
  AxleLive                *live;
  SoupWebsocketConnection *socket;
  AxleHubDesk             *desk;
  gint64                   heads[2];   /* of its store and its group: what it knows */
  gint64                   news[2];
  guint                    pause;      /* a source */
} Listener;

typedef struct
{
  AxleLive          *live;
  AxleRequest       *request;
  SoupServerMessage *message;
  AxleId             scope;
  guint              timeout;
  gulong             finished;
} Poll;

struct _AxleLive
{
  AxleServer *server;
  GPtrArray  *listeners;
  GPtrArray  *polls;
};

static void
free_listener (gpointer data)
{
  Listener *self = data;

  g_clear_handle_id (&self->pause, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->socket, self);
  g_object_unref (self->socket);
  g_free (self->desk);
  g_free (self);
}

static void
free_poll (gpointer data)
{
  Poll *self = data;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_signal_handler_disconnect (self->message, self->finished);
  g_object_unref (self->message);
  g_free (self);
}

static void
count (AxleLive *self)
{
  self->server->metrics.listeners = self->listeners->len + self->polls->len;
}

AxleLive *
axle_live_new (AxleServer *server)
{
  AxleLive *self = g_new0 (AxleLive, 1);

  self->server = server;
  self->listeners = g_ptr_array_new_with_free_func (free_listener);
  self->polls = g_ptr_array_new_with_free_func (free_poll);
  return self;
}

void
axle_live_free (AxleLive *self)
{
  g_ptr_array_unref (self->listeners);
  g_ptr_array_unref (self->polls);
  g_free (self);
}

static const AxleId *
scope_of (const Listener *self,
          guint           index)
{
  return index == 0 ? &self->desk->store : &self->desk->group;
}

static void
send_news (Listener *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->heads); i++)
    {
      GBytes *message;

      if (self->news[i] == self->heads[i] ||
          soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN)
        continue;
      message = axle_hub_get_news (self->live->server->hub, self->desk, scope_of (self, i), self->heads[i], self->news[i]);
      soup_websocket_connection_send_message (self->socket, SOUP_WEBSOCKET_DATA_TEXT, message);
      self->heads[i] = self->news[i];
      self->live->server->metrics.nudges++;
    }
}

static gboolean
pause_over_cb (gpointer data)
{
  Listener *self = data;

  self->pause = 0;
  send_news (self);
  return G_SOURCE_REMOVE;
}

/* The first news goes at once, what follows closely goes together. */
static void
give_news (Listener *self)
{
  if (self->pause != 0)
    return;
  send_news (self);
  self->pause = g_timeout_add (PAUSE_MILLISECONDS, pause_over_cb, self);
}

static void
finish_poll (AxleLive *self,
             guint     index,
             gboolean  waited)
{
  Poll *poll = self->polls->pdata[index];

  if (!axle_handle_feed_now (poll->request, waited))
    return;
  soup_server_message_unpause (poll->message);
  g_ptr_array_remove_index (self->polls, index);
  count (self);
}

static gboolean
poll_over_cb (gpointer data)
{
  Poll *poll = data;
  AxleLive *self = poll->live;
  guint index;

  poll->timeout = 0;
  if (g_ptr_array_find (self->polls, poll, &index))
    finish_poll (self, index, TRUE);
  return G_SOURCE_REMOVE;
}

/* The desk has gone away while it waited. */
static void
poll_finished_cb (SoupServerMessage *message,
                  Poll              *poll)
{
  AxleLive *self = poll->live;

  g_ptr_array_remove (self->polls, poll);
  count (self);
}

/**
 * axle_live_add_poll:
 * @self: who waits for news
 * @request: a feed request without an answer yet
 * @scope: what it waits for
 * @seconds: how long
 *
 * Returns: whether it waits; otherwise it must be answered now
 */
gboolean
axle_live_add_poll (AxleLive     *self,
                    AxleRequest  *request,
                    const AxleId *scope,
                    guint         seconds)
{
  Poll *poll;

  if (self->server->stopping)
    return FALSE;
  poll = g_new0 (Poll, 1);
  poll->live = self;
  poll->request = request;
  poll->message = g_object_ref (request->message);
  poll->scope = *scope;
  poll->timeout = g_timeout_add_seconds (seconds, poll_over_cb, poll);
  poll->finished = g_signal_connect (poll->message, "finished", G_CALLBACK (poll_finished_cb), poll);
  soup_server_message_pause (poll->message);
  g_ptr_array_add (self->polls, poll);
  count (self);
  return TRUE;
}

/* Locking a desk out counts at once: the record that says so is news itself. */
static void
close_if_revoked (Listener *self)
{
  g_autoptr(GError) error = NULL;

  if (axle_auth_check_desk (self->live->server->hub, &self->desk->desk, &error) ||
      error->domain != AXLE_AUTH_ERROR ||
      soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "revoked");
}

/**
 * axle_live_tell:
 * @self: who waits for news
 * @scope: where there is some
 * @head: its newest number
 */
void
axle_live_tell (AxleLive     *self,
                const AxleId *scope,
                gint64        head)
{
  for (guint i = self->polls->len; i-- > 0;)
    if (axle_id_equal (&((Poll *) self->polls->pdata[i])->scope, scope))
      finish_poll (self, i, FALSE);
  for (guint i = self->listeners->len; i-- > 0;)
    {
      Listener *listener = self->listeners->pdata[i];

      if (axle_id_equal (scope, &listener->desk->store))
        listener->news[0] = head;
      else if (axle_id_equal (scope, &listener->desk->group))
        listener->news[1] = head;
      else
        continue;
      if (axle_id_equal (scope, &listener->desk->group))
        close_if_revoked (listener);
      give_news (listener);
    }
}

static void
add_scope (GHashTable   *scopes,
           const AxleId *scope)
{
  g_hash_table_add (scopes, g_memdup2 (scope, sizeof *scope));
}

/* Every scope that someone waits for. */
static void
add_scopes (AxleLive   *self,
            GHashTable *scopes)
{
  for (guint i = 0; i < self->polls->len; i++)
    add_scope (scopes, &((Poll *) self->polls->pdata[i])->scope);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      close_if_revoked (self->listeners->pdata[i]);
      for (guint j = 0; j < 2; j++)
        add_scope (scopes, scope_of (self->listeners->pdata[i], j));
    }
}

/**
 * axle_live_look:
 * @self: who waits for news
 * @changed: (nullable) (element-type AxleId): the scopes that changed; %NULL when
 *   that is not known
 *
 * To be called when another program changed the data.
 */
void
axle_live_look (AxleLive     *self,
                const GArray *changed)
{
  g_autoptr(GHashTable) scopes = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer scope;
  gint64 head;

  for (guint i = 0; changed != NULL && i < changed->len; i++)
    add_scope (scopes, &g_array_index (changed, AxleId, i));
  if (changed == NULL)
    add_scopes (self, scopes);
  g_hash_table_iter_init (&iter, scopes);
  while (g_hash_table_iter_next (&iter, &scope, NULL))
    if (axle_hub_get_head (self->server->hub, scope, &head, NULL))
      axle_live_tell (self, scope, head);
}

static void
closed_cb (SoupWebsocketConnection *socket,
           Listener                *listener)
{
  AxleLive *self = listener->live;

  g_ptr_array_remove (self->listeners, listener);
  count (self);
}

static guint
count_of_desk (AxleLive     *self,
               const AxleId *desk)
{
  guint n_sockets = 0;

  for (guint i = 0; i < self->listeners->len; i++)
    if (axle_id_equal (&((Listener *) self->listeners->pdata[i])->desk->desk, desk))
      n_sockets++;
  return n_sockets;
}

void
axle_live_websocket_cb (SoupServer              *soup,
                        SoupServerMessage       *message,
                        const char              *path,
                        SoupWebsocketConnection *socket,
                        gpointer                 data)
{
  AxleServer *server = data;
  AxleLive *self = server->live;
  AxleRequest *request = g_object_get_data (G_OBJECT (message), "axle-request");
  Listener *listener;

  if (server->stopping || request == NULL || request->desk == NULL ||
      count_of_desk (self, &request->desk->desk) >= SOCKETS_OF_DESK_LIMIT)
    {
      soup_websocket_connection_close (socket, CLOSE_TRY_AGAIN_LATER, NULL);
      return;
    }
  /* Desks have nothing to say here. */
  soup_websocket_connection_set_max_incoming_payload_size (socket, 1024);
  soup_websocket_connection_set_keepalive_interval (socket, PING_SECONDS);
  soup_websocket_connection_set_keepalive_pong_timeout (socket, PONG_SECONDS);

  listener = g_new0 (Listener, 1);
  listener->live = self;
  listener->socket = g_object_ref (socket);
  listener->desk = g_memdup2 (request->desk, sizeof *request->desk);
  listener->heads[0] = listener->heads[1] = -1;
  g_signal_connect (socket, "closed", G_CALLBACK (closed_cb), listener);
  g_ptr_array_add (self->listeners, listener);
  count (self);
  for (guint i = 0; i < G_N_ELEMENTS (listener->news); i++)
    if (!axle_hub_get_head (server->hub, scope_of (listener, i), &listener->news[i], NULL))
      listener->news[i] = 0;
  give_news (listener);
}

/**
 * axle_live_stop:
 * @self: who waits for news
 *
 * Answers those who wait and says goodbye to the others.
 */
void
axle_live_stop (AxleLive *self)
{
  for (guint i = self->polls->len; i-- > 0;)
    finish_poll (self, i, TRUE);
  for (guint i = self->listeners->len; i-- > 0;)
    {
      Listener *listener = self->listeners->pdata[i];

      if (soup_websocket_connection_get_state (listener->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (listener->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    }
}
