/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "base/hash.h"
#include "server/auth.h"
#include "server/blobs-collect.h"
#include "server/blobs-folder.h"
#include "core/media/photo.h"
#include "server/dealership.h"
#include "server/server.h"

#define PIECE 100000

/* 32 bytes in base64url. */
#define KEY "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

typedef struct
{
  AxleTestFolder *folder;
  char           *path;
  AxleBlobStore  *blobs;
} Fixture;

static void
open_blobs (Fixture                      *self,
            const AxleBlobsFolderOptions *options)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->blobs);
  self->blobs = axle_blobs_folder_open (self->path, options, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  static const AxleBlobsFolderOptions options = { 0 };

  self->folder = axle_test_folder_new ();
  self->path = axle_test_folder_build (self->folder, "blobs");
  open_blobs (self, &options);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_clear_object (&self->blobs);
  g_free (self->path);
  axle_test_folder_free (self->folder);
}

/* A picture by its first bytes, no two alike. */
static GBytes *
new_picture (gsize size,
             guint seed)
{
  static const guint8 head[] = { 0xff, 0xd8, 0xff, 0xe0 };
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) ((i * 31 + seed * 17) >> 3);
  memcpy (bytes, head, sizeof head);
  return g_bytes_new_take (bytes, size);
}

static char *
hash_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static gboolean
write_from (Fixture     *self,
            const char  *owner,
            GBytes      *picture,
            gint64       offset,
            gint64       length,
            gint64      *n_received,
            GError     **error)
{
  g_autofree char *hash = hash_of (picture);
  gint64 total = (gint64) g_bytes_get_size (picture);
  g_autoptr(GBytes) bytes = g_bytes_new_from_bytes (picture, (gsize) offset, (gsize) MIN (length, total - offset));
  AxleBlobPiece piece = { hash, owner, offset, total, bytes };

  return axle_blob_store_write (self->blobs, &piece, n_received, error);
}

static gint64
find (Fixture *self,
      GBytes  *picture)
{
  g_autofree char *hash = hash_of (picture);
  g_autoptr(GError) error = NULL;
  gint64 size;

  axle_blob_store_find (self->blobs, hash, &size, &error);
  g_assert_no_error (error);
  return size;
}

static gint64
find_part (Fixture    *self,
           GBytes     *picture,
           const char *owner)
{
  g_autofree char *hash = hash_of (picture);
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  axle_blob_store_find_part (self->blobs, hash, owner, &n_received, &error);
  g_assert_no_error (error);
  return n_received;
}

static void
write_all (Fixture *self,
           GBytes  *picture)
{
  g_autoptr(GError) error = NULL;
  gint64 total = (gint64) g_bytes_get_size (picture);
  gint64 n_received;

  for (gint64 offset = 0; offset < total; offset += PIECE)
    {
      write_from (self, "desk", picture, offset, PIECE, &n_received, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n_received, ==, MIN (total, offset + PIECE));
    }
}

static void
test_whole (Fixture       *self,
            gconstpointer  unused)
{
  static const gsize sizes[] = { 12, 4096, PIECE, PIECE + 1, 10 * PIECE - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) picture = new_picture (sizes[i], (guint) i);
      g_autofree char *hash = hash_of (picture);
      g_autoptr(GBytes) read = NULL;
      g_autoptr(GBytes) last = NULL;

      g_assert_cmpint (find (self, picture), ==, -1);
      write_all (self, picture);
      g_assert_cmpint (find (self, picture), ==, (gint64) sizes[i]);
      g_assert_cmpint (find_part (self, picture, "desk"), ==, 0);
      read = axle_blob_store_read (self->blobs, hash, 0, sizes[i], NULL);
      g_assert_true (g_bytes_equal (read, picture));
      last = axle_blob_store_read (self->blobs, hash, (gint64) sizes[i] - 1, 100, NULL);
      g_assert_cmpuint (g_bytes_get_size (last), ==, 1);
    }
}

