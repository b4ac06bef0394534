/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The running server, asked by whoever likes: what desks say, changed in a few places, on
 * every route there is, a live channel that gets anything, and the shared JSON, texts and
 * HTTP as they are, with and without TLS. It answers or hangs up, blames itself for
 * nothing that it was not made to, does not grow, and is well afterwards. The sanitizers
 * that it is built with are the other judges: it must still be the same process. */
#include <gnutls/gnutls.h>
#include <locale.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/party/customer.h"
#include "mutate.h"
#include "server/router.h"
#include "sync/dealership.h"
#include "wire/message.h"

/* For each route; for the channel; how many of the shared files go to each route. */
#define ROUNDS 25
#define CHANNEL_ROUNDS 40
#define FILES_OF_ROUTE 12

/* No answer takes longer, and none is larger. */
#define ANSWER_S 20
#define ANSWER_LIMIT (8 * 1024 * 1024)

/* What a server may grow by, with the memory that sanitizers keep back. */
#define GROWTH_KIB (600 * 1024)

static const char *program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
  GRand          *random;
  char           *token;
  AxleEnrolment  *enrolment;
  AxleCursor      cursor;
  GPtrArray      *files;      /* (element-type GBytes) */
  guint64         resident;
} Fixture;

static guint64
resident_kib (Fixture *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (self->dealership->process));
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, "VmRSS:")) == NULL)
    g_error ("The server is not there any more");
  return g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10);
}

static gboolean
is_at_rest (gpointer data)
{
  return desk_is_at_rest (data) && axle_store_count_outbox (((Desk *) data)->store) == 0;
}

static void
set_up (Fixture       *self,
        gconstpointer  data /* whether with TLS */)
{
  static const char * const folders[] = { "json", "http", "text", NULL };
  Desk *desk;

  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, program, NULL);
  if (!GPOINTER_TO_INT (data))
    {
      dealership_stop (self->dealership);
      self->dealership->plain = TRUE;
      dealership_start (self->dealership);
    }
  desk = desk_new (self->dealership, self->folder, 0);
  desk_save_customer (desk, self->dealership, "王小明");
  axle_test_wait_for (is_at_rest, desk);
  self->enrolment = axle_store_dup_enrolment (desk->store);
  self->cursor = axle_store_get_cursor (desk->store, &self->enrolment->store);
  desk_free (desk);
  self->random = fuzz_random ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fuzz_load (self->files, folders);
  self->resident = resident_kib (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->files);
  g_rand_free (self->random);
  axle_enrolment_free (self->enrolment);
  dealership_free (self->dealership);
  axle_test_folder_free (self->folder);
}

/* One connection, as a bad client has it. */
typedef struct
{
  int                              socket;
  gnutls_session_t                 session;       /* NULL without TLS */
  gnutls_certificate_credentials_t credentials;
} Connection;

static void
disconnect (Connection *self)
{
  if (self->session != NULL)
    {
      gnutls_deinit (self->session);
      gnutls_certificate_free_credentials (self->credentials);
    }
  close (self->socket);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Connection, disconnect)

static void
connect_to (Connection *self,
            Dealership *dealership)
{
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons (dealership->port) };
  struct timeval limit = { .tv_sec = ANSWER_S };

  *self = (Connection) { .socket = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
  to.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (setsockopt (self->socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), ==, 0);
  g_assert_cmpint (setsockopt (self->socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit), ==, 0);
  g_assert_cmpint (connect (self->socket, (struct sockaddr *) &to, sizeof to), ==, 0);
  if (dealership->plain)
    return;
  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_init (&self->session, GNUTLS_CLIENT);
  gnutls_set_default_priority (self->session);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_transport_set_int (self->session, self->socket);
  g_assert_cmpint (gnutls_handshake (self->session), ==, GNUTLS_E_SUCCESS);
}

static ssize_t
receive (Connection *self,
         void       *bytes,
         gsize       n_bytes)
{
  return self->session != NULL ? gnutls_record_recv (self->session, bytes, n_bytes)
                               : recv (self->socket, bytes, n_bytes, 0);
}

