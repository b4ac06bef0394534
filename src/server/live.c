/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/organisation/organisation.h"
#include "server/auth.h"
#include "server/desks.h"
#include "server/handlers.h"
#include "server/request.h"

/* A desk has one, or a poll of each of its scopes; a few more while broken ones are not
 * noticed yet. */
#define WAITS_OF_DESK_LIMIT 8

/* What is new within this time is told together: this bounds what a desk that does not
 * read can make wait. */
#define PAUSE_MILLISECONDS 2

/* RFC 6455's registry of close codes. */
#define CLOSE_TRY_AGAIN_LATER 1013

/* More changes of a group than this are not looked through for desks. */
#define LOOK_LIMIT 5000

/* Desks ping, and a connection without a byte is closed by the listener: pings from here
 * too would wake a server with many idle desks twice as often for nothing. */
typedef struct
{
  AxleLive                *live;
  SoupWebsocketConnection *socket;
  AxleHubDesk             *desk;
  gint64                   heads[2];   /* of its store and its group: what it knows */
  gint64                   news[2];
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
  GHashTable *listeners;   /* (element-type Listener) */
  GHashTable *waits;       /* AxleId of a desk → how many sockets and polls it has */
  GHashTable *looked;      /* AxleId of a group → the number up to which changes were looked through */
  GPtrArray  *polls;
  guint       pause;       /* a source */
};

static void
free_listener (gpointer data)
{
  Listener *self = data;

  g_signal_handlers_disconnect_by_data (self->socket, self);
  g_object_unref (self->socket);
  g_free (self->desk);
  g_free (self);
}

static guint
count_of_desk (AxleLive     *self,
               const AxleId *desk)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->waits, desk));
}

static void
count_wait (AxleLive     *self,
            const AxleId *desk,
            int           difference)
{
  guint n_waits = count_of_desk (self, desk) + difference;

  if (n_waits > 0)
    g_hash_table_insert (self->waits, g_memdup2 (desk, sizeof *desk), GUINT_TO_POINTER (n_waits));
  else
    g_hash_table_remove (self->waits, desk);
}

static void
free_poll (gpointer data)
{
  Poll *self = data;

  count_wait (self->live, &self->request->desk->desk, -1);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_signal_handler_disconnect (self->message, self->finished);
  g_object_unref (self->message);
  g_free (self);
}

static void
count (AxleLive *self)
{
  self->server->metrics.listeners = g_hash_table_size (self->listeners) + self->polls->len;
}

AxleLive *
axle_live_new (AxleServer *server)
{
  AxleLive *self = g_new0 (AxleLive, 1);

  self->server = server;
  self->listeners = g_hash_table_new_full (NULL, NULL, free_listener, NULL);
  self->waits = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->looked = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  self->polls = g_ptr_array_new_with_free_func (free_poll);
  return self;
}

void
axle_live_free (AxleLive *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_hash_table_unref (self->listeners);
  g_ptr_array_unref (self->polls);
  g_hash_table_unref (self->waits);
  g_hash_table_unref (self->looked);
  g_free (self);
}

static const AxleId *
scope_of (const Listener *self,
          guint           index)
{
  return index == 0 ? &self->desk->store : &self->desk->group;
}

/* Those there are now: what is done to one may take another out. */
static GPtrArray *
list_listeners (AxleLive *self)
{
  return g_hash_table_get_keys_as_ptr_array (self->listeners);
}

static gboolean
is_open (const Listener *self)
{
  return soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN;
}

static gboolean
send_news (Listener *self)
{
  gboolean sent = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->heads); i++)
    {
      GBytes *message;

      if (self->news[i] == self->heads[i] || !is_open (self))
        continue;
      message = axle_hub_get_news (self->live->server->hub, self->desk, scope_of (self, i), self->heads[i], self->news[i]);
      soup_websocket_connection_send_message (self->socket, SOUP_WEBSOCKET_DATA_TEXT, message);
      self->heads[i] = self->news[i];
      self->live->server->metrics.nudges++;
      sent = TRUE;
    }
  return sent;
}

static void give_news (AxleLive *self);

static gboolean
pause_over_cb (gpointer data)
{
  AxleLive *self = data;

  self->pause = 0;
  give_news (self);
  return G_SOURCE_REMOVE;
}

/* The first news goes at once, what follows closely goes together. */
static void
give_news (AxleLive *self)
{
  g_autoptr(GPtrArray) listeners = NULL;
  gboolean sent = FALSE;

  if (self->pause != 0)
    return;
  listeners = list_listeners (self);
  for (guint i = 0; i < listeners->len; i++)
    if (g_hash_table_contains (self->listeners, listeners->pdata[i]))
      sent = send_news (listeners->pdata[i]) || sent;
  if (sent)
    self->pause = g_timeout_add (PAUSE_MILLISECONDS, pause_over_cb, self);
}

/* What a desk may ask and see is looked up when it asks, and may be other when it hears. */
static gboolean
is_still_so (AxleLive           *self,
             const AxleHubDesk  *desk,
             GError            **error)
{
  AxleHubDesk now = *desk;

  if (!axle_auth_check_desk (self->server->hub, &desk->desk, error) ||
      !axle_hub_load_view (self->server->hub, &now, error))
    return FALSE;
  if (now.view == desk->view)
    return TRUE;
  g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_EPOCH, _("This desk was given another place or audience."));
  return FALSE;
}