/* What came is kept over a restart of the server, and for whom it belongs to alone. */
static void
test_resume (Fixture       *self,
             gconstpointer  unused)
{
  static const AxleBlobsFolderOptions options = { 0 };
  g_autoptr(GBytes) picture = new_picture (5 * PIECE, 1);
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  g_assert_true (write_from (self, "one", picture, 0, 2 * PIECE, &n_received, NULL));
  open_blobs (self, &options);
  g_assert_cmpint (find_part (self, picture, "one"), ==, 2 * PIECE);
  g_assert_cmpint (find_part (self, picture, "other"), ==, 0);

  g_assert_false (write_from (self, "one", picture, 3 * PIECE, PIECE, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_OFFSET);
  g_assert_cmpint (n_received, ==, 2 * PIECE);
  g_clear_error (&error);
  g_assert_false (write_from (self, "other", picture, 3 * PIECE, PIECE, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_OFFSET);
  g_clear_error (&error);

  /* A piece whose answer was lost comes again. */
  g_assert_true (write_from (self, "one", picture, PIECE, PIECE, &n_received, NULL));
  g_assert_cmpint (n_received, ==, 2 * PIECE);
  g_assert_true (write_from (self, "one", picture, 2 * PIECE, 3 * PIECE, &n_received, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find (self, picture), ==, 5 * PIECE);
}

static void
test_wrong_hash (Fixture       *self,
                 gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (2 * PIECE, 1);
  g_autoptr(GBytes) other = new_picture (2 * PIECE, 2);
  g_autofree char *hash = hash_of (picture);
  AxleBlobPiece piece = { hash, "desk", 0, 2 * PIECE, other };
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  g_assert_false (axle_blob_store_write (self->blobs, &piece, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_HASH);
  g_assert_cmpint (find (self, picture), ==, -1);
  g_assert_cmpint (find_part (self, picture, "desk"), ==, 0);
  write_all (self, picture);
  g_assert_cmpint (find (self, picture), ==, 2 * PIECE);
}

static void
test_pieces (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1000, 1);
  g_autoptr(GBytes) text = g_bytes_new_static ("<!DOCTYPE html><script>alert (1)</script>", 41);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autofree char *hash = hash_of (picture);
  const struct
  {
    AxleBlobPiece piece;
    int           code;
  } cases[] = {
    { { hash, "desk", 0, AXLE_BLOB_LIMIT + 1, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 0, 0, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 0, -1, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 0, 999, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", -1, 2000, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", G_MAXINT64 - 5, 2000, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 1001, 2000, picture }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 0, 2000, nothing }, AXLE_BLOB_ERROR_LIMIT },
    { { hash, "desk", 0, 41, text }, AXLE_BLOB_ERROR_TYPE },
    { { hash, "desk", 500, 2000, picture }, AXLE_BLOB_ERROR_OFFSET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 n_received;

      g_assert_false (axle_blob_store_write (self->blobs, &cases[i].piece, &n_received, &error));
      g_assert_error (error, AXLE_BLOB_ERROR, cases[i].code);
      g_assert_cmpint (find_part (self, picture, "desk"), ==, 0);
    }
}

static void
test_room (Fixture       *self,
           gconstpointer  unused)
{
  static const AxleBlobsFolderOptions limited = { .limit = 3 * PIECE };
  static const AxleBlobsFolderOptions reserved = { .reserve = G_MAXINT64 / 4 };
  g_autoptr(GBytes) first = new_picture (2 * PIECE, 1);
  g_autoptr(GBytes) second = new_picture (2 * PIECE, 2);
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  write_all (self, first);
  open_blobs (self, &limited);
  g_assert_false (write_from (self, "desk", second, 0, PIECE, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_FULL);
  g_clear_error (&error);
  {
    g_autofree char *hash = hash_of (first);
    gboolean dropped;

    g_assert_true (axle_blob_store_drop (self->blobs, hash, 0, &dropped, NULL));
    g_assert_false (dropped);
    g_assert_true (axle_blob_store_drop (self->blobs, hash, G_MAXINT64, &dropped, NULL));
    g_assert_true (dropped);
    g_assert_true (axle_blob_store_drop (self->blobs, hash, G_MAXINT64, &dropped, NULL));
    g_assert_false (dropped);
  }
  write_all (self, second);

  open_blobs (self, &reserved);
  g_assert_false (write_from (self, "desk", first, 0, PIECE, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_FULL);
}

static void
test_parts (Fixture       *self,
            gconstpointer  unused)
{
  g_autoptr(GBytes) last = new_picture (2 * PIECE, AXLE_BLOB_PARTS_LIMIT);
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  for (guint i = 0; i < AXLE_BLOB_PARTS_LIMIT; i++)
    {
      g_autoptr(GBytes) picture = new_picture (2 * PIECE, i);

      g_assert_true (write_from (self, "desk", picture, 0, PIECE, &n_received, NULL));
      g_assert_true (write_from (self, "desk", picture, 0, PIECE, &n_received, NULL));
    }
  g_assert_false (write_from (self, "desk", last, 0, PIECE, &n_received, &error));
  g_assert_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (write_from (self, "other", last, 0, PIECE, &n_received, &error));

  /* Those that nobody goes on with make room. */
  g_assert_true (axle_blob_store_tidy (self->blobs, g_get_real_time () - AXLE_BLOB_PART_LIFE, NULL));
  g_assert_cmpint (find_part (self, last, "other"), ==, PIECE);
  g_assert_true (axle_blob_store_tidy (self->blobs, g_get_real_time () + AXLE_BLOB_PART_LIFE, NULL));
  g_assert_cmpint (find_part (self, last, "other"), ==, 0);
  g_assert_true (write_from (self, "desk", last, 0, PIECE, &n_received, &error));
  g_assert_no_error (error);
}

static gpointer
write_in_thread (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GBytes) picture = new_picture (4 * PIECE, i);
      gint64 total = 4 * PIECE;
      gint64 n_received = 0;

      while (find (self, picture) < 0)
        {
          g_autoptr(GError) error = NULL;

          /* Another thread writes the same: whoever is told to wait or that it stands elsewhere goes on from there. */
          if (!write_from (self, "desk", picture, n_received, PIECE, &n_received, &error))
            n_received = MIN (find_part (self, picture, "desk"), total - 1);
          if (n_received >= total)
            break;
        }
    }
  return NULL;
}

static void
test_threads (Fixture       *self,
              gconstpointer  unused)
{
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_in_thread, self);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GBytes) picture = new_picture (4 * PIECE, i);
      g_autofree char *hash = hash_of (picture);
      g_autoptr(GBytes) read = axle_blob_store_read (self->blobs, hash, 0, 4 * PIECE, NULL);

      g_assert_nonnull (read);
      g_assert_true (g_bytes_equal (read, picture));
    }
}

