/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/blobs.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "core/media/photo.h"
#include "store/desk.h"

#define PIECE AXLE_BLOB_CACHE_PIECE
#define MARK "not to be read by anybody"

typedef struct
{
  AxleHost host;
  gint64   now;
} Clock;

typedef struct
{
  AxleTestFolder *folder;
  char           *path;
  GBytes         *key;
  Clock           clock;
  AxleBlobCache  *cache;
} Fixture;

static gint64
get_now (AxleHost *host)
{
  return ((Clock *) host)->now;
}

static void
fill (AxleHost *host,
      guint8   *bytes,
      gsize     size)
{
  memset (bytes, 7, size);
}

static void
open_cache (Fixture *self,
            gint64   limit)
{
  AxleStoreOptions options = { .path = self->path, .key = self->key, .host = &self->clock.host };
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->cache, axle_blob_cache_close);
  self->cache = axle_blob_cache_open (&options, limit, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  static const guint8 key[32] = { 1, 2, 3 };

  self->folder = axle_test_folder_new ();
  self->path = axle_test_folder_build (self->folder, "blobs.db");
  self->key = g_bytes_new_static (key, sizeof key);
  self->clock = (Clock) { { get_now, fill }, G_GINT64_CONSTANT (1800000000000000) };
  open_cache (self, AXLE_BLOB_CACHE_LIMIT);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_clear_pointer (&self->cache, axle_blob_cache_close);
  g_bytes_unref (self->key);
  g_free (self->path);
  axle_test_folder_free (self->folder);
}

static GBytes *
new_bytes (gsize size,
           guint seed)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) ((i * 31 + seed * 17) >> 3);
  for (gsize i = 0; i + sizeof MARK < size; i += 5000)
    memcpy (bytes + i, MARK, sizeof MARK);
  return g_bytes_new_take (bytes, size);
}

static char *
hash_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static char *
put (Fixture      *self,
     guint         seed,
     gsize         size,
     AxleBlobKind  kind,
     gboolean      preview)
{
  g_autoptr(GBytes) bytes = new_bytes (size, seed);
  char *hash = hash_of (bytes);
  g_autoptr(GError) error = NULL;

  axle_blob_cache_begin (self->cache, hash, (gint64) size, kind, preview, &error);
  g_assert_no_error (error);
  axle_blob_cache_append (self->cache, hash, 0, bytes, &error);
  g_assert_no_error (error);
  axle_blob_cache_finish (self->cache, hash, &error);
  g_assert_no_error (error);
  self->clock.now += G_USEC_PER_SEC;
  return hash;
}

static gboolean
has (Fixture    *self,
     const char *hash)
{
  g_auto(AxleBlobState) state = { 0 };

  g_assert_true (axle_blob_cache_look (self->cache, hash, &state, NULL));
  return state.complete;
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  unused)
{
  static const gsize sizes[] = { 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 17 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *hash = put (self, (guint) i, sizes[i], AXLE_BLOB_OWN, FALSE);
      g_autoptr(GBytes) bytes = new_bytes (sizes[i], (guint) i);
      g_autoptr(GBytes) loaded = NULL;
      g_autoptr(GBytes) part = NULL;

      open_cache (self, AXLE_BLOB_CACHE_LIMIT);
      loaded = axle_blob_cache_load (self->cache, hash, NULL);
      g_assert_nonnull (loaded);
      g_assert_true (g_bytes_equal (loaded, bytes));
      part = axle_blob_cache_read (self->cache, hash, (gint64) sizes[i] / 2, 3, NULL);
      g_assert_cmpuint (g_bytes_get_size (part), ==, MIN (3, sizes[i] - sizes[i] / 2));
      g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part),
                       (const char *) g_bytes_get_data (bytes, NULL) + sizes[i] / 2, g_bytes_get_size (part));
    }
}

