/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/problem.h"
#include "core/media/photo.h"
#include "core/party/note.h"
#include "core/vehicle/vehicle.h"
#include "server/backup.h"
#include "server/dealership.h"
#include "server/folder.h"
#include "server/storage-open.h"
#include "server/verify.h"
#include "support/postgres.h"

/* Whatever is told of a server's data holds for every kind of storage. */

#define NOON G_GINT64_CONSTANT (1790000000000000)

/* A JPEG by its first bytes. */
static const guint8 picture[] = { 0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };

typedef struct
{
  AxleTestFolder *folder;
  char           *data;      /* the server's data folder */
  char           *place;     /* of its storage, as for axle_storage_open() */
  Dealership      dealership;
  gint64          next;
  GPtrArray      *batch;
} Fixture;

typedef struct
{
  const char *name;
  gboolean    pgsql;
} Kind;

static const Kind kinds[] = {
  { "sqlite", FALSE },
  { "pgsql", TRUE },
};

static char *
new_place (AxleTestFolder *folder,
           const Kind     *kind,
           const char     *name)
{
  g_autofree char *path = axle_test_folder_build (folder, name);

  return kind->pgsql ? axle_test_postgres_new_database (axle_test_postgres_get ()) : g_strconcat ("sqlite:", path, NULL);
}

static AxleStorage *
open_place (const char *place)
{
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = axle_storage_open (place, &error);

  g_assert_no_error (error);
  return storage;
}

static void
add (Fixture          *self,
     const AxleRecord *before,
     const AxleRecord *after)
{
  g_ptr_array_add (self->batch, axle_change_new_between (before, after));
}

static AxleRecord *
new_photo (Fixture      *self,
           const AxleId *subject)
{
  AxleRecord *photo = dealership_new_record (&self->dealership, &axle_photo_entity);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, picture, sizeof picture);

  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, subject);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, "image/jpeg");
  axle_record_set_integer (photo, AXLE_PHOTO_SIZE, sizeof picture);
  return photo;
}

static void
push (Fixture *self)
{
  g_autoptr(AxlePushReply) reply = dealership_push (&self->dealership, &self->dealership.office, &self->next, self->batch, NOON);
}

static void
put_picture (const char *data)
{
  g_autoptr(AxleBlobStore) blobs = axle_folder_open_blobs (data, 0, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static (picture, sizeof picture);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  AxleBlobPiece piece = { .hash = hash, .owner = "test", .total = sizeof picture, .bytes = bytes };
  g_autoptr(GError) error = NULL;
  gint64 n_received;

  axle_blob_store_write (blobs, &piece, &n_received, &error);
  g_assert_no_error (error);
}

/* As enrolment makes it: history names it. */
static void
put_desk (Fixture *self)
{
  AxleRecord *desk = axle_record_new (&axle_desk_entity, &self->dealership.office.desk);

  axle_record_set_text (desk, AXLE_DESK_NAME, "Counter");
  axle_record_set_text (desk, AXLE_DESK_AUDIENCE, "office");
  axle_record_set_id (desk, AXLE_DESK_STORE, &self->dealership.store);
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  dealership_put (&self->dealership, desk, self->dealership.group);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
}

/* Customers, a car, a photo, a deletion, a merge and a refusal. */
static void
fill (Fixture *self)
{
  g_autoptr(AxleRecord) first = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) moved = axle_record_copy (first);
  g_autoptr(AxleRecord) back = axle_record_copy (first);
  g_autoptr(AxleRecord) second = dealership_new_customer (&self->dealership);
  g_autoptr(AxleRecord) car = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) twin = dealership_new_car (&self->dealership, "京A12345");
  g_autoptr(AxleRecord) photo = new_photo (self, &first->id);

  axle_record_set_text (moved, AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_text (back, AXLE_CUSTOMER_CITY, "北京");
  add (self, NULL, first);
  add (self, first, moved);
  add (self, first, back);
  add (self, NULL, second);
  add (self, NULL, car);
  add (self, NULL, twin);
  add (self, NULL, photo);
  g_ptr_array_add (self->batch, axle_change_new (&axle_customer_entity, &second->id, AXLE_CHANGE_DELETE));
  ((AxleChange *) self->batch->pdata[7])->scope = self->dealership.store;
  push (self);
  put_picture (self->data);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Kind *kind = data;

  self->folder = axle_test_folder_new ();
  self->data = axle_test_folder_build (self->folder, "data");
  g_assert_cmpint (g_mkdir (self->data, 0700), ==, 0);
  self->place = new_place (self->folder, kind, "data" G_DIR_SEPARATOR_S AXLE_FOLDER_DATABASE);
  dealership_open (&self->dealership, kind->pgsql ? self->place : self->place + strlen ("sqlite:"));
  self->next = 1;
  self->batch = g_ptr_array_new ();
  put_desk (self);
  fill (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->batch);
  dealership_close (&self->dealership);
  g_free (self->place);
  g_free (self->data);
  axle_test_folder_free (self->folder);
}