/* Whoever is hung up on need not be able to send all. */
static void
send_bytes (Connection   *self,
            gconstpointer bytes,
            gsize         n_bytes)
{
  while (n_bytes > 0)
    {
      ssize_t sent = self->session != NULL ? gnutls_record_send (self->session, bytes, n_bytes)
                                           : send (self->socket, bytes, n_bytes, MSG_NOSIGNAL);

      if (sent <= 0)
        return;
      bytes = (const guint8 *) bytes + sent;
      n_bytes -= sent;
    }
}

static void
end_sending (Connection *self)
{
  if (self->session != NULL)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
  shutdown (self->socket, SHUT_WR);
}

/* All that comes until the server hangs up. */
static GByteArray *
read_all (Connection *self)
{
  GByteArray *answer = g_byte_array_new ();
  gint64 limit = g_get_monotonic_time () + ANSWER_S * G_USEC_PER_SEC;
  guint8 bytes[16384];
  ssize_t n_read;

  while ((n_read = receive (self, bytes, sizeof bytes)) > 0)
    {
      g_byte_array_append (answer, bytes, (guint) n_read);
      g_assert_cmpuint (answer->len, <, ANSWER_LIMIT);
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
    }
  return answer;
}

/* What a server says of itself on purpose: a desk that knows more than there is, and a
 * method that HTTP knows and libsoup does not. */
static gboolean
is_stated (guint       status,
           const char *answer)
{
  return (status == 500 && strstr (answer, "\"code\":\"damaged\"") != NULL) || status == 501;
}

/* The first answer, if there is one. */
static void
judge (GByteArray *answer,
       const char *asked)
{
  static const guint8 end = 0;
  guint status;

  g_byte_array_append (answer, &end, 1);
  if (answer->len == 1 || !g_str_has_prefix ((char *) answer->data, "HTTP/1."))
    return;
  status = (guint) g_ascii_strtoull ((char *) answer->data + strlen ("HTTP/1.1 "), NULL, 10);
  if (status >= 500 && !is_stated (status, (char *) answer->data))
    g_error ("%s\n\nis answered with\n\n%s", asked, (char *) answer->data);
}

static void
ask_raw (Fixture      *self,
         gconstpointer bytes,
         gsize         n_bytes,
         const char   *what)
{
  g_auto(Connection) connection = { 0 };
  g_autoptr(GByteArray) answer = NULL;

  connect_to (&connection, self->dealership);
  send_bytes (&connection, bytes, n_bytes);
  end_sending (&connection);
  answer = read_all (&connection);
  judge (answer, what);
}

static GByteArray *
new_request (Fixture         *self,
             const AxleRoute *route,
             const char      *target,
             const char      *headers,
             GBytes          *body)
{
  GByteArray *request = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAxle-Protocol: 1\r\n"
                     "Authorization: Bearer %s\r\n%sContent-Length: %zu\r\n\r\n",
                     route->method, target, self->enrolment->token, headers, g_bytes_get_size (body));

  g_byte_array_append (request, (guint8 *) head, (guint) strlen (head));
  g_byte_array_append (request, g_bytes_get_data (body, NULL), (guint) g_bytes_get_size (body));
  return request;
}

/* What a desk asks of a route: the query or what follows the path, headers of its own,
 * and a body. One that is not named here gets a scope and an object all the same. */

static GBytes *
new_push (Fixture *self)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);
  AxleChange *change;

  record->scope = self->enrolment->store;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, "Li");
  change = axle_change_new_between (NULL, record);
  change->number = 2;
  change->staff = self->dealership->staff;
  request->install = self->enrolment->install;
  request->epoch = self->cursor.epoch;
  request->clock = axle_host_now (axle_host_get_default ());
  g_ptr_array_add (request->changes, change);
  return axle_push_request_encode (request);
}

