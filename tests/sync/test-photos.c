/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/media-type.h"
#include "core/media/photo.h"
#include "store/blobs.h"
#include "sync/answered.h"
#include "wire/message.h"

/* Photos on their way, with a server that answers by hand. */

#define EPOCH ANSWERED_EPOCH
#define PIECE AXLE_BLOB_CACHE_PIECE
#define SIZE (5 * PIECE + 100)
#define LONG 120000

typedef struct
{
  AnsweredDesk   desk;
  AxleBlobCache *cache;
  gint64         sequence;
  guint          n_done;
  guint          n_problems;
} Desk;

static void
news_cb (AxleEngine         *engine,
         const AxleBlobNews *news,
         gpointer            user_data)
{
  Desk *self = user_data;

  self->n_done += news->done;
  self->n_problems += news->problem != NULL;
}

static void
start_engine (Desk *self)
{
  axle_engine_set_blobs (self->desk.engine, self->cache, news_cb, self);
  g_assert_true (axle_engine_start (self->desk.engine));
}

static void
set_up (Desk          *self,
        gconstpointer  unused)
{
  g_autofree char *blobs = NULL;
  g_autoptr(GError) error = NULL;

  answered_desk_open (&self->desk);
  blobs = axle_test_folder_build (self->desk.folder, "blobs.db");
  self->cache = axle_blob_cache_open (&(AxleStoreOptions) { .path = blobs }, AXLE_BLOB_CACHE_LIMIT, &error);
  g_assert_no_error (error);
  start_engine (self);
}

static void
tear_down (Desk          *self,
           gconstpointer  unused)
{
  answered_desk_close (&self->desk);
  axle_blob_cache_close (self->cache);
}

static GBytes *
new_picture (guint seed)
{
  guint8 *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (guint8) ((i * 31 + seed * 17) >> 3);
  return g_bytes_new_take (bytes, SIZE);
}

static char *
hash_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static void
keep_own (Desk   *self,
          GBytes *picture)
{
  g_autofree char *hash = hash_of (picture);

  g_assert_true (axle_blob_cache_begin (self->cache, hash, SIZE, AXLE_BLOB_OWN, FALSE, NULL));
  g_assert_true (axle_blob_cache_append (self->cache, hash, 0, picture, NULL));
  g_assert_true (axle_blob_cache_finish (self->cache, hash, NULL));
  axle_engine_send_blobs (self->desk.engine);
}

static void
answer_feed (Desk         *self,
             const AxleId *scope,
             const char   *hash)
{
  g_autofree char *path = answered_feed_of (scope);
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();

  page->scope = *scope;
  page->epoch = EPOCH;
  page->after = self->sequence;
  if (hash != NULL)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      AxleRecord *photo = axle_record_new (&axle_photo_entity, &id);

      photo->scope = *scope;
      photo->revision = 1;
      axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &answered_store);
      axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
      axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, AXLE_MEDIA_JPEG);
      self->sequence++;
      g_array_append_val (page->sequences, self->sequence);
      g_ptr_array_add (page->records, photo);
    }
  page->next = page->head = hash != NULL || axle_id_equal (scope, &answered_store) ? self->sequence : 0;
  scripted_transport_reply (self->desk.transport, path, 200, axle_feed_page_encode (page), 0);
}

/* The records are here, and with them one that names @picture. */
static void
come_online (Desk   *self,
             GBytes *picture)
{
  g_autofree char *hash = picture != NULL ? hash_of (picture) : NULL;

  answer_feed (self, &answered_group, NULL);
  answer_feed (self, &answered_store, hash);
  scripted_timers_advance (self->desk.timers, 1);
}

static guint
count_blobs (Desk *self)
{
  return scripted_transport_count (self->desk.transport, "/v1/blob/");
}

static void
answer (Desk       *self,
        guint       status,
        const char *code)
{
  AxleErrorReply problem = { (char *) code, (char *) "No.", 0 };

  scripted_transport_reply (self->desk.transport, "/v1/blob/", status,
                            code != NULL ? axle_error_reply_encode (&problem) : g_bytes_new_static ("{}", 2), 0);
  scripted_timers_advance (self->desk.timers, 1);
}

static void
answer_received (Desk   *self,
                 gint64  n_received)
{
  AxleRange range = { .length = n_received, .total = -1 };

  scripted_transport_reply_range (self->desk.transport, "/v1/blob/", 404, g_bytes_new (NULL, 0), 0, &range);
  scripted_timers_advance (self->desk.timers, 1);
}

static void
assert_asks (Desk       *self,
             const char *method,
             gint64      offset)
{
  g_assert_cmpuint (count_blobs (self), ==, 1);
  g_assert_cmpstr (scripted_transport_method (self->desk.transport, "/v1/blob/"), ==, method);
  g_assert_cmpint (scripted_transport_range (self->desk.transport, "/v1/blob/").offset, ==, offset);
}

static gboolean
has_waiting (Desk *self)
{
  return axle_blob_cache_count_waiting (self->cache) > 0;
}

/* Sent once the server knows the record, from where it was left, to its end. */
static void
test_up (Desk          *self,
         gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);

  keep_own (self, picture);
  scripted_timers_advance (self->desk.timers, 1);
  g_assert_cmpuint (count_blobs (self), ==, 0);
  come_online (self, picture);
  assert_asks (self, "HEAD", 0);
  answer_received (self, PIECE + 7);
  assert_asks (self, "PUT", PIECE + 7);
  g_assert_cmpint (scripted_transport_range (self->desk.transport, "/v1/blob/").total, ==, SIZE);
  answer (self, 200, NULL);
  assert_asks (self, "PUT", 3 * PIECE + 7);
  answer (self, 200, NULL);
  assert_asks (self, "PUT", 5 * PIECE + 7);
  g_assert_true (has_waiting (self));
  answer (self, 200, NULL);
  g_assert_false (has_waiting (self));
  g_assert_cmpuint (count_blobs (self), ==, 0);
  g_assert_cmpuint (self->n_done, ==, 1);
}

