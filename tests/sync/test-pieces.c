/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/request.h"
#include "server/storage-sqlite.h"
#include "support/support.h"
#include "sync/http-transport.h"

#define BIG (AXLE_WIRE_PIECE_LIMIT + 1000)
#define SMALL 5000

/* A server in this process that has two things to fetch, and takes pieces. */
typedef struct
{
  AxleTestFolder    *folder;
  AxleStorage       *storage;
  AxleHub           *hub;
  AxleServer        *server;
  AxleHttpTransport *transport;
  GBytes            *big;
  GBytes            *small;
  AxleRange          taken;
  gsize              n_taken;
  gboolean           answered;
  guint              status;
  GBytes            *body;
  AxleRange          range;
} Fixture;

static void
answer (AxleRequest *request,
        Fixture     *self,
        const char  *method)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  GBytes *whole = g_str_equal (axle_request_get_rest (request), "big") ? self->big : self->small;
  g_autoptr(GBytes) piece = NULL;
  AxleRange range = { .total = (gint64) g_bytes_get_size (whole) };

  if (g_str_equal (method, "PUT"))
    {
      if (!axle_request_read_content_range (request, body, &self->taken))
        return;
      self->n_taken = g_bytes_get_size (body);
      axle_request_reply (request, "text/plain", body);
      return;
    }
  if (g_str_equal (method, "HEAD"))
    {
      axle_request_reply_part (request, "application/octet-stream", &range, NULL);
      return;
    }
  if (!axle_request_read_range (request, range.total, &range))
    return;
  piece = g_bytes_new_from_bytes (whole, (gsize) range.offset, (gsize) range.length);
  axle_request_reply_part (request, "application/octet-stream", &range, piece);
}

static void
handle_cb (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  Fixture *self = data;
  AxleRequest request = { .server = self->server, .message = message, .rest = (char *) path + strlen ("/pieces/") };

  answer (&request, self, soup_server_message_get_method (message));
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
}

static GBytes *
make_bytes (gsize size)
{
  guint8 *bytes = g_malloc (size);

  /* Compressible, so that somebody might try. */
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i / 64);
  return g_bytes_new_take (bytes, size);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  AxleServerOptions options = { .address = "127.0.0.1" };
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = axle_test_folder_new ();
  path = axle_test_folder_build (self->folder, "server.db");
  self->storage = axle_storage_sqlite_open (path, NULL, &error);
  g_assert_no_error (error);
  self->hub = axle_hub_new (self->storage, NULL, &error);
  g_assert_no_error (error);
  self->server = axle_server_new (self->hub, &options, &error);
  g_assert_no_error (error);
  soup_server_add_early_handler (self->server->soup, "/pieces", early_cb, NULL, NULL);
  soup_server_add_handler (self->server->soup, "/pieces", handle_cb, self, NULL);
  address = g_strdup_printf ("http://127.0.0.1:%u", axle_server_get_port (self->server));
  self->transport = axle_http_transport_new (address, NULL, NULL, &error);
  g_assert_no_error (error);
  self->big = make_bytes (BIG);
  self->small = make_bytes (SMALL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_object_unref (self->transport);
  axle_server_free (self->server);
  axle_hub_free (self->hub);
  g_object_unref (self->storage);
  g_bytes_unref (self->big);
  g_bytes_unref (self->small);
  axle_test_folder_free (self->folder);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  Fixture *self = user_data;

  g_assert_no_error (error);
  self->answered = TRUE;
  self->status = reply->status;
  self->range = reply->range;
  self->body = g_bytes_ref (reply->body);
}

static gboolean
is_answered (gpointer data)
{
  return ((Fixture *) data)->answered;
}

static void
ask (Fixture         *self,
     const char      *method,
     const char      *path,
     const AxleRange *range,
     GBytes          *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->answered = FALSE;
  axle_transport_send (AXLE_TRANSPORT (self->transport), method, path, range, body, reply_cb, self);
  axle_test_wait_for (is_answered, self);
}

static void
check_piece (Fixture *self,
             GBytes  *whole,
             gint64   offset,
             gint64   length)
{
  g_autoptr(GBytes) piece = g_bytes_new_from_bytes (whole, (gsize) offset, (gsize) length);

  g_assert_cmpuint (self->status, ==, 206);
  g_assert_cmpint (self->range.offset, ==, offset);
  g_assert_cmpint (self->range.length, ==, length);
  g_assert_cmpint (self->range.total, ==, (gint64) g_bytes_get_size (whole));
  g_assert_true (g_bytes_equal (self->body, piece));
}

static void
test_fetch (Fixture       *self,
            gconstpointer  unused)
{
  AxleRange middle = { 100, 2000, -1 };
  AxleRange all = { 0, BIG, -1 };
  AxleRange tail = { AXLE_WIRE_PIECE_LIMIT, AXLE_WIRE_PIECE_LIMIT, -1 };

  ask (self, "GET", "/pieces/small", &middle, NULL);
  check_piece (self, self->small, 100, 2000);
  /* More than a piece: as much as a piece may be. */
  ask (self, "GET", "/pieces/big", &all, NULL);
  check_piece (self, self->big, 0, AXLE_WIRE_PIECE_LIMIT);
  /* Past the end: as far as it goes. */
  ask (self, "GET", "/pieces/big", &tail, NULL);
  check_piece (self, self->big, AXLE_WIRE_PIECE_LIMIT, BIG - AXLE_WIRE_PIECE_LIMIT);
}

static void
test_whole (Fixture       *self,
            gconstpointer  unused)
{
  ask (self, "GET", "/pieces/small", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_true (g_bytes_equal (self->body, self->small));
  g_assert_cmpint (self->range.total, ==, 0);
}

static void
test_head (Fixture       *self,
           gconstpointer  unused)
{
  ask (self, "HEAD", "/pieces/big", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (self->body), ==, 0);
  g_assert_cmpint (self->range.total, ==, BIG);
}

/* What cannot be answered says how large the whole is. */
static void
test_no_such_piece (Fixture       *self,
                    gconstpointer  unused)
{
  AxleRange behind = { BIG, 10, -1 };

  ask (self, "GET", "/pieces/big", &behind, NULL);
  g_assert_cmpuint (self->status, ==, 416);
  g_assert_cmpint (self->range.length, ==, 0);
  g_assert_cmpint (self->range.total, ==, BIG);
  ask (self, "GET", "/pieces/big", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 416);
  g_assert_cmpint (self->range.total, ==, BIG);
}

static void
test_send (Fixture       *self,
           gconstpointer  unused)
{
  AxleRange range = { 4000, SMALL, 100000 };

  ask (self, "PUT", "/pieces/small", &range, self->small);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpint (self->taken.offset, ==, 4000);
  g_assert_cmpint (self->taken.length, ==, SMALL);
  g_assert_cmpint (self->taken.total, ==, 100000);
  g_assert_cmpuint (self->n_taken, ==, SMALL);
  /* The header and the body do not fit together; the body is too large. */
  range.length = SMALL - 1;
  ask (self, "PUT", "/pieces/small", &range, self->small);
  g_assert_cmpuint (self->status, ==, 400);
  range.length = BIG;
  ask (self, "PUT", "/pieces/small", &range, self->big);
  g_assert_cmpuint (self->status, ==, 400);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/pieces/fetch", test_fetch);
  ADD ("/pieces/whole", test_whole);
  ADD ("/pieces/head", test_head);
  ADD ("/pieces/no-such-piece", test_no_such_piece);
  ADD ("/pieces/send", test_send);
  return g_test_run ();
}