static AxleRecord *
put_photo (Dealership *dealership,
           GBytes     *picture,
           gboolean    deleted)
{
  AxleId id = dealership_id ();
  AxleRecord *photo = axle_record_new (&axle_photo_entity, &id);
  g_autofree char *hash = hash_of (picture);

  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &dealership->store);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, "image/jpeg");
  photo->deleted = deleted;
  g_assert_true (axle_hub_begin (dealership->hub, NULL, 0, NULL));
  dealership_put (dealership, axle_record_ref (photo), dealership->store);
  g_assert_true (axle_hub_commit (dealership->hub, NULL));
  return photo;
}

static void
collect (Fixture            *self,
         Dealership         *dealership,
         gint64              now,
         AxleBlobsCollected *collected)
{
  g_autoptr(GError) error = NULL;

  axle_blobs_collect (self->blobs, dealership->storage, now, collected, &error);
  g_assert_no_error (error);
}

static void
test_collect (Fixture       *self,
              gconstpointer  unused)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "server.db");
  g_autoptr(GBytes) used = new_picture (PIECE, 1);
  g_autoptr(GBytes) orphan = new_picture (PIECE, 2);
  g_autoptr(AxleRecord) photo = NULL;
  g_autoptr(AxleRecord) other = NULL;
  AxleBlobsCollected collected;
  gint64 now = g_get_real_time ();
  Dealership dealership;

  dealership_open (&dealership, path);
  write_all (self, used);
  write_all (self, orphan);
  photo = put_photo (&dealership, used, FALSE);
  other = put_photo (&dealership, orphan, TRUE);

  collect (self, &dealership, now + AXLE_BLOBS_GRACE / 2, &collected);
  g_assert_cmpint (collected.n_used, ==, 1);
  g_assert_cmpint (collected.n_waiting, ==, 1);
  g_assert_cmpint (collected.n_dropped, ==, 0);
  collect (self, &dealership, now + AXLE_BLOBS_GRACE + G_TIME_SPAN_HOUR, &collected);
  g_assert_cmpint (collected.n_used, ==, 1);
  g_assert_cmpint (collected.n_dropped, ==, 1);
  g_assert_cmpint (collected.bytes_dropped, ==, PIECE);
  g_assert_cmpint (find (self, orphan), ==, -1);
  g_assert_cmpint (find (self, used), ==, PIECE);

  /* From its deletion on it has its own time. */
  g_assert_true (axle_hub_begin (dealership.hub, NULL, 0, NULL));
  photo->deleted = TRUE;
  dealership_put (&dealership, axle_record_ref (photo), dealership.store);
  g_assert_true (axle_hub_commit (dealership.hub, NULL));
  collect (self, &dealership, now + 2 * AXLE_BLOBS_GRACE, &collected);
  g_assert_cmpint (collected.n_waiting, ==, 1);
  collect (self, &dealership, now + 2 * AXLE_BLOBS_GRACE + 2 * G_TIME_SPAN_HOUR, &collected);
  g_assert_cmpint (collected.n_dropped, ==, 1);
  dealership_close (&dealership);
}

