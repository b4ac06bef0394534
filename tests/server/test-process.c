/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "server/admin.h"
#include "server/certificate.h"
#include "server/folder.h"
#include "server/router.h"
#include "server/subscription.h"
#include "support/support.h"
#include "wire/enrolment-code.h"
#include "wire/message.h"

/* The real program on loopback with TLS. */
typedef struct
{
  AxleTestFolder *folder;
  const char     *path;
  GSubprocess    *process;
  GInputStream   *output;
  char           *url;
  guint16         port;
  SoupSession    *session;
  char           *token;    /* NULL for nobody who is signed in */
  GBytes         *pin;       /* what the certificate must be, in DER */
  AxleId          group;
  AxleId          store;
  AxleId          staff;
  char           *key;       /* of the desk */
  AxleEnrolReply *desk;
  gint64          epoch;
} Fixture;

static void
die_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_with (Fixture    *self,
            const char *option)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("AXLE_SERVER"),
                                               "--data", self->path, "--port", "0", "--log-level", "warning", option, NULL);
  g_assert_no_error (error);
  self->output = g_object_ref (g_subprocess_get_stdout_pipe (self->process));
  lines = g_data_input_stream_new (self->output);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "ready https://127.0.0.1:"));
  self->url = g_strdup (line + strlen ("ready "));
  self->port = (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

static gboolean
pin_cb (SoupMessage          *message,
        GTlsCertificate      *certificate,
        GTlsCertificateFlags  errors,
        gpointer              data)
{
  Fixture *self = data;
  g_autoptr(GBytes) der = axle_certificate_dup_der (certificate);

  return g_bytes_equal (der, self->pin);
}

static void
stop (Fixture *self,
      int      signal_number)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->session);
  g_subprocess_send_signal (self->process, signal_number);
  g_assert_true (g_subprocess_wait (self->process, NULL, &error));
  if (signal_number == SIGTERM)
    {
      g_assert_true (g_subprocess_get_if_exited (self->process));
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
    }
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_clear_pointer (&self->url, g_free);
}

static void
new_session (Fixture *self)
{
  g_clear_object (&self->session);
  self->session = soup_session_new_with_options ("timeout", 30, "max-conns-per-host", 8, NULL);
}

/* Status and body of a request. */
static GBytes *
ask (Fixture    *self,
     const char *method,
     const char *path,
     GBytes     *body,
     guint      *status)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  g_autoptr(GError) error = NULL;
  GBytes *reply;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (pin_cb), self);
  if (self->key != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->key, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  if (self->token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Axle-Session", self->token);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  reply = soup_session_send_and_read (self->session, message, NULL, &error);
  *status = reply != NULL ? soup_message_get_status (message) : 0;
  return reply;
}

static void
assert_refused (GBytes     *reply,
                const char *code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleErrorReply) problem = NULL;

  g_assert_nonnull (reply);
  problem = axle_error_reply_decode (reply, &error);
  g_assert_no_error (error);
  if (code != NULL)
    g_assert_cmpstr (problem->code, ==, code);
}

static void
make_dealership (Fixture *self)
{
  static const char * const rights[] = { AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (self->path, NULL, &error);
  g_autoptr(GTlsCertificate) certificate = NULL;
  AxleId role;

  g_assert_no_error (error);
  g_assert_true (axle_admin_add_group (admin, "Group", &self->group, &error));
  g_assert_true (axle_admin_add_store (admin, &self->group, "Store", "S1", &self->store, &error));
  g_assert_true (axle_admin_add_role (admin, &self->group, "Role", rights, &role, &error));
  g_assert_true (axle_admin_add_staff (admin, &self->group, NULL, &role, "王经理", "246810", &self->staff, &error));
  certificate = axle_folder_load_certificate (self->path, &error);
  g_assert_no_error (error);
  self->pin = axle_certificate_dup_der (certificate);
}

static void
enrol (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (self->path, NULL, &error);
  AxleEnrolRequest request = { NULL, (char *) "前台", (char *) "0123456789012345678901234567890123456789012" };
  g_autofree char *code = axle_admin_make_code (admin, &self->store, AXLE_AUDIENCE_OFFICE, &error);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) reply = NULL;
  AxleEnrolmentCode parsed;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n_bytes = sizeof digest;
  guint status;

  g_assert_no_error (error);
  g_assert_true (axle_enrolment_code_parse (code, &parsed));
  g_checksum_update (checksum, g_bytes_get_data (self->pin, NULL), (gssize) g_bytes_get_size (self->pin));
  g_checksum_get_digest (checksum, digest, &n_bytes);
  g_assert_cmpmem (parsed.pin, sizeof parsed.pin, digest, sizeof parsed.pin);
  request.code = code;
  body = axle_enrol_request_encode (&request);
  reply = ask (self, "POST", "/v1/enrol", body, &status);
  g_assert_cmpuint (status, ==, 200);
  self->desk = axle_enrol_reply_decode (reply, &error);
  g_assert_no_error (error);
  self->key = g_strdup (request.key);
}