static void
finish_poll (AxleLive *self,
             guint     index,
             gboolean  waited)
{
  Poll *poll = self->polls->pdata[index];
  g_autoptr(GError) error = NULL;

  if (!is_still_so (self, poll->request->desk, &error))
    axle_request_fail_error (poll->request, error, 0);
  else if (!axle_handle_feed_now (poll->request, waited))
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

  if (self->server->stopping || count_of_desk (self, &request->desk->desk) >= WAITS_OF_DESK_LIMIT)
    return FALSE;
  count_wait (self, &request->desk->desk, 1);
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

/* Locking a desk out counts at once; one that may see something else comes again. */
static void
close_unless_so (Listener *self)
{
  g_autoptr(GError) error = NULL;

  if (!is_open (self) || is_still_so (self->live, self->desk, &error))
    return;
  if (error->domain == AXLE_AUTH_ERROR)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "revoked");
  else if (g_error_matches (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_EPOCH))
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}

/* The desks of a group whose records changed since this was asked last; %NULL when all
 * may have. */
static GHashTable *
find_changed_desks (AxleLive     *self,
                    const AxleId *group,
                    gint64        head)
{
  gint64 *looked = g_hash_table_lookup (self->looked, group);
  gint64 after = looked != NULL ? *looked : -1;

  g_hash_table_insert (self->looked, g_memdup2 (group, sizeof *group), g_memdup2 (&head, sizeof head));
  return after >= 0 ? axle_hub_find_changed (self->server->hub, group, &axle_desk_entity, after, LOOK_LIMIT) : NULL;
}

static void
check_desks (AxleLive     *self,
             const AxleId *group,
             gint64        head)
{
  g_autoptr(GHashTable) changed = find_changed_desks (self, group, head);
  g_autoptr(GPtrArray) listeners = NULL;

  if (changed != NULL && g_hash_table_size (changed) == 0)
    return;
  listeners = list_listeners (self);
  for (guint i = 0; i < listeners->len; i++)
    {
      Listener *listener = listeners->pdata[i];

      if (g_hash_table_contains (self->listeners, listener) && axle_id_equal (&listener->desk->group, group) &&
          (changed == NULL || g_hash_table_contains (changed, &listener->desk->desk)))
        close_unless_so (listener);
    }
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
  GHashTableIter iter;
  gpointer key;
  gboolean is_group = FALSE;

  for (guint i = self->polls->len; i-- > 0;)
    if (axle_id_equal (&((Poll *) self->polls->pdata[i])->scope, scope))
      finish_poll (self, i, FALSE);
  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Listener *listener = key;

      if (axle_id_equal (scope, &listener->desk->store))
        listener->news[0] = head;
      else if (axle_id_equal (scope, &listener->desk->group))
        listener->news[1] = head;
      is_group = is_group || axle_id_equal (scope, &listener->desk->group);
    }
  if (is_group)
    check_desks (self, scope, head);
  give_news (self);
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
  GHashTableIter iter;
  gpointer listener;

  for (guint i = 0; i < self->polls->len; i++)
    add_scope (scopes, &((Poll *) self->polls->pdata[i])->scope);
  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, &listener, NULL))
    for (guint j = 0; j < 2; j++)
      if (!g_hash_table_contains (scopes, scope_of (listener, j)))
        add_scope (scopes, scope_of (listener, j));
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

  count_wait (self, &listener->desk->desk, -1);
  g_hash_table_remove (self->listeners, listener);
  count (self);
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
      count_of_desk (self, &request->desk->desk) >= WAITS_OF_DESK_LIMIT)
    {
      soup_websocket_connection_close (socket, CLOSE_TRY_AGAIN_LATER, NULL);
      return;
    }
  /* Desks have nothing to say here. */
  soup_websocket_connection_set_max_incoming_payload_size (socket, 1024);

  listener = g_new0 (Listener, 1);
  listener->live = self;
  listener->socket = g_object_ref (socket);
  listener->desk = g_memdup2 (request->desk, sizeof *request->desk);
  listener->heads[0] = listener->heads[1] = -1;
  g_signal_connect (socket, "closed", G_CALLBACK (closed_cb), listener);
  g_hash_table_add (self->listeners, listener);
  count_wait (self, &listener->desk->desk, 1);
  count (self);
  for (guint i = 0; i < G_N_ELEMENTS (listener->news); i++)
    if (!axle_hub_get_head (server->hub, scope_of (listener, i), &listener->news[i], NULL))
      listener->news[i] = 0;
  send_news (listener);
}

/**
 * axle_live_end:
 * @self: who waits for news
 *
 * Answers those who wait and says goodbye to the others.
 */
void
axle_live_end (AxleLive *self)
{
  g_autoptr(GPtrArray) listeners = list_listeners (self);

  for (guint i = self->polls->len; i-- > 0;)
    finish_poll (self, i, TRUE);
  for (guint i = 0; i < listeners->len; i++)
    if (g_hash_table_contains (self->listeners, listeners->pdata[i]) && is_open (listeners->pdata[i]))
      soup_websocket_connection_close (((Listener *) listeners->pdata[i])->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}