static AxleStorageSum
sum_of (AxleStorage *storage)
{
  g_autoptr(GError) error = NULL;
  AxleStorageSum sum;

  axle_storage_sum (storage, &sum, &error);
  g_assert_no_error (error);
  return sum;
}

static AxleVerifyReport *
verify (Fixture     *self,
        AxleStorage *storage)
{
  g_autoptr(AxleBlobStore) blobs = axle_folder_open_blobs (self->data, 0, NULL);
  g_autoptr(GError) error = NULL;
  AxleVerifyReport *report = axle_verify (storage, blobs, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", ((AxleProblem *) report->problems->pdata[i])->message);
  return report;
}

static void
test_sum (Fixture       *self,
          gconstpointer  data)
{
  AxleStorageSum before = sum_of (self->dealership.storage);
  AxleStorageSum again = sum_of (self->dealership.storage);
  g_autofree char *text = axle_sum_dup_text (&before);
  g_autoptr(AxleRecord) customer = dealership_new_customer (&self->dealership);
  AxleStorageSum after;

  g_assert_true (axle_sum_equal (&before, &again));
  g_assert_cmpuint (strlen (text), ==, 64);
  g_assert_cmpint (before.n_scopes, ==, 2);
  g_assert_cmpint (before.n_tombstones, ==, 1);
  g_assert_cmpint (before.n_verdicts, ==, 8);
  add (self, NULL, customer);
  push (self);
  after = sum_of (self->dealership.storage);
  g_assert_cmpint (after.n_documents, ==, before.n_documents + 1);
  g_assert_true (memcmp (before.words, after.words, sizeof before.words) != 0);
}

static void
assert_same_feed (Fixture     *self,
                  AxleStorage *copy)
{
  const AxleHubDesk *desk = &self->dealership.second;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleHub) hub = axle_hub_new (copy, NULL, &error);
  g_autoptr(AxleFeedPage) one = NULL;
  g_autoptr(AxleFeedPage) other = NULL;

  g_assert_no_error (error);
  one = axle_hub_read_feed (self->dealership.hub, desk, &desk->store, 0, 0, 0, 1 << 20, &error);
  g_assert_no_error (error);
  other = axle_hub_read_feed (hub, desk, &desk->store, 0, 0, 0, 1 << 20, &error);
  g_assert_no_error (error);
  g_assert_cmpint (one->head, ==, other->head);
  g_assert_cmpuint (one->records->len, ==, other->records->len);
  for (guint i = 0; i < one->records->len; i++)
    g_assert_true (axle_record_equal (one->records->pdata[i], other->records->pdata[i]));
}

