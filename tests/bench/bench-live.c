/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many desks with nothing to do, each with its own key and its live channel over TLS, on
 * one server: the memory and the time of the processor that this costs, and how long an
 * edit takes to reach all. The desks are sockets of this process that do what a desk
 * does: they answer pings, and ping themselves. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <locale.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/organisation/organisation.h"
#include "server/admin.h"
#include "server/auth.h"
#include "sync/dealership.h"

#define N_DESKS 10000
/* As after a restart of the server, when all come at once. */
#define N_THREADS 32
#define N_ROUNDS 5
#define IDLE_SECONDS 10

/* As sync/http-transport.c has it. */
#define PING_SECONDS 20

/* A server takes so many of one address at the most. */
#define DESKS_OF_ADDRESS 150

#define MEMORY_LIMIT_MIB 2048

typedef struct
{
  gnutls_session_t session;
  int              socket;
  char            *token;
  guint8           buffer[4096];
  gsize            n_buffered;
  int              round;      /* atomic: the last that was heard of */
  gint64           heard_at;
  gint64           pinged_at;
} Peer;

typedef struct
{
  Peer    *peers;
  guint    n_peers;
  guint    first;
  guint16  port;
  int      epoll;
  GThread *thread;
} Group;

static gnutls_certificate_credentials_t credentials;
static int current_round;   /* atomic */
static int n_heard;         /* atomic: peers that heard of the current round */
static int stopping;        /* atomic */

static void
raise_limit (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
}

static char **
enrol_all (Dealership *dealership,
           guint       n_desks)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (dealership->folder, NULL, &error);
  char **tokens = g_new0 (char *, n_desks + 1);

  g_assert_no_error (error);
  for (guint i = 0; i < n_desks; i++)
    {
      g_autofree char *code = axle_admin_make_code (admin, &dealership->store, AXLE_AUDIENCE_OFFICE, &error);
      g_autofree char *name = g_strdup_printf ("Desk %u", i);
      g_autoptr(AxleEnrolReply) reply = NULL;
      AxleEnrolRequest request = { .code = code, .name = name };

      g_assert_no_error (error);
      request.key = tokens[i] = g_strdup_printf ("%032u-bench-of-idle-desks", i);
      reply = axle_auth_enrol (axle_admin_get_hub (admin), &request, &error);
      g_assert_no_error (error);
    }
  return tokens;
}

/* Addresses of the loopback network, as if desks were at several places. */
static int
connect_to (guint16 port,
            guint   index)
{
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in from = { .sin_family = AF_INET };
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons (port) };
  int on = 1;

  from.sin_addr.s_addr = htonl (INADDR_LOOPBACK + 0x100 + index / DESKS_OF_ADDRESS);
  to.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (setsockopt (fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on), ==, 0);
  /* As libsoup has it. */
  g_assert_cmpint (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), ==, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &from, sizeof from), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &to, sizeof to), ==, 0);
  return fd;
}

static void
start_tls (Peer *peer)
{
  int result;

  gnutls_init (&peer->session, GNUTLS_CLIENT);
  gnutls_set_default_priority (peer->session);
  gnutls_credentials_set (peer->session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (peer->session, peer->socket);
  do
    result = gnutls_handshake (peer->session);
  while (result < 0 && gnutls_error_is_fatal (result) == 0);
  g_assert_cmpint (result, ==, GNUTLS_E_SUCCESS);
}

static void
send_all (Peer         *peer,
          gconstpointer bytes,
          gsize         n_bytes)
{
  ssize_t sent;

  do
    sent = gnutls_record_send (peer->session, bytes, n_bytes);
  while (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED);
  g_assert_cmpint (sent, ==, n_bytes);
}

static void
upgrade (Peer *peer)
{
  g_autofree char *request =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                     "Axle-Protocol: 1\r\nAuthorization: Bearer %s\r\n\r\n", peer->token);
  char *end = NULL;

  send_all (peer, request, strlen (request));
  while (end == NULL)
    {
      ssize_t n_read = gnutls_record_recv (peer->session, peer->buffer + peer->n_buffered,
                                           sizeof peer->buffer - 1 - peer->n_buffered);

      if (n_read == GNUTLS_E_AGAIN || n_read == GNUTLS_E_INTERRUPTED)
        continue;
      g_assert_cmpint (n_read, >, 0);
      peer->n_buffered += n_read;
      peer->buffer[peer->n_buffered] = '\0';
      end = strstr ((char *) peer->buffer, "\r\n\r\n");
    }
  g_assert_true (g_str_has_prefix ((char *) peer->buffer, "HTTP/1.1 101 "));
  peer->n_buffered -= end + 4 - (char *) peer->buffer;
  memmove (peer->buffer, end + 4, peer->n_buffered);
}

