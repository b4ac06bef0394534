/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/media/photo.h"
#include "core/party/customer.h"
#include "store/blobs.h"
#include "store/outbox.h"
#include "store/search.h"
#include "store/settle.h"
#include "support/support.h"

/* A number that nothing else can hold. */
#define PHONE "+8613912345678"

static const AxleId group = { { 1 } };
static const AxleId east = { { 2 } };
static const AxleId west = { { 3 } };

typedef struct
{
  AxleTestFolder *folder;
  char           *path;
  AxleStore      *store;
  AxleEnrolment   enrolment;
} Desk;

static void
set_up (Desk          *self,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  self->folder = axle_test_folder_new ();
  self->path = axle_test_folder_build (self->folder, "cache.db");
  /* Without a key, so that what is left in the file can be looked for. */
  self->store = axle_store_open (&(AxleStoreOptions) { .path = self->path }, &error);
  g_assert_no_error (error);
  self->enrolment = (AxleEnrolment) {
    .desk = { { 4 } }, .store = east, .group = group, .install = { { 5 } },
    .server = (char *) "https://server.test", .token = (char *) "token",
  };
  g_assert_true (axle_store_set_enrolment (self->store, &self->enrolment, &error));
  g_assert_true (axle_store_set_start (self->store, "run", 30, &error));
  g_assert_no_error (error);
}

static void
tear_down (Desk          *self,
           gconstpointer  unused)
{
  axle_store_close (self->store);
  g_free (self->path);
  axle_test_folder_free (self->folder);
}

static AxleRecord *
new_customer (const AxleId *scope,
              const char   *name,
              const char   *phone)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_customer_entity, &id);

  record->scope = *scope;
  record->revision = 1;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  if (phone != NULL)
    axle_record_add_member (record, AXLE_CUSTOMER_PHONES, phone);
  return record;
}

static void
feed (Desk         *self,
      const AxleId *scope,
      AxleRecord   *record,
      gint64        epoch)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleCursor cursor = { epoch, 1 };
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (records, record);
  g_assert_true (axle_store_apply_feed (self->store, scope, records, &cursor, &error));
  g_assert_no_error (error);
}

static gint64
save (Desk       *self,
      AxleRecord *record)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleRecord) owned = record;
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  g_ptr_array_add (changes, axle_change_new_between (NULL, owned));
  g_assert_true (axle_store_save (self->store, changes, &operation, &error));
  g_assert_no_error (error);
  return operation;
}

/* What waits, was refused, is typed, found and confirmed. */
static void
fill (Desk *self)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GBytes) draft = g_bytes_new_static (PHONE, strlen (PHONE));
  AxleId staff = { { 9 } };
  guint n_left = 1;
  gint64 refused;

  feed (self, &east, new_customer (&east, "王芳", PHONE), 7);
  save (self, new_customer (&east, "李娜", PHONE));
  refused = save (self, new_customer (&east, "张三", PHONE));
  axle_verdict_refuse (verdict, "no-right", "Not so.");
  g_assert_true (axle_test_settle (self->store, refused, verdict, NULL));
  g_assert_true (axle_store_put_draft (self->store, &staff, "customer", draft, NULL));
  g_assert_true (axle_store_set_verifier (self->store, &staff, "verifier", NULL));
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (self->store, 100, &n_left, NULL));
}

static gboolean
file_has (const char *path,
          const char *suffix,
          const char *text)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autofree char *content = NULL;
  gsize size;

  return g_file_get_contents (name, &content, &size, NULL) && memmem (content, size, text, strlen (text)) != NULL;
}

static gboolean
is_in_file (Desk       *self,
            const char *text)
{
  return file_has (self->path, "", text) || file_has (self->path, "-wal", text);
}

static void
move (Desk         *self,
      const AxleId *store,
      AxleAudience  audience)
{
  AxleEnrolment place = self->enrolment;
  g_autoptr(GError) error = NULL;

  place.store = *store;
  place.audience = audience;
  g_assert_true (axle_store_move (self->store, &place, &error));
  g_assert_no_error (error);
}