/* Nothing of a picture lies open on the disk, also not in the log. */
static void
test_encrypted (Fixture       *self,
                gconstpointer  unused)
{
  static const char * const suffixes[] = { "", "-wal" };
  g_autofree char *hash = put (self, 1, 3 * PIECE, AXLE_BLOB_OWN, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *contents = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      g_assert_null (memmem (contents, size, MARK, strlen (MARK)));
      g_assert_null (memmem (contents, size, hash, strlen (hash)));
    }
}

static void
test_pieces (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(GBytes) bytes = new_bytes (3 * PIECE + 10, 1);
  g_autofree char *hash = hash_of (bytes);
  const struct
  {
    gint64 offset;
    gsize  length;
    gsize  n_bytes;    /* afterwards */
  } cases[] = {
    { PIECE, PIECE, 0 },
    { 0, PIECE - 1, 0 },
    { 0, PIECE, PIECE },
    { 0, PIECE, PIECE },
    { PIECE, 2 * PIECE, 3 * PIECE },
    { 3 * PIECE, 9, 3 * PIECE },
    { 3 * PIECE, 10, 3 * PIECE + 10 },
    { 3 * PIECE + 10, 1, 3 * PIECE + 10 },
  };

  g_assert_true (axle_blob_cache_begin (self->cache, hash, 3 * PIECE + 10, AXLE_BLOB_FETCHED, FALSE, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) piece = g_bytes_new_from_bytes (bytes, 0, cases[i].length);
      g_auto(AxleBlobState) state = { 0 };

      axle_blob_cache_append (self->cache, hash, cases[i].offset, piece, NULL);
      /* The desk is switched off and on. */
      open_cache (self, AXLE_BLOB_CACHE_LIMIT);
      g_assert_true (axle_blob_cache_begin (self->cache, hash, 3 * PIECE + 10, AXLE_BLOB_FETCHED, FALSE, NULL));
      g_assert_true (axle_blob_cache_look (self->cache, hash, &state, NULL));
      g_assert_cmpint (state.n_bytes, ==, (gint64) cases[i].n_bytes);
      g_assert_false (state.complete);
      g_assert_null (axle_blob_cache_load (self->cache, hash, NULL));
    }
  /* Another size is another file. */
  g_assert_true (axle_blob_cache_begin (self->cache, hash, PIECE, AXLE_BLOB_FETCHED, FALSE, NULL));
  g_assert_cmpint (axle_blob_cache_get_usage (self->cache), ==, 0);
}

static void
make_room (Fixture *self,
           gint64   n_bytes,
           gboolean expected)
{
  g_autoptr(GError) error = NULL;
  gboolean made;

  axle_blob_cache_make_room (self->cache, n_bytes, &made, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made, ==, expected);
}

static void
test_eviction (Fixture       *self,
               gconstpointer  unused)
{
  g_autofree char *oldest = put (self, 1, PIECE, AXLE_BLOB_FETCHED, FALSE);
  g_autofree char *preview = put (self, 2, PIECE, AXLE_BLOB_FETCHED, TRUE);
  g_autofree char *own = put (self, 3, PIECE, AXLE_BLOB_OWN, FALSE);
  g_autofree char *opened = put (self, 4, PIECE, AXLE_BLOB_FETCHED, FALSE);
  g_autofree char *latest = put (self, 5, PIECE, AXLE_BLOB_FETCHED, FALSE);
  const char *used[] = { opened, NULL };

  g_assert_true (axle_blob_cache_use (self->cache, used, NULL));
  make_room (self, 0, TRUE);
  g_assert_cmpint (axle_blob_cache_get_usage (self->cache), ==, 5 * PIECE);
  axle_blob_cache_set_limit (self->cache, 5 * PIECE);
  make_room (self, PIECE, TRUE);
  g_assert_false (has (self, oldest));
  g_assert_true (has (self, latest));
  make_room (self, 2 * PIECE, TRUE);
  g_assert_false (has (self, latest));
  g_assert_true (has (self, preview));
  make_room (self, 3 * PIECE, TRUE);
  g_assert_false (has (self, preview));

  /* What was not sent and what was opened this month stays, whatever comes. */
  make_room (self, 4 * PIECE, FALSE);
  g_assert_true (has (self, own));
  g_assert_true (has (self, opened));
  self->clock.now += AXLE_BLOB_CACHE_PIN + 1;
  make_room (self, 4 * PIECE, TRUE);
  g_assert_false (has (self, opened));
  make_room (self, 5 * PIECE, FALSE);
  g_assert_true (has (self, own));
  g_assert_true (axle_blob_cache_set_sent (self->cache, own, NULL));
  make_room (self, 5 * PIECE, TRUE);
  g_assert_false (has (self, own));
  g_assert_cmpint (axle_blob_cache_get_usage (self->cache), ==, 0);
}

