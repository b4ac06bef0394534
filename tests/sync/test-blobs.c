/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/media-type.h"
#include "core/media/photo.h"
#include "sync/dealership.h"
#include "wire/message.h"

#define SMALL 20000
#define LARGE (5 * 1024 * 1024 + 321)
#define N_HOSTILE 300

static const char *program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
  Desk           *desks[4];
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, program, NULL);
  for (guint i = 0; i < 2; i++)
    self->desks[i] = desk_new (self->dealership, self->folder, i);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    g_clear_pointer (&self->desks[i], desk_free);
  dealership_free (self->dealership);
  axle_test_folder_free (self->folder);
}

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
keep_picture (Desk     *desk,
              gsize     size,
              guint     seed,
              gboolean  preview)
{
  g_autoptr(GBytes) picture = new_picture (size, seed);
  g_auto(AxleBlobState) state = { 0 };
  char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture);

  g_assert_true (axle_blob_cache_begin (desk->blobs, hash, (gint64) size, AXLE_BLOB_OWN, preview, NULL));
  g_assert_true (axle_blob_cache_look (desk->blobs, hash, &state, NULL));
  g_assert_true (state.complete || axle_blob_cache_append (desk->blobs, hash, 0, picture, NULL));
  g_assert_true (axle_blob_cache_finish (desk->blobs, hash, NULL));
  axle_engine_send_blobs (desk->engine);
  return hash;
}

static AxleRecord *
save_photo (Fixture    *self,
            Desk       *desk,
            const char *hash,
            const char *preview)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *photo = axle_record_new (&axle_photo_entity, &id);

  photo->scope = self->dealership->store;
  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &self->dealership->store);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_THUMBNAIL, preview);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, AXLE_MEDIA_JPEG);
  desk_save (desk, NULL, photo, &self->dealership->staff);
  return photo;
}

typedef struct
{
  Desk       *desk;
  const char *hash;
} Wait;

#define WAIT(desk, hash) ((Wait[]) { { (desk), (hash) } })

static gboolean
is_here (gpointer data)
{
  Wait *wait = data;
  g_auto(AxleBlobState) state = { 0 };

  g_assert_true (axle_blob_cache_look (wait->desk->blobs, wait->hash, &state, NULL));
  return state.complete;
}

static gboolean
is_begun (gpointer data)
{
  Wait *wait = data;
  g_auto(AxleBlobState) state = { 0 };

  g_assert_true (axle_blob_cache_look (wait->desk->blobs, wait->hash, &state, NULL));
  return state.n_bytes > 0;
}

static gboolean
is_sent (gpointer data)
{
  Wait *wait = data;

  return axle_blob_cache_count_waiting (wait->desk->blobs) == 0;
}

static gboolean
has_one_waiting (gpointer data)
{
  Wait *wait = data;

  return axle_blob_cache_count_waiting (wait->desk->blobs) == 1;
}

static gboolean
is_at_rest (gpointer data)
{
  return desk_is_at_rest (((Wait *) data)->desk);
}

static void
assert_same (Desk       *one,
             Desk       *other,
             const char *hash)
{
  g_autoptr(GBytes) sent = axle_blob_cache_load (one->blobs, hash, NULL);
  g_autoptr(GBytes) received = axle_blob_cache_load (other->blobs, hash, NULL);

  g_assert_nonnull (received);
  g_assert_true (g_bytes_equal (sent, received));
}

/* A photo taken on one desk is on the other, by itself: its preview and then the rest. */
static void
test_there (Fixture       *self,
            gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], LARGE, 1, FALSE);
  g_autofree char *preview = keep_picture (self->desks[0], SMALL, 2, TRUE);
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, preview);

  axle_test_wait_for (is_sent, WAIT (self->desks[0], NULL));
  axle_test_wait_for (is_here, WAIT (self->desks[1], preview));
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  assert_same (self->desks[0], self->desks[1], preview);
  assert_same (self->desks[0], self->desks[1], hash);
}

/* What no record names, or one that the server does not know, is not sent. */
static void
test_after_record (Fixture       *self,
                   gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], SMALL, 1, FALSE);
  g_autofree char *other = keep_picture (self->desks[0], SMALL, 2, FALSE);
  g_autoptr(AxleRecord) photo = NULL;
  Wait wait = { self->desks[0], NULL };

  axle_test_wait_for (is_at_rest, &wait);
  g_assert_cmpint (axle_blob_cache_count_waiting (self->desks[0]->blobs), ==, 2);
  photo = save_photo (self, self->desks[0], hash, NULL);
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  axle_test_wait_for (has_one_waiting, &wait);
}