static GBytes *
new_body (Fixture         *self,
          const AxleRoute *route)
{
  static const char object[] = "{\"name\":\"x\",\"run\":\"x\",\"ids\":[],\"number\":1}";
  AxleEnrolRequest enrol = { .code = (char *) "0000-0000-0000", .name = (char *) "Desk", .key = (char *) "0123456789012345678901234567890123456789012" };
  AxleSessionRequest session = { .staff = self->dealership->staff, .secret = (char *) "1234567" };
  g_autoptr(AxleRecordsRequest) records = NULL;

  if (g_str_equal (route->method, "GET") || g_str_equal (route->method, "HEAD") || g_str_equal (route->method, "DELETE"))
    return g_bytes_new_static (NULL, 0);
  if (g_str_equal (route->path, "/v1/enrol"))
    return axle_enrol_request_encode (&enrol);
  if (g_str_equal (route->path, "/v1/session"))
    return axle_session_request_encode (&session);
  if (g_str_equal (route->path, "/v1/push"))
    return new_push (self);
  if (g_str_equal (route->path, "/v1/records"))
    {
      records = axle_records_request_new ();
      records->scope = self->enrolment->store;
      g_array_append_val (records->ids, self->enrolment->desk);
      return axle_records_request_encode (records);
    }
  return g_bytes_new_static (object, strlen (object));
}

static char *
dup_target (Fixture         *self,
            const AxleRoute *route)
{
  if (g_str_has_suffix (route->path, "/"))
    return g_strconcat (route->path, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", NULL);
  return g_strdup_printf ("%s?scope=%s&epoch=%" G_GINT64_FORMAT "&after=0&bytes=1000&kind=customer&prefix=",
                          route->path, AXLE_ID_TEXT (&self->enrolment->store), self->cursor.epoch);
}

static const char *
headers_of (const AxleRoute *route)
{
  if (g_str_equal (route->method, "PUT"))
    return "Content-Range: bytes 0-42/43\r\nContent-Type: application/octet-stream\r\n";
  return g_str_equal (route->method, "GET") ? "Range: bytes=0-99\r\nAccept-Encoding: zstd\r\n" : "";
}

static char *
mutate_text (Fixture    *self,
             const char *text)
{
  g_autoptr(GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GBytes) mutated = NULL;
  char *result;

  g_ptr_array_add (seeds, g_bytes_new (text, strlen (text)));
  mutated = fuzz_mutate (self->random, seeds, "?&=%/-:,0129abf.");
  result = g_strndup (g_bytes_get_data (mutated, NULL), g_bytes_get_size (mutated));
  /* What ends a line is for the requests that are changed as a whole. */
  return g_strdelimit (result, " \r\n", '+');
}

static GBytes *
mutate (Fixture *self,
        GBytes  *bytes)
{
  g_autoptr(GPtrArray) seeds = g_ptr_array_new ();

  g_ptr_array_add (seeds, bytes);
  return fuzz_mutate (self->random, seeds, "{}[]\",:0-e\\");
}

static void
fuzz_route (Fixture         *self,
            const AxleRoute *route,
            guint            round)
{
  g_autoptr(GBytes) body = new_body (self, route);
  g_autofree char *target = dup_target (self, route);
  g_autofree char *headers = g_strdup (headers_of (route));
  g_autoptr(GByteArray) request = NULL;
  g_autoptr(GBytes) whole = NULL;
  g_autofree char *what = g_strdup_printf ("%s %s, round %u", route->method, route->path, round);

  if (round % 4 == 1)
    {
      g_autoptr(GBytes) changed = mutate (self, body);
      g_bytes_unref (g_steal_pointer (&body));
      body = g_steal_pointer (&changed);
    }
  if (round % 4 == 2 || round % 8 == 1)
    {
      g_autofree char *changed = mutate_text (self, target + strlen (route->path));
      g_free (target);
      target = g_strconcat (route->path, changed, NULL);
    }
  request = new_request (self, route, target, headers, body);
  whole = g_bytes_new (request->data, request->len);
  if (round % 4 == 3)
    {
      g_autoptr(GBytes) changed = mutate (self, whole);
      g_bytes_unref (g_steal_pointer (&whole));
      whole = g_steal_pointer (&changed);
    }
  ask_raw (self, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole), what);
}