static void
assert_forgotten (Desk *self)
{
  g_autoptr(GPtrArray) outbox = axle_store_list_outbox (self->store, 0, 10, 1 << 20, NULL);
  AxleId staff = { { 9 } };

  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 0);
  g_assert_cmpuint (outbox->len, ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
  g_assert_null (axle_store_get_draft (self->store, &staff, "customer"));
  g_assert_null (axle_store_dup_verifier (self->store, &staff));
  g_assert_false (is_in_file (self, PHONE));
  g_assert_false (is_in_file (self, "13912345678"));
  g_assert_false (is_in_file (self, "王芳"));
}

/* Nothing of the store that it left is in the file, not even in what is free of it. */
static void
test_store (Desk          *self,
            gconstpointer  unused)
{
  g_autoptr(AxleEnrolment) enrolment = NULL;
  g_autofree char *run = NULL;

  fill (self);
  g_assert_true (is_in_file (self, PHONE));
  move (self, &west, AXLE_AUDIENCE_OFFICE);
  assert_forgotten (self);
  enrolment = axle_store_dup_enrolment (self->store);
  g_assert_true (axle_id_equal (&enrolment->store, &west));
  run = axle_store_dup_run (self->store);
  g_assert_cmpstr (run, ==, "run");
  g_assert_cmpint (axle_store_get_cursor (self->store, &east).epoch, ==, 0);

  feed (self, &west, new_customer (&west, "赵六", NULL), 8);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 1);
}

static void
test_audience (Desk          *self,
               gconstpointer  data)
{
  fill (self);
  move (self, &east, GPOINTER_TO_INT (data));
  assert_forgotten (self);
}

/* What the desk may see as before stays, as a person would miss it. */
static void
test_same (Desk          *self,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) outbox = NULL;

  fill (self);
  move (self, &east, AXLE_AUDIENCE_OFFICE);
  outbox = axle_store_list_outbox (self->store, 0, 10, 1 << 20, NULL);
  g_assert_cmpuint (outbox->len, ==, 1);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 1);
  /* What waits, and what was refused until it is decided. */
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 2);
}

/* Numbers belong to an enrolment: what waits goes on behind all that were ever given. */
static void
test_enrolled_again (Desk          *self,
                     gconstpointer  unused)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GPtrArray) same = NULL;
  g_autoptr(GPtrArray) outbox = NULL;
  AxleEnrolment again = self->enrolment;
  gint64 last;

  save (self, new_customer (&east, "A", NULL));
  save (self, new_customer (&east, "B", NULL));
  save (self, new_customer (&east, "C", NULL));
  verdict->sequence = 1;
  g_assert_true (axle_test_settle (self->store, 1, verdict, NULL));
  last = axle_store_get_last_number (self->store);
  g_assert_cmpint (last, ==, 3);
  g_assert_true (axle_store_set_enrolment (self->store, &again, NULL));
  same = axle_store_list_outbox (self->store, 0, 10, 1 << 20, NULL);
  g_assert_cmpint (((AxleChange *) same->pdata[0])->number, ==, 2);

  again.install = (AxleId) { { 6 } };
  g_assert_true (axle_store_set_enrolment (self->store, &again, NULL));
  outbox = axle_store_list_outbox (self->store, 0, 10, 1 << 20, NULL);
  g_assert_cmpuint (outbox->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const AxleChange *change = outbox->pdata[i];

      g_assert_cmpint (change->number, ==, last + 1 + i);
      g_assert_cmpstr (axle_value_get_text (&axle_change_find_field (change, AXLE_CUSTOMER_NAME)->after), ==, i == 0 ? "B" : "C");
      g_assert_true (axle_store_is_pending (self->store, &change->record));
    }
}