/* What a newer program wrote is not understood, and its photos are left alone. */
static void
test_collect_unknown (Fixture       *self,
                      gconstpointer  unused)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "server.db");
  g_autoptr(GBytes) used = new_picture (PIECE, 1);
  g_autofree char *hash = hash_of (used);
  g_autofree char *text = g_strdup_printf ("{\"film\":\"%s\"}", hash);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  AxleBlobsCollected collected;
  Dealership dealership;
  AxleDocument document = { .kind = (char *) "film", .revision = 1, .body = body };

  dealership_open (&dealership, path);
  write_all (self, used);
  document.id = dealership_id ();
  document.scope = dealership.store;
  g_assert_true (axle_storage_begin (dealership.storage, NULL, 0, NULL));
  g_assert_true (axle_storage_next_sequence (dealership.storage, &document.scope, &document.sequence, NULL));
  g_assert_true (axle_storage_put_document (dealership.storage, &document, NULL));
  g_assert_true (axle_storage_commit (dealership.storage, NULL));
  collect (self, &dealership, g_get_real_time () + 2 * AXLE_BLOBS_GRACE, &collected);
  g_assert_cmpint (collected.n_used, ==, 1);
  g_assert_cmpint (find (self, used), ==, PIECE);
  dealership_close (&dealership);
}