/* There and back, between all kinds. */
static void
test_copy (Fixture       *self,
           gconstpointer  data)
{
  AxleStorageSum before = sum_of (self->dealership.storage);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *place = new_place (self->folder, &kinds[i], kinds[i].name);
      g_autoptr(AxleStorage) copy = open_place (place);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) twice = NULL;
      AxleStorageSum sum, found;

      axle_storage_copy (self->dealership.storage, copy, NULL, NULL, &sum, &error);
      g_assert_no_error (error);
      found = sum_of (copy);
      g_assert_true (axle_sum_equal (&sum, &before));
      g_assert_true (axle_sum_equal (&found, &before));
      assert_same_feed (self, copy);
      g_assert_false (axle_storage_copy (self->dealership.storage, copy, NULL, NULL, &sum, &twice));
      g_assert_error (twice, G_IO_ERROR, G_IO_ERROR_EXISTS);
    }
}

static void
put_mark (AxleStorage *storage)
{
  g_autoptr(GBytes) key = g_bytes_new_static ("", 0);

  g_assert_true (axle_storage_begin (storage, NULL, 0, NULL));
  g_assert_true (axle_storage_put_entry (storage, AXLE_SPACE_UNFINISHED, key, key, 0, NULL));
  g_assert_true (axle_storage_commit (storage, NULL));
}

/* No server runs on half a copy, and the next try begins from nothing. */
static void
test_unfinished (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *place = new_place (self->folder, data, "half");
  g_autoptr(AxleStorage) copy = open_place (place);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refused = NULL;
  AxleStorageSum before = sum_of (self->dealership.storage);
  AxleStorageSum sum, marked;
  AxleId stray = dealership_id ();

  g_assert_true (axle_storage_begin (copy, NULL, 0, NULL));
  g_assert_true (axle_storage_put_scope (copy, &stray, 7, 0, NULL));
  g_assert_true (axle_storage_put_verdict (copy, &stray, 1, 1, 0, NULL, NULL));
  g_assert_true (axle_storage_commit (copy, NULL));
  put_mark (copy);
  marked = sum_of (copy);
  g_assert_cmpint (marked.n_entries, ==, 0);
  g_assert_null (axle_hub_new (copy, NULL, &refused));
  g_assert_error (refused, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED);

  axle_storage_copy (self->dealership.storage, copy, NULL, NULL, &sum, &error);
  g_assert_no_error (error);
  g_assert_true (axle_sum_equal (&sum, &before));
  assert_same_feed (self, copy);
}

/* What a copy cannot write leaves a target that says so. */
static void
test_broken_off (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *place = axle_test_postgres_new_database (axle_test_postgres_get ());
  g_autoptr(AxleStorage) copy = open_place (place);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr(GError) error = NULL;
  AxleDocument document = {
    .id = dealership_id (), .scope = self->dealership.store, .kind = (char *) "no\xfftext", .revision = 1,
    .sequence = 1000, .body = body,
  };
  gboolean unfinished;
  AxleStorageSum sum;

  g_assert_true (axle_storage_begin (self->dealership.storage, NULL, 0, NULL));
  g_assert_true (axle_storage_put_document (self->dealership.storage, &document, NULL));
  /* SQLite takes bytes that are no text; PostgreSQL does not. */
  g_assert_true (axle_storage_commit (self->dealership.storage, NULL));
  g_assert_false (axle_storage_copy (self->dealership.storage, copy, NULL, NULL, &sum, &error));
  g_assert_nonnull (error);
  g_assert_true (axle_storage_is_unfinished (copy, &unfinished, NULL));
  g_assert_true (unfinished);
}

static void
test_verify (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(AxleVerifyReport) report = verify (self, self->dealership.storage);
  AxleStorageSum sum = sum_of (self->dealership.storage);

  g_assert_cmpint (report->n_wrong, ==, 0);
  g_assert_cmpint (report->n_remarks, ==, 0);
  g_assert_cmpint (report->n_blobs, ==, 1);
  g_assert_cmpint (report->n_blob_bytes, ==, sizeof picture);
  g_assert_true (axle_sum_equal (&report->sum, &sum));
}