/* RFC 6455: what a client sends is masked; a mask of zeros changes nothing. */
static void
send_control (Peer  *peer,
              guint8 opcode)
{
  guint8 frame[] = { 0x80 | opcode, 0x80, 0, 0, 0, 0 };

  send_all (peer, frame, sizeof frame);
}

static void
hear (Peer *peer)
{
  int round = g_atomic_int_get (&current_round);

  if (peer->round == round)
    return;
  peer->round = round;
  peer->heard_at = g_get_monotonic_time ();
  g_atomic_int_inc (&n_heard);
}

/* Takes whole frames; news of an edit is smaller than the buffer. */
static void
take_frames (Peer *peer)
{
  for (;;)
    {
      guint8 *frame = peer->buffer;
      gsize length = peer->n_buffered >= 2 ? frame[1] : 0;
      gsize head = length == 126 ? 4 : 2;

      if (peer->n_buffered < head)
        return;
      if (length == 126)
        length = frame[2] << 8 | frame[3];
      g_assert_cmpuint (head + length, <, sizeof peer->buffer);
      if (peer->n_buffered < 2 || peer->n_buffered < head + length)
        return;
      if ((frame[0] & 0xf) == 0x1)
        hear (peer);
      else if ((frame[0] & 0xf) == 0x9)
        send_control (peer, 0xa);
      else
        g_assert_cmphex (frame[0] & 0xf, ==, 0xa);
      peer->n_buffered -= head + length;
      memmove (frame, frame + head + length, peer->n_buffered);
    }
}

static void
read_peer (Peer *peer)
{
  for (;;)
    {
      ssize_t n_read = gnutls_record_recv (peer->session, peer->buffer + peer->n_buffered,
                                           sizeof peer->buffer - peer->n_buffered);

      if (n_read == GNUTLS_E_AGAIN)
        return;
      if (n_read == GNUTLS_E_INTERRUPTED)
        continue;
      if (n_read <= 0)
        g_error ("The server closed a channel: %s", n_read < 0 ? gnutls_strerror ((int) n_read) : "end");
      peer->n_buffered += n_read;
      take_frames (peer);
    }
}

/* What a desk does all the time. */
static void
serve (Group *self,
       guint  n_connected,
       int    milliseconds)
{
  struct epoll_event events[64];
  int n_events = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), milliseconds);
  gint64 now = g_get_monotonic_time ();

  for (int i = 0; i < n_events; i++)
    read_peer (events[i].data.ptr);
  for (guint i = 0; i < n_connected; i++)
    if (now - self->peers[i].pinged_at >= PING_SECONDS * G_USEC_PER_SEC)
      {
        send_control (&self->peers[i], 0x9);
        self->peers[i].pinged_at = now;
      }
}

static gpointer
run_group (gpointer data)
{
  Group *self = data;

  for (guint i = 0; i < self->n_peers; i++)
    {
      Peer *peer = &self->peers[i];
      struct epoll_event event = { .events = EPOLLIN, .data.ptr = peer };

      peer->socket = connect_to (self->port, self->first + i);
      start_tls (peer);
      upgrade (peer);
      fcntl (peer->socket, F_SETFL, O_NONBLOCK);
      g_assert_cmpint (epoll_ctl (self->epoll, EPOLL_CTL_ADD, peer->socket, &event), ==, 0);
      peer->pinged_at = g_get_monotonic_time ();
      take_frames (peer);
      read_peer (peer);
      serve (self, i + 1, 0);
    }
  while (!g_atomic_int_get (&stopping))
    serve (self, self->n_peers, 100);
  return NULL;
}

static guint64
read_number_after (const char *path,
                   const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, name);
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen (name), NULL, 10);
}

static guint64
resident_kib (Dealership *dealership)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (dealership->process));

  return read_number_after (path, "VmRSS:");
}

static double
processor_seconds (Dealership *dealership)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (dealership->process));
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  words = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  return (double) (g_ascii_strtoull (words[11], NULL, 10) + g_ascii_strtoull (words[12], NULL, 10)) / (double) sysconf (_SC_CLK_TCK);
}

static gboolean
all_heard (gpointer data)
{
  return g_atomic_int_get (&n_heard) == GPOINTER_TO_INT (data);
}