static guint
sign_in (Fixture    *self,
         const char *secret)
{
  AxleSessionRequest request = { self->staff, (char *) secret };
  g_autoptr(GBytes) body = axle_session_request_encode (&request);
  g_autoptr(GBytes) reply = NULL;
  guint status;

  reply = ask (self, "POST", "/v1/session", body, &status);
  return status;
}

static AxleFeedPage *
pull (Fixture *self,
      gint64   after,
      guint    wait)
{
  g_autofree char *path = g_strdup_printf ("/v1/feed?scope=%s&epoch=%" G_GINT64_FORMAT "&after=%" G_GINT64_FORMAT "&bytes=100000000&wait=%u",
                                           AXLE_ID_TEXT (&self->store), self->epoch, after, wait);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) reply = NULL;
  AxleFeedPage *page;
  guint status;

  reply = ask (self, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  page = axle_feed_page_decode (reply, &error);
  g_assert_no_error (error);
  self->epoch = page->epoch;
  return page;
}

static GBytes *
new_batch (Fixture *self,
           gint64   first,
           guint    n_changes)
{
  g_autoptr(AxlePushRequest) request = axle_push_request_new ();

  request->install = self->desk->install;
  request->epoch = self->epoch;
  for (guint i = 0; i < n_changes; i++)
    {
      g_autofree char *name = g_strdup_printf ("客户 %" G_GINT64_FORMAT, first + i);
      /* What is sent again is the same. */
      AxleId id = axle_id_new_derived (&self->store, name);
      AxleChange *change = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_SET);
      g_auto(AxleValue) none = AXLE_VALUE_INIT;
      g_auto(AxleValue) value = AXLE_VALUE_INIT;

      change->number = first + i;
      change->scope = self->store;
      change->staff = self->staff;
      axle_value_set_text (&value, name);
      axle_change_add_field (change, AXLE_CUSTOMER_NAME, &none, &value);
      axle_value_set_text (&value, "person");
      axle_change_add_field (change, AXLE_CUSTOMER_TYPE, &none, &value);
      g_ptr_array_add (request->changes, change);
    }
  return axle_push_request_encode (request);
}

static void
push_ok (Fixture *self,
         gint64   first,
         guint    n_changes)
{
  g_autoptr(GBytes) body = new_batch (self, first, n_changes);
  g_autoptr(GBytes) reply = NULL;
  g_autoptr(AxlePushReply) verdicts = NULL;
  guint status;

  reply = ask (self, "POST", "/v1/push", body, &status);
  g_assert_cmpuint (status, ==, 200);
  verdicts = axle_push_reply_decode (reply, NULL);
  g_assert_cmpuint (verdicts->verdicts->len, ==, n_changes);
  for (guint i = 0; i < n_changes; i++)
    {
      const AxleVerdict *verdict = verdicts->verdicts->pdata[i];

      g_assert_cmpstr (verdict->code, ==, NULL);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  option)
{
  self->folder = axle_test_folder_new ();
  self->path = axle_test_folder_get_path (self->folder);
  make_dealership (self);
  start_with (self, option != NULL ? option : "--rate=0");
  new_session (self);
  enrol (self);
  if (option != NULL)
    return;
  g_assert_cmpuint (sign_in (self, "246810"), ==, 200);
  axle_feed_page_free (pull (self, 0, 0));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->token, g_free);
  if (self->process != NULL)
    stop (self, SIGTERM);
  g_clear_object (&self->session);
  g_clear_pointer (&self->pin, g_bytes_unref);
  g_clear_pointer (&self->desk, axle_enrol_reply_free);
  g_free (self->key);
  axle_test_folder_free (self->folder);
}