/* The car: it has a key. */
static AxleDocument *
get_car (Fixture *self)
{
  g_autoptr(GPtrArray) found = axle_storage_find_documents (self->dealership.storage, &self->dealership.store, "plate=京A12345", 1, NULL);

  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_steal_index (found, 0);
}

static void
put (Fixture            *self,
     const AxleDocument *document)
{
  g_assert_true (axle_storage_put_document (self->dealership.storage, document, NULL));
}

static void
break_body (Fixture *self)
{
  g_autoptr(AxleDocument) car = get_car (self);

  g_clear_pointer (&car->body, g_bytes_unref);
  car->body = g_bytes_new_static ("{\"plate\":", 9);
  put (self, car);
}

static void
break_revision (Fixture *self)
{
  g_autoptr(AxleDocument) car = get_car (self);

  car->revision++;
  put (self, car);
}

static void
break_keys (Fixture *self)
{
  g_autoptr(AxleDocument) car = get_car (self);

  g_clear_pointer (&car->keys, g_strfreev);
  put (self, car);
}

static void
set_head (Fixture *self,
          gint64   by,
          gint64   floor)
{
  gint64 head;

  g_assert_true (axle_storage_get_head (self->dealership.storage, &self->dealership.store, &head, NULL));
  g_assert_true (axle_storage_put_scope (self->dealership.storage, &self->dealership.store, head + by, floor, NULL));
}

static void
raise_head (Fixture *self)
{
  set_head (self, 1, 0);
}

static void
lower_head (Fixture *self)
{
  set_head (self, -1, 0);
}

static void
raise_floor (Fixture *self)
{
  set_head (self, 0, 1000);
}

/* As a newer program would write it. */
static void
add_kind (Fixture *self)
{
  g_autoptr(AxleDocument) car = get_car (self);

  set_head (self, 1, 0);
  g_assert_true (axle_storage_get_head (self->dealership.storage, &self->dealership.store, &car->sequence, NULL));
  car->id = dealership_id ();
  g_set_str (&car->kind, "spaceship");
  put (self, car);
}

/* Writes what the guards would refuse. */
static void
write_record (Fixture    *self,
              AxleRecord *record)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_storage_commit (self->dealership.storage, NULL));
  g_assert_true (axle_hub_begin (self->dealership.hub, NULL, 0, NULL));
  axle_hub_put (self->dealership.hub, record, &error);
  g_assert_no_error (error);
  g_assert_true (axle_hub_commit (self->dealership.hub, NULL));
  g_assert_true (axle_storage_begin (self->dealership.storage, NULL, 0, NULL));
}

static void
break_reference (Fixture *self)
{
  g_autoptr(AxleRecord) note = dealership_new_record (&self->dealership, &axle_note_entity);
  AxleId nobody = dealership_id ();

  axle_record_set_id (note, AXLE_NOTE_SUBJECT, &nobody);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "?");
  write_record (self, note);
}

static void
make_twin (Fixture *self)
{
  g_autoptr(AxleRecord) twin = dealership_new_car (&self->dealership, "京A12345");

  write_record (self, twin);
}

static void
break_verdict (Fixture *self)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("?", 1);
  AxleId install = dealership_id ();

  g_assert_true (axle_storage_put_verdict (self->dealership.storage, &install, 1, 0, 0, body, NULL));
}

static void
add_verdict (Fixture *self)
{
  g_assert_true (axle_storage_put_verdict (self->dealership.storage, &self->dealership.office.install, 1000, 1, 0, NULL, NULL));
}

static void
put_install (Fixture  *self,
             GVariant *value)
{
  AxleId pair[] = { self->dealership.office.desk, self->dealership.office.install };
  g_autoptr(GBytes) key = g_bytes_new (pair, sizeof pair);
  g_autoptr(GVariant) packed = g_variant_ref_sink (value);
  g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes (packed);

  g_assert_true (axle_storage_put_entry (self->dealership.storage, "install", key, bytes, 0, NULL));
}