/* Shared files as the body of each route, and as all that is sent. */
static void
throw_files (Fixture         *self,
             const AxleRoute *route)
{
  for (guint i = 0; i < FILES_OF_ROUTE && self->files->len > 0; i++)
    {
      GBytes *file = self->files->pdata[g_rand_int_range (self->random, 0, (gint32) self->files->len)];
      g_autofree char *target = dup_target (self, route);
      g_autoptr(GByteArray) request = new_request (self, route, target, headers_of (route), file);

      ask_raw (self, request->data, request->len, target);
      ask_raw (self, g_bytes_get_data (file, NULL), g_bytes_get_size (file), "a file");
    }
}

static void
assert_well (Fixture *self)
{
  static const char health[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  g_auto(Connection) connection = { 0 };
  g_autoptr(GByteArray) answer = NULL;

  connect_to (&connection, self->dealership);
  send_bytes (&connection, health, strlen (health));
  answer = read_all (&connection);
  g_assert_cmpuint (answer->len, >, 12);
  g_assert_cmpmem (answer->data, 12, "HTTP/1.1 200", 12);
  g_assert_cmpuint (resident_kib (self), <, self->resident + GROWTH_KIB);
}

static void
test_routes (Fixture       *self,
             gconstpointer  data)
{
  guint n_routes;
  const AxleRoute *routes = axle_router_list (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      g_test_message ("%s %s", routes[i].method, routes[i].path);
      for (guint round = 0; round < fuzz_rounds (ROUNDS); round++)
        fuzz_route (self, &routes[i], round);
      throw_files (self, &routes[i]);
      assert_well (self);
    }
}

static void
open_channel (Fixture    *self,
              Connection *connection)
{
  g_autofree char *request =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                     "Axle-Protocol: 1\r\nAuthorization: Bearer %s\r\n\r\n", self->enrolment->token);

  connect_to (connection, self->dealership);
  send_bytes (connection, request, strlen (request));
}

/* Frames that are none, are too long, are not ended, or say what desks never say. */
static void
test_channel (Fixture       *self,
              gconstpointer  data)
{
  static const char ping[] = "\x89\x84\x01\x02\x03\x04" "abcd";
  static const char text[] = "\x81\x85\x00\x00\x00\x00" "hello";
  static const char close_frame[] = "\x88\x82\x00\x00\x00\x00\x03\xe8";
  static const char huge[] = "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00";
  static const char part[] = "\x01\x81\x00\x00\x00\x00" "a" "\x00\x81\x00\x00\x00\x00" "b" "\x80\x80\x00\x00\x00\x00";
  g_autoptr(GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (seeds, g_bytes_new_static (ping, sizeof ping - 1));
  g_ptr_array_add (seeds, g_bytes_new_static (text, sizeof text - 1));
  g_ptr_array_add (seeds, g_bytes_new_static (close_frame, sizeof close_frame - 1));
  g_ptr_array_add (seeds, g_bytes_new_static (huge, sizeof huge - 1));
  g_ptr_array_add (seeds, g_bytes_new_static (part, sizeof part - 1));
  for (guint i = 0; i < fuzz_rounds (CHANNEL_ROUNDS); i++)
    {
      g_auto(Connection) connection = { 0 };
      g_autoptr(GByteArray) answer = NULL;

      open_channel (self, &connection);
      for (guint j = 0; j < 4; j++)
        {
          g_autoptr(GBytes) frames = fuzz_mutate (self->random, seeds, "\x81\x88\x89\x8a\x7e\x7f\xfe\xff");

          send_bytes (&connection, g_bytes_get_data (frames, NULL), g_bytes_get_size (frames));
        }
      end_sending (&connection);
      answer = read_all (&connection);
      judge (answer, "a channel");
    }
  assert_well (self);
}

#define ADD(path, tls, func) g_test_add (path, Fixture, GINT_TO_POINTER (tls), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  ADD ("/fuzz/server/plain", FALSE, test_routes);
  ADD ("/fuzz/server/tls", TRUE, test_channel);
  ADD ("/fuzz/server/channel", FALSE, test_channel);
  return g_test_run ();
}