/* Only where the records are, and where to listen. */
static void
test_told_little (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *file = axle_test_folder_build (folder, "records.db");
  g_autofree char *blobs = axle_test_folder_build (folder, "blobs");
  g_autofree char *storage = g_strconcat ("sqlite:", file, NULL);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("AXLE_SERVER"), "--storage", storage,
                                         "--listen", "127.0.0.1:0", "--log-level", "warning", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "ready https://127.0.0.1:"));
  g_assert_cmpint (g_ascii_strtoll (strrchr (line, ':') + 1, NULL, 10), !=, 8443);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (blobs, G_FILE_TEST_IS_DIR));
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
test_flow (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(AxleFeedPage) page = NULL;

  push_ok (self, 1, 100);
  page = pull (self, 0, 0);
  g_assert_cmpuint (page->records->len, ==, 100);
  g_assert_cmpint (page->next, ==, 100);
  g_assert_false (page->more);
}

static void
test_used_code (Fixture       *self,
                gconstpointer  data)
{
  AxleEnrolRequest request = { (char *) "0000-0000-0000-0000-0000-0000-0000", (char *) "x", (char *) "x" };
  g_autoptr(GBytes) body = axle_enrol_request_encode (&request);
  g_autoptr(GBytes) reply = NULL;
  guint status;

  reply = ask (self, "POST", "/v1/enrol", body, &status);
  g_assert_cmpuint (status, >=, 400);
  g_assert_cmpuint (status, <, 500);
  assert_refused (reply, NULL);
}

static void
test_wrong_pin (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GBytes) reply = NULL;
  guint status;

  new_session (self);
  g_clear_pointer (&self->pin, g_bytes_unref);
  self->pin = g_bytes_new_static ("another", 7);
  reply = ask (self, "GET", "/healthz", NULL, &status);
  g_assert_null (reply);
}

static void
test_tries (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(AxleAdmin) admin = NULL;
  guint status = 403;

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (sign_in (self, "wrong"), ==, 403);
  g_assert_cmpuint (sign_in (self, "246810"), ==, 429);
  admin = axle_admin_open (self->path, NULL, NULL);
  g_assert_true (axle_admin_reset_tries (admin, &self->staff, NULL));
  status = sign_in (self, "246810");
  g_assert_cmpuint (status, ==, 200);
}

typedef struct
{
  Fixture                 *fixture;
  SoupWebsocketConnection *socket;
  gint64                   head;
  guint                    n_rows;
  gboolean                 closed;
} Live;

static void
message_cb (SoupWebsocketConnection *socket,
            int                      type,
            GBytes                  *body,
            Live                    *live)
{
  g_autoptr(AxleNudge) nudge = axle_nudge_decode (body, NULL);

  g_assert_nonnull (nudge);
  if (!axle_id_equal (&nudge->scope, &live->fixture->store))
    return;
  if (nudge->after >= 0)
    {
      g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, NULL);

      g_assert_nonnull (page);
      g_assert_cmpint (page->after, ==, live->head);
      live->n_rows += page->records->len;
    }
  live->head = nudge->head;
}

static void
closed_cb (SoupWebsocketConnection *socket,
           Live                    *live)
{
  live->closed = TRUE;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Live *live = data;
  g_autoptr(GError) error = NULL;

  live->socket = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_signal_connect (live->socket, "message", G_CALLBACK (message_cb), live);
  g_signal_connect (live->socket, "closed", G_CALLBACK (closed_cb), live);
}

static gboolean
is_connected (gpointer data)
{
  return ((Live *) data)->socket != NULL;
}