static void
test_rights (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "server.db");
  g_autoptr(GBytes) picture = new_picture (PIECE, 1);
  g_autofree char *hash = hash_of (picture);
  g_autoptr(AxleRecord) photo = NULL;
  Dealership dealership;
  AxleHubDesk elsewhere;
  gboolean refers;

  dealership_open (&dealership, path);
  elsewhere = dealership.office;
  elsewhere.store = dealership_id ();
  {
    const struct
    {
      const AxleHubDesk *desk;
      gboolean           refers;
      gboolean           may;
    } cases[] = {
      { &dealership.office, TRUE, TRUE },
      { &dealership.second, TRUE, TRUE },
      { &dealership.workshop, FALSE, FALSE },
      { &dealership.kiosk, FALSE, FALSE },
      { &elsewhere, FALSE, TRUE },
    };

    g_assert_true (axle_hub_refers_to_blob (dealership.hub, &dealership.office, hash, &refers, NULL));
    g_assert_false (refers);
    photo = put_photo (&dealership, picture, FALSE);
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_assert_true (axle_hub_refers_to_blob (dealership.hub, cases[i].desk, hash, &refers, NULL));
        g_assert_cmpint (refers, ==, cases[i].refers);
        g_assert_cmpint (axle_hub_may_have_blobs (cases[i].desk), ==, cases[i].may);
      }
  }
  g_assert_true (axle_hub_begin (dealership.hub, NULL, 0, NULL));
  photo->deleted = TRUE;
  dealership_put (&dealership, axle_record_ref (photo), dealership.store);
  g_assert_true (axle_hub_commit (dealership.hub, NULL));
  g_assert_true (axle_hub_refers_to_blob (dealership.hub, &dealership.office, hash, &refers, NULL));
  g_assert_false (refers);
  dealership_close (&dealership);
}

/* Asks as an enrolled desk whether there is a blob; does not wait for the answer. */
static GSocketConnection *
ask_server (Dealership *dealership,
            AxleServer *server,
            const char *hash)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GBytes) certificate = g_bytes_new_static (KEY, strlen (KEY));
  g_autofree char *code = axle_auth_make_code (dealership->hub, &dealership->store, AXLE_AUDIENCE_OFFICE, certificate, NULL);
  AxleEnrolRequest request = { .code = code, .name = (char *) "Desk", .key = (char *) KEY };
  g_autoptr(AxleEnrolReply) reply = axle_auth_enrol (dealership->hub, &request, NULL);
  g_autofree char *text = g_strdup_printf ("HEAD /v1/blob/%s HTTP/1.1\r\nHost: axle.test\r\n" AXLE_WIRE_PROTOCOL_HEADER ": %d\r\n"
                                           "Authorization: Bearer " KEY "\r\n\r\n", hash, AXLE_WIRE_PROTOCOL);
  GSocketConnection *connection;

  g_assert_nonnull (reply);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", axle_server_get_port (server), NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                                            NULL, NULL, NULL));
  return connection;
}

static gboolean
is_used (gpointer blobs)
{
  return G_OBJECT (blobs)->ref_count > 2;
}

static gboolean
is_left (gpointer blobs)
{
  return G_OBJECT (blobs)->ref_count == 1;
}

/* The server goes while a thread still looks at files for a request. */
static void
test_stopped (Fixture       *self,
              gconstpointer  unused)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "server.db");
  g_autofree char *hash = g_strnfill (AXLE_HASH_LENGTH, 'a');
  AxleServerOptions options = { .address = "127.0.0.1", .blobs = self->blobs };
  g_autoptr(GSocketConnection) connection = NULL;
  Dealership dealership;
  AxleServer *server;

  dealership_open (&dealership, path);
  server = axle_server_new (dealership.hub, &options, NULL);
  g_assert_nonnull (server);
  connection = ask_server (&dealership, server, hash);
  axle_test_wait_for (is_used, self->blobs);
  axle_server_free (server);
  dealership_close (&dealership);
  axle_test_wait_for (is_left, self->blobs);
}

#define ADD(path, func) g_test_add ("/blobs/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("whole", test_whole);
  ADD ("resume", test_resume);
  ADD ("wrong-hash", test_wrong_hash);
  ADD ("pieces", test_pieces);
  ADD ("room", test_room);
  ADD ("parts", test_parts);
  ADD ("threads", test_threads);
  ADD ("collect", test_collect);
  ADD ("collect-unknown", test_collect_unknown);
  ADD ("rights", test_rights);
  ADD ("stopped", test_stopped);
  return g_test_run ();
}