static void
raise_install (Fixture *self)
{
  put_install (self, g_variant_new ("(xxx)", (gint64) 12, axle_hub_get_epoch (self->dealership.hub), (gint64) 0));
}

static void
break_install (Fixture *self)
{
  put_install (self, g_variant_new_string ("twelve"));
}

static char *
find_picture (Fixture *self)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, picture, sizeof picture);
  g_autofree char *first = g_strndup (hash, 2);
  g_autofree char *second = g_strndup (hash + 2, 2);
  char *path = g_build_filename (self->data, "blobs", first, second, hash, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  return path;
}

static void
break_picture (Fixture *self)
{
  g_autofree char *path = find_picture (self);

  axle_test_write (path, "not a picture", -1);
}

static void
lose_picture (Fixture *self)
{
  g_autofree char *path = find_picture (self);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Everything that can be wrong is found, and told by its name. */
static void
test_damage (Fixture       *self,
             gconstpointer  data)
{
  static const struct
  {
    const char *code;
    gboolean    wrong;
    void      (*damage) (Fixture *self);
  } cases[] = {
    { "unreadable", TRUE, break_body },
    { "contradiction", TRUE, break_revision },
    { "keys", TRUE, break_keys },
    { "newer-kind", FALSE, add_kind },
    { "gap", TRUE, raise_head },
    { "sequence", TRUE, lower_head },
    { "floor", TRUE, raise_floor },
    { "reference", TRUE, break_reference },
    { "taken", FALSE, make_twin },
    { "verdict", TRUE, break_verdict },
    { "install-unknown", FALSE, break_verdict },
    { "verdict-number", TRUE, add_verdict },
    { "verdicts-missing", TRUE, raise_install },
    { "entry", TRUE, break_install },
    { "blob", TRUE, break_picture },
    { "blob-missing", FALSE, lose_picture },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleVerifyReport) report = NULL;
      gboolean found = FALSE;

      g_test_message ("%s", cases[i].code);
      if (i > 0)
        {
          tear_down (self, data);
          set_up (self, data);
        }
      g_assert_true (axle_storage_begin (self->dealership.storage, NULL, 0, NULL));
      cases[i].damage (self);
      g_assert_true (axle_storage_commit (self->dealership.storage, NULL));
      report = verify (self, self->dealership.storage);
      for (guint j = 0; j < report->problems->len; j++)
        {
          const AxleProblem *problem = report->problems->pdata[j];

          found = found || (g_str_equal (problem->code, cases[i].code) && problem->blocking == cases[i].wrong);
        }
      g_assert_true (found);
      g_assert_cmpint (report->n_wrong > 0, ==, cases[i].wrong || cases[i].damage == break_verdict);
    }
}

/* Backups. */

static AxleBackup *
back_up (Fixture    *self,
         const char *path)
{
  g_autoptr(GError) error = NULL;
  AxleBackup *backup = axle_backup_make (self->dealership.storage, self->data, path, NULL, NULL, &error);

  g_assert_no_error (error);
  return backup;
}

typedef struct
{
  Fixture       *fixture;
  const char    *place;
  int            stop;
  guint          n_pushed;
} Writer;

static gpointer
write_cb (gpointer data)
{
  Writer *writer = data;
  Fixture other = *writer->fixture;
  g_autoptr(AxleStorage) storage = open_place (writer->place);
  g_autoptr(AxleHub) hub = axle_hub_new (storage, NULL, NULL);

  other.dealership.hub = hub;
  other.dealership.storage = storage;
  other.batch = g_ptr_array_new ();
  do
    {
      g_autoptr(AxleRecord) customer = dealership_new_customer (&other.dealership);

      add (&other, NULL, customer);
      push (&other);
      writer->n_pushed++;
    }
  while (!g_atomic_int_get (&writer->stop));
  g_ptr_array_unref (other.batch);
  return NULL;
}