static gboolean
is_at_ten (gpointer data)
{
  return ((Live *) data)->head == 10;
}

static gboolean
is_closed (gpointer data)
{
  return ((Live *) data)->closed;
}

static void
connect_live (Fixture *self,
              Live    *live)
{
  g_autofree char *url = g_strdup_printf ("wss://127.0.0.1:%u/v1/live", self->port);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->key, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);

  live->fixture = self;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (pin_cb), self);
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb, live);
  axle_test_wait_for (is_connected, live);
}

static void
test_live (Fixture       *self,
           gconstpointer  data)
{
  Live live = { 0 };

  connect_live (self, &live);
  push_ok (self, 1, 10);
  axle_test_wait_for (is_at_ten, &live);
  g_assert_cmpuint (live.n_rows, ==, 10);
  stop (self, SIGTERM);
  axle_test_wait_for (is_closed, &live);
  g_clear_object (&live.socket);
}

static void
test_revoked (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (self->path, NULL, &error);
  g_autoptr(GBytes) body = new_batch (self, 1, 1);
  g_autoptr(GBytes) reply = NULL;
  g_autoptr(GBytes) unknown = NULL;
  Live live = { 0 };
  guint status;

  connect_live (self, &live);
  g_assert_true (axle_admin_revoke_desk (admin, &self->desk->desk, &error));
  reply = ask (self, "POST", "/v1/push", body, &status);
  g_assert_cmpuint (status, ==, 403);
  assert_refused (reply, "revoked");
  axle_test_wait_for (is_closed, &live);
  g_clear_object (&live.socket);

  self->key[0] = 'x';
  unknown = ask (self, "GET", "/v1/feed", NULL, &status);
  g_assert_cmpuint (status, ==, 401);
  assert_refused (unknown, "desk");
}

static gpointer
push_in_thread (gpointer data)
{
  Fixture *self = data;
  g_autoptr(GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  {
    Fixture other = *self;

    other.session = NULL;
    new_session (&other);
    push_ok (&other, 1, 1);
    g_clear_object (&other.session);
  }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_long_poll (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(AxleFeedPage) page = NULL;
  GThread *thread = g_thread_new ("push", push_in_thread, self);

  page = pull (self, 0, 30);
  g_thread_join (thread);
  g_assert_cmpuint (page->records->len, ==, 1);
}

/* More than the server lets one desk have. */
#define N_POLLS 9

static void
polled_cb (GObject      *session,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GBytes) reply = soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL);

  (*(guint *) data)++;
}

static gboolean
is_answered (gpointer data)
{
  return *(guint *) data > 0;
}

static gboolean
are_over (gpointer data)
{
  return *(guint *) data == N_POLLS;
}

/* One too many is answered at once, the others wait on. */
static void
test_poll_limit (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("max-conns", 2 * N_POLLS, "max-conns-per-host", 2 * N_POLLS, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *bearer = g_strconcat ("Bearer ", self->key, NULL);
  g_autofree char *url = g_strdup_printf ("%s/v1/feed?scope=%s&epoch=%" G_GINT64_FORMAT "&wait=60", self->url,
                                          AXLE_ID_TEXT (&self->store), self->epoch);
  guint n_answered = 0;

  for (guint i = 0; i < N_POLLS; i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("GET", url);

      g_signal_connect (message, "accept-certificate", G_CALLBACK (pin_cb), self);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, polled_cb, &n_answered);
    }
  axle_test_wait_for (is_answered, &n_answered);
  g_assert_cmpuint (n_answered, ==, 1);
  g_cancellable_cancel (cancellable);
  axle_test_wait_for (are_over, &n_answered);
}