static gint64
count_received (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->dealership->folder, "blobs", "incoming", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  gint64 total = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *part = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (g_stat (part, &status) == 0)
        total += status.st_size;
    }
  return total;
}

static gboolean
is_on_the_way (gpointer data)
{
  return count_received (data) > 0;
}

/* The server dies in the middle: the rest goes on where it was. */
static void
test_cut (Fixture       *self,
          gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], LARGE, 1, FALSE);
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, NULL);
  gint64 n_received;

  axle_test_wait_for (is_on_the_way, self);
  dealership_kill (self->dealership);
  n_received = count_received (self);
  g_assert_cmpint (n_received, >, 0);
  g_assert_cmpint (axle_blob_cache_count_waiting (self->desks[0]->blobs), ==, 1);
  dealership_start (self->dealership);
  axle_engine_sync_now (self->desks[0]->engine);
  axle_engine_sync_now (self->desks[1]->engine);
  axle_test_wait_for (is_sent, WAIT (self->desks[0], NULL));

  axle_test_wait_for (is_begun, WAIT (self->desks[1], hash));
  dealership_kill (self->dealership);
  axle_engine_stop (self->desks[1]->engine);
  g_assert_false (is_here (WAIT (self->desks[1], hash)));
  dealership_start (self->dealership);
  g_assert_true (axle_engine_start (self->desks[1]->engine));
  axle_engine_want_blob (self->desks[1]->engine, hash);
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  assert_same (self->desks[0], self->desks[1], hash);
}

static gint64
count_sent (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->dealership->folder, "blobs", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  gint64 n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The same picture of two desks goes over the wire once, and stays once. */
static void
test_known (Fixture       *self,
            gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], SMALL, 1, FALSE);
  g_autofree char *again = NULL;
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, NULL);
  g_autoptr(AxleRecord) other = NULL;
  gint64 n;

  axle_test_wait_for (is_sent, WAIT (self->desks[0], NULL));
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  n = count_sent (self);
  again = keep_picture (self->desks[1], SMALL, 1, FALSE);
  other = save_photo (self, self->desks[1], again, NULL);
  axle_test_wait_for (is_sent, WAIT (self->desks[1], NULL));
  g_assert_cmpint (count_sent (self), ==, n);
}

/* A damaged piece on this desk: it is fetched again. */
static void
test_damaged (Fixture       *self,
              gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], SMALL, 1, FALSE);
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, NULL);

  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  g_assert_true (axle_blob_cache_drop (self->desks[1]->blobs, hash, NULL));
  axle_engine_want_blob (self->desks[1]->engine, hash);
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  assert_same (self->desks[0], self->desks[1], hash);
}

typedef struct
{
  gboolean  done;
  guint     status;
  GBytes   *body;
  AxleRange range;
} Answer;

static void
answer_cb (const AxleReply *reply,
           const GError    *error,
           gpointer         user_data)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  answer->status = reply != NULL ? reply->status : 0;
  g_clear_pointer (&answer->body, g_bytes_unref);
  answer->body = reply != NULL ? g_bytes_ref (reply->body) : NULL;
  answer->range = reply != NULL ? reply->range : (AxleRange) { 0 };
}

static gboolean
is_answered (gpointer data)
{
  return ((Answer *) data)->done;
}

static guint
ask (Desk            *desk,
     const char      *method,
     const char      *hash,
     const AxleRange *range,
     GBytes          *body,
     Answer          *answer)
{
  g_autofree char *path = g_strconcat ("/v1/blob/", hash, NULL);

  answer->done = FALSE;
  axle_transport_send (AXLE_TRANSPORT (desk->transport), method, path, range, body, answer_cb, answer);
  axle_test_wait_for (is_answered, answer);
  return answer->status;
}