/* A server that goes on writing is in the backup as at one moment. */
static void
test_while_running (Fixture       *self,
                    gconstpointer  data)
{
  Writer writer = { .fixture = self, .place = self->place };
  g_autofree char *path = axle_test_folder_build (self->folder, "backup");
  g_autofree char *database = g_build_filename (path, AXLE_FOLDER_DATABASE, NULL);
  g_autoptr(AxleBackup) backup = NULL;
  g_autoptr(AxleStorage) copy = NULL;
  g_autoptr(AxleVerifyReport) report = NULL;
  g_autofree char *hash = NULL;
  GThread *thread = g_thread_new ("writer", write_cb, &writer);

  backup = back_up (self, path);
  g_atomic_int_set (&writer.stop, TRUE);
  g_thread_join (thread);
  copy = axle_storage_sqlite_open (database, NULL, NULL);
  report = verify (self, copy);
  hash = axle_sum_dup_text (&report->sum);
  g_assert_cmpint (report->n_wrong, ==, 0);
  g_assert_cmpstr (hash, ==, backup->hash);
  g_assert_cmpint (report->sum.n_documents, ==, backup->n_documents);
  g_assert_cmpint (backup->n_blobs, ==, 1);
}

static void
test_backup_names (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "backup");
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *nowhere = axle_test_folder_build (self->folder, "no/such/folder");
  g_autoptr(AxleBackup) backup = NULL;
  g_autoptr(GError) twice = NULL;
  g_autoptr(GError) lost = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  backup = back_up (self, path);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_null (axle_backup_make (self->dealership.storage, self->data, path, NULL, NULL, &twice));
  g_assert_error (twice, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_null (axle_backup_make (self->dealership.storage, self->data, nowhere, NULL, NULL, &lost));
  g_assert_nonnull (lost);
}

static AxleBackup *
restore (Fixture      *self,
         const char   *path,
         const char   *folder,
         AxleStorage  *storage,
         gboolean      force,
         GError      **error)
{
  return axle_backup_restore (path, folder, storage, force, NULL, NULL, error);
}

static void
assert_restored (Fixture     *self,
                 const char  *folder,
                 AxleStorage *storage)
{
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autoptr(AxleVerifyReport) report = verify (self, storage);
  g_autoptr(AxleHub) hub = axle_hub_new (storage, NULL, NULL);
  g_autoptr(AxleBlobStore) blobs = axle_folder_open_blobs (folder, 0, NULL);
  g_autoptr(GPtrArray) pictures = axle_blob_store_list (blobs, NULL);

  g_assert_cmpint (report->n_wrong, ==, 0);
  g_assert_cmpint (axle_hub_get_epoch (hub), !=, axle_hub_get_epoch (self->dealership.hub));
  g_assert_cmpuint (pictures->len, ==, 1);
  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS));
  assert_same_feed (self, storage);
}

/* To every kind of storage, from whatever kind it was made. */
static void
test_restore (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "backup");
  g_autoptr(GTlsCertificate) certificate = axle_folder_load_certificate (self->data, NULL);
  g_autoptr(AxleBackup) backup = back_up (self, path);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *folder = axle_test_folder_build (self->folder, kinds[i].name);
      g_autofree char *place = kinds[i].pgsql ? new_place (self->folder, &kinds[i], NULL)
                                              : g_strconcat ("sqlite:", folder, "/" AXLE_FOLDER_DATABASE, NULL);
      g_autoptr(AxleStorage) target = kinds[i].pgsql ? open_place (place) : NULL;
      g_autoptr(AxleBackup) first = NULL, forced = NULL;
      g_autoptr(AxleStorage) storage = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) refused = NULL;

      first = restore (self, path, folder, target, FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (first->hash, ==, backup->hash);
      storage = open_place (place);
      assert_restored (self, folder, storage);
      g_assert_null (restore (self, path, folder, target, FALSE, &refused));
      g_assert_error (refused, G_IO_ERROR, G_IO_ERROR_EXISTS);
      g_clear_object (&storage);
      forced = restore (self, path, folder, target, TRUE, &error);
      g_assert_no_error (error);
      storage = open_place (place);
      assert_restored (self, folder, storage);
    }
}