static void
test_body_limit (Fixture       *self,
                 gconstpointer  data)
{
  gsize size = AXLE_WIRE_BODY_LIMIT + 1;
  g_autoptr(GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr(GBytes) reply = NULL;
  guint status;

  reply = ask (self, "POST", "/v1/push", body, &status);
  g_assert_cmpuint (status, ==, 413);
  assert_refused (reply, "limit");
}

static void
test_rate (Fixture       *self,
           gconstpointer  data)
{
  guint n_limited = 0;
  guint n_served = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GBytes) reply = NULL;
      guint status;

      reply = ask (self, "GET", "/v1/feed", NULL, &status);
      if (status == 429)
        {
          n_limited++;
          assert_refused (reply, "rate");
        }
      else
        {
          n_served++;
        }
    }
  g_assert_cmpuint (n_served, >, 0);
  g_assert_cmpuint (n_limited, >, 0);
}

static void
test_malformed (Fixture       *self,
                gconstpointer  data)
{
  static const char * const folders[] = { "json/JSONTestSuite", "json/nativejson" };
  static const char * const paths[] = { "/v1/push", "/v1/enrol", "/v1/session" };
  g_autoptr(AxleFeedPage) page = NULL;
  guint n_files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = axle_test_shared_data (folders[i]);
      g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr(GBytes) body = axle_test_read (path);

          for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
            {
              g_autoptr(GBytes) reply = NULL;
              guint status;

              reply = ask (self, "POST", paths[j], body, &status);
              g_assert_cmpuint (status, >=, 400);
              g_assert_cmpuint (status, <, 500);
              assert_refused (reply, NULL);
            }
          n_files++;
        }
    }
  if (n_files == 0)
    g_test_skip ("no shared data");
  page = pull (self, 0, 0);
  g_assert_cmpint (page->head, ==, 0);
}

/* Another protocol is refused before anything is done; one that is not said is the first. */
static void
test_protocol (Fixture       *self,
               gconstpointer  data)
{
  static const struct
  {
    const char *header, *body;
    guint       status;
  } cases[] = {
    { NULL, NULL, 200 },
    { "1", NULL, 200 },
    { "2", NULL, 426 },
    { "0", NULL, 426 },
    { "newest", NULL, 426 },
    { NULL, "{\"protocol\":2,\"pages\":[]}", 426 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *feed = g_strdup_printf ("%s/v1/feed?scope=%s", self->url, AXLE_ID_TEXT (&self->store));
      g_autofree char *push = g_strconcat (self->url, "/v1/push", NULL);
      g_autofree char *bearer = g_strconcat ("Bearer ", self->key, NULL);
      g_autoptr(SoupMessage) message = soup_message_new (cases[i].body != NULL ? "POST" : "GET", cases[i].body != NULL ? push : feed);
      g_autoptr(GBytes) body = cases[i].body != NULL ? g_bytes_new_static (cases[i].body, strlen (cases[i].body)) : NULL;
      g_autoptr(GBytes) reply = NULL;

      g_signal_connect (message, "accept-certificate", G_CALLBACK (pin_cb), self);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
      if (cases[i].header != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (message), AXLE_WIRE_PROTOCOL_HEADER, cases[i].header);
      if (body != NULL)
        soup_message_set_request_body_from_bytes (message, "application/json", body);
      reply = soup_session_send_and_read (self->session, message, NULL, NULL);
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      if (cases[i].status != 200)
        assert_refused (reply, "protocol");
    }
}

static gboolean
accept_any_cb (GTlsConnection       *connection,
               GTlsCertificate      *certificate,
               GTlsCertificateFlags  errors,
               gpointer              data)
{
  return TRUE;
}

/* One connection serves one request after the other. */
static void
test_kept_connection (Fixture       *self,
                      gconstpointer  data)
{
  static const char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) raw = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  g_autoptr(GIOStream) tls = g_tls_client_connection_new (G_IO_STREAM (raw), NULL, NULL);
  g_autoptr(GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (tls));

  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any_cb), NULL);
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line = NULL;
      char body[sizeof "{\"ok\":true}" - 1];

      g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (tls), request, strlen (request), NULL, NULL, NULL));
      line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      g_assert_cmpstr (line, ==, "HTTP/1.1 200 OK");
      while (line != NULL && *line != '\0')
        {
          g_free (line);
          line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
        }
      g_assert_true (g_input_stream_read_all (G_INPUT_STREAM (input), body, sizeof body, NULL, NULL, NULL));
      g_assert_cmpmem (body, sizeof body, "{\"ok\":true}", sizeof body);
    }
  g_io_stream_close (tls, NULL, NULL);
}