/* Within what the measuring itself may take, which is not what is measured. */
static void
wait_until_heard (guint n_desks)
{
  gint64 deadline = g_get_monotonic_time () + 600 * G_USEC_PER_SEC;

  while (!all_heard (GINT_TO_POINTER (n_desks)))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%d of %u desks heard of it", g_atomic_int_get (&n_heard), n_desks);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (500);
    }
}

static void
idle (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (2000);
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first > second ? 1 : first < second ? -1 : 0;
}

static void
measure_news (Dealership *dealership,
              Desk       *editor,
              Peer       *peers,
              guint       n_desks)
{
  g_autoptr(GArray) lasts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 last = 0;
      gint64 started;

      idle (1);
      g_atomic_int_set (&n_heard, 0);
      g_atomic_int_inc (&current_round);
      started = g_get_monotonic_time ();
      desk_save_customer (editor, dealership, "Somebody new");
      wait_until_heard (n_desks);
      for (guint j = 0; j < n_desks; j++)
        {
          gint64 took = peers[j].heard_at - started;

          last = MAX (last, took);
          g_array_append_val (all, took);
        }
      g_array_append_val (lasts, last);
    }
  g_array_sort (lasts, compare_times);
  g_array_sort (all, compare_times);
  g_print ("live.news.first %.1f ms\n", (double) g_array_index (all, gint64, 0) / 1000);
  g_print ("live.news.p50 %.1f ms\n", (double) g_array_index (all, gint64, all->len / 2) / 1000);
  g_print ("live.news.last %.1f ms\n", (double) g_array_index (lasts, gint64, N_ROUNDS / 2) / 1000);
}

static gboolean
is_online (gpointer data)
{
  return desk_is_at_rest (data);
}

static void
run (const char *program,
     guint       n_desks,
     guint       seconds)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  Dealership *dealership = dealership_new (folder, program, NULL);
  g_auto(GStrv) tokens = enrol_all (dealership, n_desks);
  Desk *editor = desk_new (dealership, folder, 0);
  g_autofree Peer *peers = g_new0 (Peer, n_desks);
  Group groups[N_THREADS];
  gint64 started;
  guint64 before, after;
  double busy;
  double connecting;

  axle_test_wait_for (is_online, editor);
  before = resident_kib (dealership);
  g_atomic_int_set (&current_round, 1);
  connecting = processor_seconds (dealership);
  started = g_get_monotonic_time ();
  for (guint i = 0; i < n_desks; i++)
    peers[i].token = tokens[i];
  for (guint i = 0; i < N_THREADS; i++)
    {
      guint first = n_desks * i / N_THREADS;

      groups[i] = (Group) { peers + first, n_desks * (i + 1) / N_THREADS - first, first, dealership->port, epoll_create1 (0), NULL };
      groups[i].thread = g_thread_new ("desks", run_group, &groups[i]);
    }
  wait_until_heard (n_desks);
  g_print ("live.desks %u desks\n", n_desks);
  g_print ("live.connect %.0f desks/s\n", n_desks * 1e6 / (double) (g_get_monotonic_time () - started));
  g_print ("live.connect.processor %.2f ms/desk\n", 1000 * (processor_seconds (dealership) - connecting) / n_desks);
  idle (2);
  busy = processor_seconds (dealership);
  idle (seconds);
  busy = processor_seconds (dealership) - busy;
  after = resident_kib (dealership);
  g_print ("live.idle %.1f %%\n", 100 * busy / seconds);
  g_print ("live.memory.each %.1f KiB\n", (double) (after - before) / n_desks);
  g_print ("live.memory %.3f ratio 1\n", (double) after / 1024 / MEMORY_LIMIT_MIB);
  measure_news (dealership, editor, peers, n_desks);

  g_atomic_int_set (&stopping, TRUE);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (groups[i].thread);
      close (groups[i].epoll);
    }
  for (guint i = 0; i < n_desks; i++)
    {
      gnutls_deinit (peers[i].session);
      close (peers[i].socket);
    }
  desk_free (editor);
  dealership_free (dealership);
}

/* bench-live SERVER [DESKS [SECONDS]] */
int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_assert_cmpint (argc, >=, 2);
  raise_limit ();
  gnutls_certificate_allocate_credentials (&credentials);
  run (argv[1], argc > 2 ? (guint) atoi (argv[2]) : N_DESKS, argc > 3 ? (guint) atoi (argv[3]) : IDLE_SECONDS);
  gnutls_certificate_free_credentials (credentials);
  return 0;
}