/* There already: nothing goes over the wire. */
static void
test_known (Desk          *self,
            gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);

  keep_own (self, picture);
  come_online (self, picture);
  assert_asks (self, "HEAD", 0);
  answer (self, 200, NULL);
  g_assert_false (has_waiting (self));
  g_assert_cmpuint (count_blobs (self), ==, 0);
}

static const struct
{
  const char *name;
  guint       status;
  const char *code;
  gboolean    for_good;
} refusals[] = {
  { "too-large", 413, "limit", TRUE },
  { "no-picture", 415, "type", TRUE },
  { "full", 507, "full", FALSE },
  { "busy", 503, "busy", FALSE },
  { "offset", 409, "offset", FALSE },
  { "hash", 422, "hash", FALSE },
  { "proxy", 413, NULL, FALSE },
};

/* What is refused for good is not sent again; everything else is, from what HEAD says. */
static void
test_refusal (Desk          *self,
              gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GBytes) picture = new_picture (1);

  keep_own (self, picture);
  come_online (self, picture);
  answer_received (self, 0);
  assert_asks (self, "PUT", 0);
  answer (self, refusals[i].status, refusals[i].code);
  g_assert_cmpuint (count_blobs (self), ==, 0);
  scripted_timers_advance (self->desk.timers, LONG);
  g_assert_cmpint (has_waiting (self), ==, !refusals[i].for_good);
  g_assert_cmpuint (count_blobs (self), ==, refusals[i].for_good ? 0 : 1);
  if (refusals[i].for_good)
    g_assert_cmpuint (self->n_problems, ==, 1);
}

static gboolean
is_here (Desk   *self,
         GBytes *picture)
{
  g_autofree char *hash = hash_of (picture);
  g_autoptr(GBytes) bytes = axle_blob_cache_load (self->cache, hash, NULL);

  return bytes != NULL && g_bytes_equal (bytes, picture);
}

static void
answer_piece (Desk   *self,
              GBytes *whole)
{
  scripted_transport_reply_part (self->desk.transport, "/v1/blob/", whole, G_MAXSIZE);
  scripted_timers_advance (self->desk.timers, 1);
}

/* Fetched by itself when there is nothing else to do; goes on after the program was closed. */
static void
test_down (Desk          *self,
           gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);

  come_online (self, picture);
  assert_asks (self, "GET", 0);
  answer_piece (self, picture);
  assert_asks (self, "GET", 2 * PIECE);
  answered_desk_restart (&self->desk);
  start_engine (self);
  come_online (self, NULL);
  scripted_timers_advance (self->desk.timers, 1);
  assert_asks (self, "GET", 2 * PIECE);
  answer_piece (self, picture);
  answer_piece (self, picture);
  g_assert_true (is_here (self, picture));
  g_assert_cmpuint (count_blobs (self), ==, 0);
}

/* The record came first: asked for again later, and at once when somebody wants it. */
static void
test_coming (Desk          *self,
             gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);
  g_autofree char *hash = hash_of (picture);

  come_online (self, picture);
  answer (self, 404, "not-found");
  g_assert_cmpuint (count_blobs (self), ==, 0);
  g_assert_cmpuint (self->n_problems, ==, 0);
  axle_engine_want_blob (self->desk.engine, hash);
  scripted_timers_advance (self->desk.timers, 1);
  assert_asks (self, "GET", 0);
  answer (self, 404, "not-found");
  scripted_timers_advance (self->desk.timers, LONG);
  assert_asks (self, "GET", 0);
  for (guint i = 0; i < 3; i++)
    answer_piece (self, picture);
  g_assert_true (is_here (self, picture));
}

/* What is not what its name says is thrown away and fetched anew. */
static void
test_wrong (Desk          *self,
            gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);
  g_autoptr(GBytes) other = new_picture (2);

  come_online (self, picture);
  for (guint i = 0; i < 3; i++)
    answer_piece (self, other);
  g_assert_false (is_here (self, picture));
  g_assert_cmpuint (self->n_problems, ==, 1);
  scripted_timers_advance (self->desk.timers, LONG);
  assert_asks (self, "GET", 0);
  for (guint i = 0; i < 3; i++)
    answer_piece (self, picture);
  g_assert_true (is_here (self, picture));
}

/* Records go before: nothing is fetched by itself while there are more of them. */
static void
test_after_records (Desk          *self,
                    gconstpointer  unused)
{
  g_autoptr(GBytes) picture = new_picture (1);
  g_autofree char *hash = hash_of (picture);

  answer_feed (self, &answered_store, hash);
  scripted_timers_advance (self->desk.timers, 1);
  g_assert_cmpuint (count_blobs (self), ==, 0);
  answer_feed (self, &answered_group, NULL);
  scripted_timers_advance (self->desk.timers, 1);
  assert_asks (self, "GET", 0);
}

#define ADD(path, data, func) g_test_add ("/photos/" path, Desk, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("up", NULL, test_up);
  ADD ("known", NULL, test_known);
  ADD ("down", NULL, test_down);
  ADD ("coming", NULL, test_coming);
  ADD ("wrong", NULL, test_wrong);
  ADD ("after-records", NULL, test_after_records);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/photos/refusal/", refusals[i].name, NULL);
      g_test_add (path, Desk, GSIZE_TO_POINTER (i), set_up, test_refusal, tear_down);
    }
  return g_test_run ();
}