/* A TLS connection that says @bytes, and hears what comes until it is closed. */
static void
say (Fixture    *self,
     const char *bytes,
     gsize       n_bytes)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) raw = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  g_autoptr(GIOStream) tls = NULL;
  char buffer[4096];
  gssize got;

  g_assert_nonnull (raw);
  tls = g_tls_client_connection_new (G_IO_STREAM (raw), NULL, NULL);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any_cb), NULL);
  if (g_output_stream_write_all (g_io_stream_get_output_stream (tls), bytes, n_bytes, NULL, NULL, NULL))
    {
      g_socket_set_timeout (g_socket_connection_get_socket (raw), 1);
      got = g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL, NULL);
      if (got > 0)
        g_assert_true (got >= 5 && memcmp (buffer, "HTTP/", 5) == 0);
    }
  g_io_stream_close (tls, NULL, NULL);
}

/* The ```http blocks of a page, with \r, \n and so on as they are written there. */
static guint
say_page (Fixture    *self,
          const char *text)
{
  guint n_blocks = 0;

  while ((text = strstr (text, "```http\n")) != NULL)
    {
      const char *end = strstr (text += strlen ("```http\n"), "\n```");
      g_autoptr(GString) message = g_string_new (NULL);

      if (end == NULL)
        break;
      for (const char *line = text; line <= end;)
        {
          const char *stop_at = strchr (line, '\n');
          g_autofree char *written = g_strndup (line, stop_at - line);
          gboolean continued = g_str_has_suffix (written, "\\");
          g_autofree char *spoken = NULL;

          if (continued)
            written[strlen (written) - 1] = '\0';
          spoken = g_strcompress (written);
          g_string_append (message, spoken);
          if (!continued)
            g_string_append (message, "\r\n");
          line = stop_at + 1;
        }
      say (self, message->str, message->len);
      n_blocks++;
      text = end;
    }
  return n_blocks;
}

