/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/proxy.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE 4096
#define TICK_MS 20

/* One in so many pieces meets the fault. */
#define ODDS 12

struct _Proxy
{
  guint16   target;
  guint16   port;
  int       socket;
  int       fault;      /* atomic */
  int       stopping;   /* atomic */
  int       n_faults;   /* atomic */
  int       n_open;     /* atomic */
  guint32   seed;
  GThread  *thread;
};

typedef struct
{
  Proxy    *proxy;
  int       ends[2];    /* of the desk, of the server */
  GRand    *chance;
  gboolean  swallows;
} Link;

static int
open_socket (guint16  port,
             gboolean listening)
{
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  int result;

  g_assert_cmpint (fd, >=, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (listening)
    result = bind (fd, (struct sockaddr *) &address, sizeof address) == 0 ? listen (fd, 64) : -1;
  else
    result = connect (fd, (struct sockaddr *) &address, sizeof address);
  if (result == 0)
    return fd;
  close (fd);
  return -1;
}

static gboolean
send_all (int           fd,
          const guint8 *bytes,
          gsize         n_bytes)
{
  while (n_bytes > 0)
    {
      ssize_t sent = send (fd, bytes, n_bytes, MSG_NOSIGNAL);

      if (sent <= 0)
        return FALSE;
      bytes += sent;
      n_bytes -= sent;
    }
  return TRUE;
}

static gboolean
send_slowly (Link         *self,
             int           fd,
             const guint8 *bytes,
             gsize         n_bytes)
{
  while (n_bytes > 0)
    {
      gsize wanted = (gsize) g_rand_int_range (self->chance, 1, 700);
      gsize taken = MIN (n_bytes, wanted);

      g_usleep (g_rand_int_range (self->chance, 0, 4000));
      if (!send_all (fd, bytes, taken))
        return FALSE;
      bytes += taken;
      n_bytes -= taken;
    }
  return TRUE;
}

static gboolean
deny_upgrade (Link         *self,
              const guint8 *bytes,
              gsize         n_bytes)
{
  static const char answer[] = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  if (g_strstr_len ((const char *) bytes, (gssize) n_bytes, "Upgrade: websocket") == NULL)
    return FALSE;
  send_all (self->ends[0], (const guint8 *) answer, sizeof answer - 1);
  return TRUE;
}

/* Returns FALSE when the connection is to end. */
static gboolean
carry (Link   *self,
       guint   from,
       guint8 *bytes,
       gsize   n_bytes)
{
  int to = self->ends[1 - from];
  ProxyFault fault = g_atomic_int_get (&self->proxy->fault);
  gboolean met = g_rand_int_range (self->chance, 0, ODDS) == 0;

  if (fault == PROXY_SWALLOWS)
    self->swallows = TRUE;
  if (self->swallows)
    return TRUE;
  if (fault == PROXY_DELAYS)
    {
      g_atomic_int_inc (&self->proxy->n_faults);
      return send_slowly (self, to, bytes, n_bytes);
    }
  if (fault == PROXY_DENIES_UPGRADES)
    met = from == 0 && deny_upgrade (self, bytes, n_bytes);
  if (!met || fault == PROXY_PASSES)
    return send_all (to, bytes, n_bytes);

  g_atomic_int_inc (&self->proxy->n_faults);
  if (fault == PROXY_CORRUPTS)
    bytes[g_rand_int_range (self->chance, 0, (gint32) n_bytes)] ^= 1 << g_rand_int_range (self->chance, 0, 8);
  else if (fault == PROXY_REPEATS && !send_all (to, bytes, n_bytes))
    return FALSE;
  else if (fault == PROXY_CUTS)
    send_all (to, bytes, (gsize) g_rand_int_range (self->chance, 0, (gint32) n_bytes));
  return fault != PROXY_CUTS && fault != PROXY_DENIES_UPGRADES && send_all (to, bytes, n_bytes);
}

static gboolean
carry_some (Link *self)
{
  struct pollfd polled[] = { { self->ends[0], POLLIN, 0 }, { self->ends[1], POLLIN, 0 } };

  if (poll (polled, G_N_ELEMENTS (polled), TICK_MS) <= 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (polled); i++)
    {
      guint8 bytes[PIECE];
      ssize_t n_bytes;

      if (polled[i].revents == 0)
        continue;
      n_bytes = recv (self->ends[i], bytes, sizeof bytes, 0);
      if (n_bytes <= 0 || !carry (self, i, bytes, (gsize) n_bytes))
        return FALSE;
    }
  return TRUE;
}

static gpointer
run_link (gpointer data)
{
  Link *self = data;

  while (!g_atomic_int_get (&self->proxy->stopping) && carry_some (self))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    close (self->ends[i]);
  g_atomic_int_add (&self->proxy->n_open, -1);
  g_rand_free (self->chance);
  g_free (self);
  return NULL;
}

static gpointer
run (gpointer data)
{
  Proxy *self = data;
  guint n_links = 0;

  while (!g_atomic_int_get (&self->stopping))
    {
      struct pollfd polled = { self->socket, POLLIN, 0 };
      Link *link;
      int ends[2];

      if (poll (&polled, 1, TICK_MS) <= 0)
        continue;
      ends[0] = accept (self->socket, NULL, NULL);
      ends[1] = ends[0] >= 0 ? open_socket (self->target, FALSE) : -1;
      if (ends[1] < 0)
        {
          if (ends[0] >= 0)
            close (ends[0]);
          continue;
        }
      link = g_new0 (Link, 1);
      *link = (Link) { self, { ends[0], ends[1] }, g_rand_new_with_seed (self->seed + n_links++), FALSE };
      g_atomic_int_inc (&self->n_open);
      g_thread_unref (g_thread_new ("link", run_link, link));
    }
  return NULL;
}

/* @target: the server's port. */
Proxy *
proxy_new (guint16 target,
           guint32 seed)
{
  Proxy *self = g_new0 (Proxy, 1);
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  self->target = target;
  self->seed = seed;
  self->socket = open_socket (0, TRUE);
  g_assert_cmpint (self->socket, >=, 0);
  g_assert_cmpint (getsockname (self->socket, (struct sockaddr *) &address, &size), ==, 0);
  self->port = ntohs (address.sin_port);
  self->thread = g_thread_new ("proxy", run, self);
  return self;
}

void
proxy_free (Proxy *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
  g_thread_join (self->thread);
  /* Each sees it within a tick. */
  while (g_atomic_int_get (&self->n_open) > 0)
    g_usleep (1000);
  close (self->socket);
  g_free (self);
}

guint16
proxy_get_port (Proxy *self)
{
  return self->port;
}

void
proxy_set_fault (Proxy     *self,
                 ProxyFault fault)
{
  g_atomic_int_set (&self->fault, fault);
}

/* How often something was made wrong. */
guint
proxy_count (Proxy *self)
{
  return (guint) g_atomic_int_get (&self->n_faults);
}