static void
test_waiting (Fixture       *self,
              gconstpointer  unused)
{
  g_autofree char *first = put (self, 1, PIECE, AXLE_BLOB_OWN, FALSE);
  g_autofree char *fetched = put (self, 2, PIECE, AXLE_BLOB_FETCHED, FALSE);
  g_autofree char *second = put (self, 3, 100, AXLE_BLOB_OWN, FALSE);
  g_autofree char *preview = put (self, 4, 100, AXLE_BLOB_OWN, TRUE);
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, 10, NULL);
  g_auto(GStrv) rest = NULL;

  g_assert_true (g_strv_equal ((const char * const *) waiting, (const char *[]) { preview, first, second, NULL }));
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), ==, 3);
  g_assert_true (axle_blob_cache_set_sent (self->cache, preview, NULL));
  g_assert_true (axle_blob_cache_set_refused (self->cache, first, "Too large", NULL));
  rest = axle_blob_cache_list_waiting (self->cache, 10, NULL);
  g_assert_true (g_strv_equal ((const char * const *) rest, (const char *[]) { second, NULL }));
  g_assert_true (axle_blob_cache_send_again (self->cache, first, NULL));
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), ==, 2);

  /* The same picture again: it is sent, as the server may have forgotten it. */
  g_assert_true (axle_blob_cache_begin (self->cache, fetched, PIECE, AXLE_BLOB_OWN, FALSE, NULL));
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), ==, 3);
  g_assert_true (has (self, fetched));

  g_assert_true (axle_blob_cache_release (self->cache, second, self->clock.now - AXLE_BLOB_CACHE_PIN, NULL));
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), ==, 3);
  g_assert_true (axle_blob_cache_release (self->cache, second, self->clock.now + 1, NULL));
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), ==, 2);
}

/* A few bytes of the file go bad: what they belonged to is not shown as if it were right. */
static void
test_damage (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *hash = put (self, 1, 6 * PIECE, AXLE_BLOB_FETCHED, FALSE);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_clear_pointer (&self->cache, axle_blob_cache_close);
  g_assert_true (g_file_get_contents (self->path, &contents, &size, NULL));
  for (gsize i = size / 2; i < size / 2 + 100; i++)
    contents[i] ^= 0x55;
  g_assert_true (g_file_set_contents (self->path, contents, (gssize) size, NULL));
  open_cache (self, AXLE_BLOB_CACHE_LIMIT);
  g_assert_null (axle_blob_cache_load (self->cache, hash, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED);
  g_clear_error (&error);

  /* A file that is no database at all is put aside. */
  g_clear_pointer (&self->cache, axle_blob_cache_close);
  memset (contents, 'x', size);
  g_assert_true (g_file_set_contents (self->path, contents, (gssize) size, NULL));
  open_cache (self, AXLE_BLOB_CACHE_LIMIT);
  g_free (g_steal_pointer (&hash));
  hash = put (self, 1, 6 * PIECE, AXLE_BLOB_FETCHED, FALSE);
  g_assert_true (has (self, hash));
}

/* Killed at any moment: what is said to be whole is whole. */
static void
test_kill (Fixture       *self,
           gconstpointer  unused)
{
  guint n_whole = 0;

  g_clear_pointer (&self->cache, axle_blob_cache_close);
  for (guint i = 0; i < 5; i++)
    {
      int ready[2];
      char byte;
      pid_t child;

      g_assert_cmpint (pipe (ready), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          open_cache (self, AXLE_BLOB_CACHE_LIMIT);
          for (guint j = 0;; j++)
            {
              g_free (put (self, 1000 * i + j, 2 * PIECE, AXLE_BLOB_OWN, FALSE));
              if (write (ready[1], "", 1) != 1)
                _exit (1);
            }
        }
      for (guint j = 0; j < 2 + i; j++)
        g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      close (ready[0]);
      close (ready[1]);
      n_whole += 2 + i;
    }
  open_cache (self, AXLE_BLOB_CACHE_LIMIT);
  g_assert_cmpint (axle_blob_cache_count_waiting (self->cache), >=, n_whole);
  {
    g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, 1000, NULL);

    for (guint i = 0; waiting[i] != NULL; i++)
      {
        g_autoptr(GBytes) bytes = axle_blob_cache_load (self->cache, waiting[i], NULL);
        g_assert_nonnull (bytes);
      }
  }
}