/* A restored server is told what was done in an earlier enrolment as of this one. */
static void
test_told_again (Desk          *self,
                 gconstpointer  unused)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GPtrArray) outbox = NULL;
  AxleEnrolment again = self->enrolment;

  save (self, new_customer (&east, "A", NULL));
  save (self, new_customer (&east, "B", NULL));
  feed (self, &east, new_customer (&east, "X", NULL), 7);
  verdict->sequence = 1;
  g_assert_true (axle_test_settle (self->store, 1, verdict, NULL));
  g_assert_true (axle_test_settle (self->store, 2, verdict, NULL));
  again.install = (AxleId) { { 6 } };
  g_assert_true (axle_store_set_enrolment (self->store, &again, NULL));
  save (self, new_customer (&east, "C", NULL));

  feed (self, &east, new_customer (&east, "X", NULL), 8);
  g_assert_true (axle_store_tells_again (self->store));
  outbox = axle_store_list_outbox (self->store, 0, 10, 1 << 20, NULL);
  g_assert_cmpuint (outbox->len, ==, 3);
  for (guint i = 0; i < outbox->len; i++)
    g_assert_cmpint (((AxleChange *) outbox->pdata[i])->number, >, 3);
  g_assert_true (axle_store_skip_told (self->store, 2, NULL));
  g_assert_cmpint (axle_store_get_told_again (self->store), ==, 2);
  g_assert_false (axle_store_tells_again (self->store));
}

static char *
put_blob (AxleBlobCache *cache,
          const char    *text,
          AxleBlobKind   kind)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  g_assert_true (axle_blob_cache_begin (cache, hash, (gint64) strlen (text), kind, FALSE, NULL));
  g_assert_true (axle_blob_cache_append (cache, hash, 0, bytes, NULL));
  g_assert_true (axle_blob_cache_finish (cache, hash, NULL));
  return hash;
}

static gboolean
has_blob (AxleBlobCache *cache,
          const char    *hash)
{
  g_auto(AxleBlobState) state = { 0 };

  g_assert_true (axle_blob_cache_look (cache, hash, &state, NULL));
  return state.complete;
}

static void
save_photo (Desk       *self,
            const char *hash)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *photo = axle_record_new (&axle_photo_entity, &id);

  photo->scope = east;
  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &east);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, "image/jpeg");
  save (self, photo);
}

/* They go with the rows, also when the program ended in between; one's own that waits
 * stays as long as its record does. */
static void
test_photos (Desk          *self,
             gconstpointer  unused)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "blobs.db");
  AxleBlobCache *cache = axle_blob_cache_open (&(AxleStoreOptions) { .path = path }, AXLE_BLOB_CACHE_LIMIT, NULL);
  g_autofree char *fetched = put_blob (cache, "a photo of others", AXLE_BLOB_FETCHED);
  g_autofree char *sent = put_blob (cache, "a photo that was sent", AXLE_BLOB_OWN);
  g_autofree char *waiting = put_blob (cache, "a photo that waits", AXLE_BLOB_OWN);
  g_autofree char *later = NULL;

  g_assert_true (axle_blob_cache_set_sent (cache, sent, NULL));
  save_photo (self, waiting);
  g_assert_true (axle_store_erase_blobs (self->store, cache, NULL));
  g_assert_true (has_blob (cache, fetched));

  move (self, &east, AXLE_AUDIENCE_OFFICE);
  axle_store_close (self->store);
  self->store = axle_store_open (&(AxleStoreOptions) { .path = self->path }, NULL);
  g_assert_true (axle_store_erase_blobs (self->store, cache, NULL));
  g_assert_false (has_blob (cache, fetched));
  g_assert_false (has_blob (cache, sent));
  g_assert_true (has_blob (cache, waiting));
  g_assert_false (file_has (path, "", "a photo of others") || file_has (path, "-wal", "a photo of others"));

  later = put_blob (cache, "a photo of the new place", AXLE_BLOB_FETCHED);
  g_assert_true (axle_store_erase_blobs (self->store, cache, NULL));
  g_assert_true (has_blob (cache, later));

  move (self, &west, AXLE_AUDIENCE_OFFICE);
  g_assert_true (axle_store_erase_blobs (self->store, cache, NULL));
  g_assert_false (has_blob (cache, waiting));
  axle_blob_cache_close (cache);
}

#define ADD(path, data, func) g_test_add (path, Desk, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/place/store", NULL, test_store);
  ADD ("/place/kiosk", GINT_TO_POINTER (AXLE_AUDIENCE_KIOSK), test_audience);
  ADD ("/place/workshop", GINT_TO_POINTER (AXLE_AUDIENCE_WORKSHOP), test_audience);
  ADD ("/place/same", NULL, test_same);
  ADD ("/place/photos", NULL, test_photos);
  ADD ("/place/enrolled-again", NULL, test_enrolled_again);
  ADD ("/place/told-again", NULL, test_told_again);
  return g_test_run ();
}