/* For whoever may not see a photo there is none, however they ask. */
static void
test_rights (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *hash = keep_picture (self->desks[0], SMALL, 1, FALSE);
  g_autofree char *nothing = g_strnfill (64, 'a');
  g_autoptr(GBytes) picture = new_picture (SMALL, 1);
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, NULL);
  AxleRange all = { 0, SMALL, SMALL };
  Answer answer = { 0 };

  axle_test_wait_for (is_sent, WAIT (self->desks[0], NULL));
  self->desks[2] = desk_new (self->dealership, self->folder, 2);
  self->desks[3] = desk_new (self->dealership, self->folder, 3);
  g_assert_cmpuint (ask (self->desks[1], "HEAD", hash, NULL, NULL, &answer), ==, 200);
  g_assert_cmpint (answer.range.total, ==, SMALL);
  g_assert_cmpuint (ask (self->desks[1], "GET", hash, &all, NULL, &answer), ==, 206);
  for (guint i = 2; i < 4; i++)
    {
      g_assert_cmpuint (ask (self->desks[i], "HEAD", hash, NULL, NULL, &answer), ==, 404);
      g_assert_cmpuint (ask (self->desks[i], "GET", hash, NULL, NULL, &answer), ==, 404);
      g_assert_cmpuint (ask (self->desks[i], "GET", hash, &all, NULL, &answer), ==, 404);
      g_assert_cmpuint (ask (self->desks[i], "GET", nothing, &all, NULL, &answer), ==, 404);
    }
  /* The lounge sends none; another store does not learn that it is there. */
  g_assert_cmpuint (ask (self->desks[2], "PUT", hash, &all, picture, &answer), ==, 404);
  g_assert_cmpuint (ask (self->desks[3], "PUT", hash, &all, picture, &answer), ==, 200);
  g_assert_cmpuint (ask (self->desks[3], "HEAD", hash, NULL, NULL, &answer), ==, 404);

  /* Who deletes the record takes the photo from all. */
  {
    g_autoptr(AxleRecord) current = NULL;
    g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
    AxleChange *change = axle_change_new (&axle_photo_entity, &photo->id, AXLE_CHANGE_DELETE);
    gint64 operation;

    change->scope = photo->scope;
    change->base = 1;
    change->staff = self->dealership->staff;
    g_ptr_array_add (changes, change);
    g_assert_true (axle_store_save (self->desks[0]->store, changes, &operation, NULL));
    axle_engine_poke (self->desks[0]->engine);
    axle_test_wait_for (is_at_rest, WAIT (self->desks[0], NULL));
  }
  g_assert_cmpuint (ask (self->desks[1], "GET", hash, &all, NULL, &answer), ==, 404);
  g_clear_pointer (&answer.body, g_bytes_unref);
}

/* Ranges and names as no desk of ours would send them: refused, and the server goes on. */
static void
test_hostile (Fixture       *self,
              gconstpointer  unused)
{
  static const char * const methods[] = { "GET", "PUT", "HEAD" };
  static const gint64 numbers[] = {
    0, 1, -1, SMALL - 1, SMALL, SMALL + 1, 1 << 20, (1 << 20) + 1, G_MAXINT32, G_MAXINT64, G_MAXINT64 - 1,
  };
  static const char * const names[] = {
    "..%2f..%2fserver.db", "%2e%2e/%2e%2e/server.db", "a", "A3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "%00",
  };
  g_autofree char *hash = keep_picture (self->desks[0], SMALL, 1, FALSE);
  g_autoptr(AxleRecord) photo = save_photo (self, self->desks[0], hash, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr(GBytes) picture = new_picture (SMALL, 1);
  Answer answer = { 0 };

  axle_test_wait_for (is_sent, WAIT (self->desks[0], NULL));
  for (guint i = 0; i < N_HOSTILE; i++)
    {
      const char *method = methods[g_rand_int_range (rand, 0, G_N_ELEMENTS (methods))];
      AxleRange range = {
        numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))],
        numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))] / 2,
        numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))],
      };
      gboolean put = g_str_equal (method, "PUT");
      guint status = ask (self->desks[1], method, i % 10 == 0 ? names[i / 10 % G_N_ELEMENTS (names)] : hash, &range,
                          put ? picture : NULL, &answer);

      g_test_message ("%s %" G_GINT64_FORMAT "+%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT ": %u", method, range.offset,
                      range.length, range.total, status);
      g_assert_cmpuint (status, >=, 200);
      g_assert_cmpuint (status, <, 500);
      /* Whatever is given out is what was asked for. */
      if (status == 206)
        {
          g_assert_cmpint (answer.range.total, ==, SMALL);
          g_assert_cmpint (answer.range.length, ==, (gint64) g_bytes_get_size (answer.body));
          g_assert_cmpmem (g_bytes_get_data (answer.body, NULL), g_bytes_get_size (answer.body),
                           (const char *) g_bytes_get_data (picture, NULL) + answer.range.offset, (gsize) answer.range.length);
        }
    }
  g_clear_pointer (&answer.body, g_bytes_unref);
  axle_engine_want_blob (self->desks[1]->engine, hash);
  axle_test_wait_for (is_here, WAIT (self->desks[1], hash));
  assert_same (self->desks[0], self->desks[1], hash);
}

#define ADD(path, func) g_test_add ("/blobs/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  ADD ("there", test_there);
  ADD ("after-record", test_after_record);
  ADD ("cut", test_cut);
  ADD ("known", test_known);
  ADD ("damaged", test_damaged);
  ADD ("rights", test_rights);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