static void
test_http_torture (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *folder = axle_test_shared_data ("http/llhttp");
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr(GBytes) reply = NULL;
  const char *name;
  guint n_blocks = 0;
  guint status;

  if (dir == NULL)
    {
      g_test_skip ("no shared data");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "request"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autofree char *text = NULL;

        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
        n_blocks += say_page (self, text);
      }
  g_assert_cmpuint (n_blocks, >, 20);
  reply = ask (self, "GET", "/healthz", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_second_instance (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) second = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, g_getenv ("AXLE_SERVER"),
                                                    "--data", self->path, "--port", "0", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (second, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 3);
}

static gpointer
kill_in_thread (gpointer data)
{
  GSubprocess *process = data;

  g_usleep (g_random_int_range (20000, 120000));
  g_subprocess_send_signal (process, SIGKILL);
  return NULL;
}

/* What was acknowledged is there after a crash, and what is sent again is not taken twice. */
static void
test_kill (Fixture       *self,
           gconstpointer  data)
{
  gint64 next = 1;
  gint64 cursor = 0;
  gint64 n_rows = 0;

  for (guint round = 0; round < 4; round++)
    {
      GThread *thread = g_thread_new ("kill", kill_in_thread, self->process);

      for (guint status = 200; status == 200;)
        {
          g_autoptr(GBytes) body = new_batch (self, next, 20);
          g_autoptr(GBytes) reply = ask (self, "POST", "/v1/push", body, &status);

          if (status == 200)
            next += 20;
        }
      g_thread_join (thread);
      stop (self, SIGKILL);
      start_with (self, "--rate=0");
      new_session (self);
      /* The last batch may have been taken without a word: it is sent again. */
      push_ok (self, next, 20);
      next += 20;
    }
  for (gboolean more = TRUE; more;)
    {
      g_autoptr(AxleFeedPage) page = pull (self, cursor, 0);

      n_rows += page->records->len;
      cursor = page->next;
      more = page->more;
    }
  g_test_message ("%" G_GINT64_FORMAT " changes were acknowledged", next - 1);
  g_assert_cmpint (n_rows, ==, next - 1);
}

/* Every address but health and enrolment asks who is there, and says so whatever the
 * method, with a wrong key as with none. */
static void
test_every_address (Fixture       *self,
                    gconstpointer  data)
{
  static const char * const keys[] = { NULL, "", "9123456789012345678901234567890123456789019" };
  guint n_routes;
  const AxleRoute *routes = axle_router_list (&n_routes);
  guint n_open = 0;

  g_assert_cmpuint (n_routes, >, 10);
  for (guint i = 0; i < n_routes; i++)
    for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
      {
        g_autofree char *path = g_strconcat (routes[i].path, g_str_has_suffix (routes[i].path, "/") ? "x" : "", NULL);
        g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
        g_autoptr(GBytes) reply = NULL;
        guint status;

        g_set_str (&self->key, keys[j]);
        reply = ask (self, routes[i].method, path, g_str_equal (routes[i].method, "POST") ? body : NULL, &status);
        g_test_message ("%s %s: %u", routes[i].method, path, status);
        if (g_str_equal (path, "/healthz"))
          g_assert_cmpuint (status, ==, 200);
        else if (g_str_equal (path, "/v1/enrol"))
          g_assert_cmpuint (status, ==, 400);
        else if (g_str_equal (path, "/calendar/x"))
          g_assert_cmpuint (status, ==, 404);
        else
          g_assert_cmpuint (status, ==, 401);
        n_open += status != 401;
      }
  g_assert_cmpuint (n_open, ==, 3 * G_N_ELEMENTS (keys));
  g_clear_pointer (&self->key, g_free);
}

static char *
make_link (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (self->path, NULL, &error);
  g_autoptr(GPtrArray) roles = axle_admin_list (admin, &axle_role_entity, &error);
  g_autofree char *secret = NULL;
  AxleId advisor;

  g_assert_no_error (error);
  g_assert_true (axle_admin_add_staff (admin, &self->group, &self->store, &((AxleRecord *) roles->pdata[0])->id, "林静", "135790",
                                       &advisor, &error));
  secret = axle_subscription_make (axle_admin_get_hub (admin), &advisor, &error);
  g_assert_no_error (error);
  return g_strconcat ("/calendar/", secret, ".ics", NULL);
}

/* A phone has no key, and asks again and again. */
static void
test_calendar (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *path = make_link (self), *other = g_strdup (path), *text = NULL;
  g_autoptr(GBytes) reply = NULL, nothing = NULL;
  guint status, n_limited = 0;

  g_clear_pointer (&self->key, g_free);
  reply = ask (self, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  text = g_strndup (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply));
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (text, "X-WR-CALNAME:林静\r\n"));
  other[strlen ("/calendar/")] ^= 1;
  nothing = ask (self, "GET", other, NULL, &status);
  g_assert_cmpuint (status, ==, 404);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GBytes) again = ask (self, "GET", path, NULL, &status);

      n_limited += status == 429;
      g_assert_true (status == 200 || status == 429);
    }
  g_assert_cmpuint (n_limited, >, 0);
}

/* Signs in a member of staff who works at the store. */
static void
sign_in_advisor (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleAdmin) admin = axle_admin_open (self->path, NULL, &error);
  g_autoptr(GPtrArray) roles = axle_admin_list (admin, &axle_role_entity, &error);
  AxleSessionRequest request = { .secret = (char *) "135790" };
  g_autoptr(AxleSessionReply) session = NULL;
  g_autoptr(GBytes) body = NULL, reply = NULL;
  guint status;

  g_assert_no_error (error);
  g_assert_true (axle_admin_add_staff (admin, &self->group, &self->store, &((AxleRecord *) roles->pdata[0])->id, "林静", "135790",
                                       &request.staff, &error));
  body = axle_session_request_encode (&request);
  reply = ask (self, "POST", "/v1/session", body, &status);
  g_assert_cmpuint (status, ==, 200);
  session = axle_session_reply_decode (reply, &error);
  g_assert_no_error (error);
  self->token = g_strdup (session->token);
}