/* What is not what was backed up is not brought back, and changes nothing. */
static void
test_bad_backup (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "backup");
  g_autofree char *database = g_build_filename (path, AXLE_FOLDER_DATABASE, NULL);
  g_autofree char *manifest = g_build_filename (path, "manifest", NULL);
  g_autofree char *folder = axle_test_folder_build (self->folder, "other");
  g_autofree char *restored = g_build_filename (folder, AXLE_FOLDER_DATABASE, NULL);
  g_autoptr(AxleBackup) backup = back_up (self, path);
  g_autoptr(GBytes) bytes = axle_test_read (database);
  g_autoptr(GByteArray) changed = g_bytes_unref_to_array (g_bytes_ref (bytes));
  g_autoptr(GError) error = NULL;
  int lock;

  changed->data[changed->len / 2] ^= 1;
  axle_test_write (database, changed->data, changed->len);
  g_assert_null (restore (self, path, folder, NULL, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_false (g_file_test (restored, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  axle_test_write (database, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lock = axle_folder_lock (folder, NULL);
  g_assert_null (restore (self, path, folder, NULL, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  close (lock);

  g_assert_cmpint (g_unlink (manifest), ==, 0);
  g_assert_null (restore (self, path, folder, NULL, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_false (g_file_test (restored, G_FILE_TEST_EXISTS));
}

/* As a keeper does it, by the program. */
static void
test_program (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *copy = axle_test_folder_build (self->folder, "copy.db");
  g_autofree char *place = g_strconcat ("sqlite:", copy, NULL);
  AxleStorageSum before = sum_of (self->dealership.storage);
  g_autofree char *hash = axle_sum_dup_text (&before);
  const char * const *lines[] = {
    (const char *[]) { g_getenv ("AXLECTL"), "server", "verify", "--json", "--data", self->data, "--storage", self->place, NULL },
    (const char *[]) { g_getenv ("AXLECTL"), "server", "migrate", "--json", "--from", self->place, "--to", place, NULL },
    (const char *[]) { g_getenv ("AXLECTL"), "server", "verify", "--json", "--data", self->data, "--storage", place, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *output = NULL;
      g_autoptr(GError) error = NULL;
      int status;

      g_spawn_sync (NULL, (char **) lines[i], NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_true (g_spawn_check_wait_status (status, NULL));
      g_assert_nonnull (strstr (output, hash));
    }
}

static void
add_customer (Fixture    *self,
              const char *city)
{
  g_autoptr(AxleRecord) customer = dealership_new_customer (&self->dealership);

  axle_record_set_text (customer, AXLE_CUSTOMER_CITY, city);
  add (self, NULL, customer);
  push (self);
}

static gboolean
has_city (GPtrArray  *customers,
          const char *city)
{
  for (guint i = 0; i < customers->len; i++)
    if (g_strcmp0 (axle_record_get_text (customers->pdata[i], AXLE_CUSTOMER_CITY), city) == 0)
      return TRUE;
  return FALSE;
}

static char *
ask (AxleTestPostgres *postgres,
     const char       *sql)
{
  return g_strstrip (axle_test_postgres_run (postgres, (const char *[]) { "psql", "-At", "-c", sql, NULL }));
}

/* Everything that was written so far is in the archive. */
static void
archive (AxleTestPostgres *postgres)
{
  g_autofree char *last = ask (postgres, "SELECT pg_walfile_name (pg_switch_wal ())");
  g_autofree char *sql = g_strdup_printf ("SELECT last_archived_wal >= '%s' FROM pg_stat_archiver", last);
  gint64 limit = g_get_monotonic_time () + AXLE_TEST_WAIT_SECONDS * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autofree char *archived = ask (postgres, sql);

      if (g_str_equal (archived, "t"))
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
    }
}

/* With PostgreSQL's own tools the data goes back to any moment; then desks must be told. */
static void
test_point_in_time (void)
{
  g_autoptr(AxleTestPostgres) postgres = axle_test_postgres_new ((const char *[]) {
    "fsync=off", "wal_level=replica", "archive_mode=on",
    "archive_command=mkdir -p ../archive && cp %p ../archive/%f", NULL });
  g_autofree char *uri = axle_test_postgres_new_database (postgres);
  g_autofree char *name = g_strdup (strrchr (uri, '/') + 1);
  g_autofree char *above = g_path_get_dirname (axle_test_postgres_get_data (postgres));
  g_autofree char *base = g_build_filename (above, "base", NULL);
  g_autofree char *signal = g_build_filename (base, "recovery.signal", NULL);
  g_autofree char *target = NULL, *command = NULL, *setting = NULL, *old = NULL;
  g_autoptr(AxleTestPostgres) again = NULL;
  g_autoptr(AxleStorage) storage = NULL;
  g_autoptr(AxleHub) hub = NULL;
  g_autoptr(GPtrArray) customers = NULL;
  g_autoptr(GError) error = NULL;
  Fixture fixture = { .next = 1, .batch = g_ptr_array_new () };

  *strchr (name, '?') = '\0';
  dealership_open (&fixture.dealership, uri);
  add_customer (&fixture, "before");
  g_free (axle_test_postgres_run (postgres, (const char *[]) { "pg_basebackup", "-D", base, "--checkpoint=fast", "--no-sync", NULL }));
  add_customer (&fixture, "since");
  target = ask (postgres, "SELECT clock_timestamp ()");
  add_customer (&fixture, "mistake");
  archive (postgres);
  axle_test_postgres_stop (postgres, SIGINT);

  axle_test_write (signal, "", 0);
  command = g_strdup_printf ("restore_command=cp %s/archive/%%f %%p", above);
  setting = g_strdup_printf ("recovery_target_time=%s", target);
  again = axle_test_postgres_new_from (base, (const char *[]) {
    "fsync=off", "hot_standby=off", command, setting, "recovery_target_action=promote", NULL });
  old = g_steal_pointer (&uri);
  uri = axle_test_postgres_dup_uri (again, name);
  storage = open_place (uri);
  hub = axle_hub_new (storage, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (axle_hub_get_epoch (hub), ==, axle_hub_get_epoch (fixture.dealership.hub));
  g_assert_true (axle_hub_renew_epoch (hub, NULL));
  g_assert_cmpint (axle_hub_get_epoch (hub), !=, axle_hub_get_epoch (fixture.dealership.hub));
  customers = axle_hub_list (hub, &fixture.dealership.store, &axle_customer_entity, NULL);
  g_assert_true (has_city (customers, "before"));
  g_assert_true (has_city (customers, "since"));
  g_assert_false (has_city (customers, "mistake"));
  dealership_close (&fixture.dealership);
  g_ptr_array_unref (fixture.batch);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (Fixture *self, gconstpointer data);
    gboolean    once;   /* what it is about is the same for every kind */
  } tests[] = {
    { "sum", test_sum, TRUE },
    { "copy", test_copy, FALSE },
    { "unfinished", test_unfinished, TRUE },
    { "broken-off", test_broken_off, TRUE },
    { "verify", test_verify, TRUE },
    { "damage", test_damage, TRUE },
    { "while-running", test_while_running, FALSE },
    { "names", test_backup_names, TRUE },
    { "restore", test_restore, FALSE },
    { "bad-backup", test_bad_backup, TRUE },
    { "program", test_program, FALSE },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/backup/%s/%s", kinds[i].name, tests[j].name);

        if (i == 0 || !tests[j].once)
          g_test_add (path, Fixture, &kinds[i], set_up, tests[j].test, tear_down);
      }
  g_test_add_func ("/backup/pgsql/point-in-time", test_point_in_time);
  return g_test_run ();
}