static AxleRecord *
new_photo (TestServer *server,
           const char *hash,
           const char *preview)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *photo = axle_record_new (&axle_photo_entity, &id);

  photo->scope = server->scope;
  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &server->scope);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_THUMBNAIL, preview);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, "image/jpeg");
  return photo;
}

static void
assert_use (AxleStore   *store,
            const char  *hash,
            AxleBlobUse  expected)
{
  AxleBlobUse use;

  g_assert_true (axle_store_find_blob_use (store, hash, &use, NULL));
  g_assert_cmpint (use, ==, expected);
}

static void
test_uses (Fixture       *self,
           gconstpointer  unused)
{
  g_autofree char *hash = g_strnfill (AXLE_HASH_LENGTH, 'a');
  g_autofree char *preview = g_strnfill (AXLE_HASH_LENGTH, 'b');
  g_autoptr(AxleStore) store = test_desk_open (self->folder, "cache.db");
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) photo = new_photo (server, hash, preview);
  g_autoptr(AxleChange) delete = axle_change_new (&axle_photo_entity, &photo->id, AXLE_CHANGE_DELETE);
  g_auto(GStrv) none = NULL;
  g_auto(GStrv) blobs = NULL;
  g_auto(GStrv) previews = NULL;

  test_desk_enrol (store, server);
  assert_use (store, hash, AXLE_BLOB_UNUSED);
  test_desk_save_record (store, NULL, photo);
  assert_use (store, hash, AXLE_BLOB_PENDING);
  none = axle_store_list_blobs (store, FALSE, 10, NULL);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  test_desk_push (store, server, 10);
  test_desk_pull (store, server);
  assert_use (store, hash, AXLE_BLOB_KNOWN);
  assert_use (store, preview, AXLE_BLOB_KNOWN);
  blobs = axle_store_list_blobs (store, FALSE, 10, NULL);
  previews = axle_store_list_blobs (store, TRUE, 10, NULL);
  g_assert_true (g_strv_equal ((const char * const *) blobs, (const char *[]) { hash, NULL }));
  g_assert_true (g_strv_equal ((const char * const *) previews, (const char *[]) { preview, NULL }));
  delete->scope = server->scope;
  test_desk_save (store, delete);
  assert_use (store, hash, AXLE_BLOB_DELETED);
}

#define ADD(path, func) g_test_add ("/blobs/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("encrypted", test_encrypted);
  ADD ("pieces", test_pieces);
  ADD ("eviction", test_eviction);
  ADD ("waiting", test_waiting);
  ADD ("damage", test_damage);
  ADD ("kill", test_kill);
  ADD ("uses", test_uses);
  return g_test_run ();
}