static AxleLinkReply *
ask_link (Fixture    *self,
          const char *method)
{
  g_autoptr(GBytes) reply = NULL;
  g_autoptr(GError) error = NULL;
  AxleLinkReply *link;
  guint status;

  reply = ask (self, method, "/v1/calendar-link", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  link = axle_link_reply_decode (reply, &error);
  g_assert_no_error (error);
  return link;
}

static guint
ask_status (Fixture    *self,
            const char *method,
            const char *path)
{
  g_autoptr(GBytes) reply = NULL;
  guint status;

  reply = ask (self, method, path, NULL, &status);
  return status;
}

/* Each makes an address for their own calendar, which is told once, and takes it away. */
static void
test_own_link (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(AxleLinkReply) none = NULL, first = NULL, there = NULL, second = NULL, gone = NULL;

  g_assert_cmpuint (ask_status (self, "POST", "/v1/calendar-link"), ==, 403);
  sign_in_advisor (self);
  none = ask_link (self, "GET");
  g_assert_false (none->there);
  g_assert_null (none->path);
  first = ask_link (self, "POST");
  g_assert_true (first->there);
  g_assert_true (g_str_has_prefix (first->path, "/calendar/"));
  g_assert_cmpuint (ask_status (self, "GET", first->path), ==, 200);
  there = ask_link (self, "GET");
  g_assert_true (there->there);
  g_assert_null (there->path);
  second = ask_link (self, "POST");
  g_assert_cmpuint (ask_status (self, "GET", first->path), ==, 404);
  g_assert_cmpuint (ask_status (self, "GET", second->path), ==, 200);
  gone = ask_link (self, "DELETE");
  g_assert_false (gone->there);
  g_assert_cmpuint (ask_status (self, "GET", second->path), ==, 404);
}

/* The counts are for whoever may read the folder, and tell nothing of anybody. */
static void
test_metrics (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->path, "metrics-key", NULL);
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) reply = NULL;
  g_autoptr(GError) error = NULL;
  guint status;

  g_assert_cmpuint (sign_in (self, "246810"), ==, 200);
  push_ok (self, 1, 3);
  g_file_get_contents (path, &key, NULL, &error);
  g_assert_no_error (error);
  g_set_str (&self->key, key);
  reply = ask (self, "GET", "/metrics", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  text = g_strndup (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply));
  g_assert_nonnull (strstr (text, "axle_changes_total{outcome=\"accepted\"} 3"));
  g_assert_null (strstr (text, "客户"));
  g_assert_null (strstr (text, "王经理"));
  g_assert_null (strstr (text, "前台"));
  g_assert_null (strstr (text, AXLE_ID_TEXT (&self->desk->desk)));
  g_assert_null (strstr (text, AXLE_ID_TEXT (&self->staff)));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    const char *option;
    void      (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/process/flow", NULL, test_flow },
    { "/process/used-code", NULL, test_used_code },
    { "/process/wrong-pin", NULL, test_wrong_pin },
    { "/process/tries", NULL, test_tries },
    { "/process/kept-connection", NULL, test_kept_connection },
    { "/process/live", NULL, test_live },
    { "/process/long-poll", NULL, test_long_poll },
    { "/process/every-address", NULL, test_every_address },
    { "/process/calendar", NULL, test_calendar },
    { "/process/own-link", NULL, test_own_link },
    { "/process/metrics", NULL, test_metrics },
    { "/process/revoked", NULL, test_revoked },
    { "/process/limit/body", NULL, test_body_limit },
    { "/process/limit/polls", NULL, test_poll_limit },
    { "/process/limit/rate", "--rate=4", test_rate },
    { "/process/protocol", NULL, test_protocol },
    { "/process/malformed", NULL, test_malformed },
    { "/process/http-torture", NULL, test_http_torture },
    { "/process/second-instance", NULL, test_second_instance },
    { "/process/kill", NULL, test_kill },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, tests[i].option, set_up, tests[i].test, tear_down);
  g_test_add_func ("/process/told-little", test_told_little);
  return g_test_run ();
}
