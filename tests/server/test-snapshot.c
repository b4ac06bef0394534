/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <zstd.h>

#include "core/party/contact.h"
#include "core/party/note.h"
#include "core/registry.h"
#include "rows/row.h"
#include "server/dealership.h"
#include "server/snapshot-builder.h"
#include "server/snapshot.h"
#include "sqlite/image.h"

#define N_CUSTOMERS 300
#define FROM 100

typedef struct
{
  AxleTestFolder *folder;
  char           *copies;
  Dealership      dealership;
  AxleId          deleted;
  AxleId          last;
} Fixture;

static void
commit (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  axle_hub_commit (self->dealership.hub, &error);
  g_assert_no_error (error);
}

static void
begin (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  axle_hub_begin (self->dealership.hub, NULL, 0, &error);
  g_assert_no_error (error);
}

static AxleId
put_customer (Fixture *self,
              guint    number)
{
  AxleId id = dealership_id ();
  AxleRecord *record = axle_record_new (&axle_customer_entity, &id);
  g_autofree char *name = g_strdup_printf ("Secret Name %u", number);
  g_autofree char *company = g_strdup_printf ("Company %u", number);

  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  axle_record_set_text (record, AXLE_CUSTOMER_COMPANY, company);
  dealership_put (&self->dealership, record, self->dealership.store);
  return id;
}

static void
delete_customer (Fixture      *self,
                 const AxleId *id)
{
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(AxleRecord) gone = NULL;

  g_assert_true (axle_hub_get (self->dealership.hub, id, &record, NULL));
  gone = axle_record_copy (record);
  gone->deleted = TRUE;
  g_assert_true (axle_hub_put (self->dealership.hub, gone, NULL));
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autofree char *path = NULL;

  self->folder = axle_test_folder_new ();
  self->copies = axle_test_folder_build (self->folder, "copies");
  path = axle_test_folder_build (self->folder, "server.db");
  dealership_open (&self->dealership, path);
  begin (self);
  self->deleted = put_customer (self, 0);
  for (guint i = 1; i <= N_CUSTOMERS; i++)
    self->last = put_customer (self, i);
  commit (self);
  begin (self);
  delete_customer (self, &self->deleted);
  commit (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  dealership_close (&self->dealership);
  g_free (self->copies);
  axle_test_folder_free (self->folder);
}

static AxleSnapshot *
build (Fixture      *self,
       AxleAudience  audience,
       GBytes      **bytes)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;
  AxleSnapshot *snapshot = axle_snapshot_build (self->dealership.storage, &self->dealership.store, audience, 7, stream, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  *bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_cmpint ((gint64) g_bytes_get_size (*bytes), ==, snapshot->size);
  return snapshot;
}

/* A part as a desk sees it: checked, decompressed. */
static GBytes *
unpack (const AxleSnapshotPart *part,
        GBytes                 *bytes)
{
  const guint8 *packed = (const guint8 *) g_bytes_get_data (bytes, NULL) + part->offset;
  guint8 *plain = g_malloc ((gsize) part->plain_size);
  guint8 hash[AXLE_SNAPSHOT_HASH_SIZE];

  crypto_hash_sha256 (hash, packed, (gsize) part->size);
  g_assert_cmpmem (hash, sizeof hash, part->hash, sizeof part->hash);
  g_assert_cmpuint (ZSTD_decompress (plain, (gsize) part->plain_size, packed, (gsize) part->size), ==, (gsize) part->plain_size);
  return g_bytes_new_take (plain, (gsize) part->plain_size);
}

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
check_order (Fixture                *self,
             const AxleSnapshotPart *part,
             GBytes                 *plain)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);
  g_autoptr(AxleStatement) rows = NULL;
  g_autofree char *columns = axle_row_dup_columns (&axle_customer_entity);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM part.customer ORDER BY rowid", columns);
  gint64 n_rows = 0;

  g_assert_true (axle_connection_attach_image (connection, "part", plain, &error));
  rows = axle_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  while (axle_statement_step (rows, &error) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleRecord) record = axle_row_read (&axle_customer_entity, rows);
      g_autofree char *name = g_strdup_printf ("Secret Name %" G_GINT64_FORMAT, ++n_rows);

      g_assert_false (record->deleted);
      g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_NAME), ==, name);
    }
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, part->n_rows);
}

/* All rows in the order of the feed, without what is deleted. */
static void
test_rows (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(AxleSnapshot) snapshot = build (self, AXLE_AUDIENCE_OFFICE, &bytes);
  const AxleSnapshotPart *part = axle_snapshot_get_part (snapshot, 0);
  gint64 head;

  g_assert_true (axle_hub_get_head (self->dealership.hub, &self->dealership.store, &head, NULL));
  g_assert_cmpint (snapshot->sequence, ==, head);
  g_assert_cmpstr (axle_snapshot_get_kind (snapshot, part)->name, ==, "customer");
  g_assert_cmpint (part->n_rows, ==, N_CUSTOMERS);
  plain = unpack (part, bytes);
  check_order (self, part, plain);
}

/* What an audience may not see is in no byte of its copy. */
static void
test_redaction (Fixture       *self,
                gconstpointer  unused)
{
  static const AxleAudience audiences[] = { AXLE_AUDIENCE_OFFICE, AXLE_AUDIENCE_WORKSHOP, AXLE_AUDIENCE_KIOSK };

  for (guint a = 0; a < G_N_ELEMENTS (audiences); a++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(AxleSnapshot) snapshot = build (self, audiences[a], &bytes);
      gboolean name = FALSE;
      gboolean company = FALSE;

      for (guint i = 0; i < snapshot->parts->len; i++)
        {
          const AxleSnapshotPart *part = axle_snapshot_get_part (snapshot, i);
          const AxleSnapshotKind *kind = axle_snapshot_get_kind (snapshot, part);
          g_autoptr(GBytes) plain = unpack (part, bytes);

          g_assert_true (axle_entity_is_shown (kind->entity, audiences[a]));
          g_assert_cmpuint (kind->hidden, ==, axle_entity_hidden (kind->entity, audiences[a]));
          name = name || holds (plain, "Secret Name");
          company = company || holds (plain, "Company");
        }
      g_assert_cmpint (name, ==, audiences[a] == AXLE_AUDIENCE_OFFICE);
      g_assert_cmpint (company, ==, audiences[a] != AXLE_AUDIENCE_KIOSK);
    }
}

/* What does not compress makes more parts, none of which is too large. */
static void
test_parts (Fixture       *self,
            gconstpointer  unused)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AxleSnapshot) snapshot = NULL;
  g_autoptr(AxleSnapshot) read = NULL;
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_notes = 0;

  begin (self);
  for (guint i = 0; i < 1200; i++)
    {
      guint8 random[1400];
      g_autofree char *text = NULL;
      AxleId id = dealership_id ();
      AxleRecord *note = axle_record_new (&axle_note_entity, &id);

      randombytes_buf (random, sizeof random);
      text = g_base64_encode (random, sizeof random);
      axle_record_set_id (note, AXLE_NOTE_SUBJECT, &self->last);
      axle_record_set_text (note, AXLE_NOTE_TEXT, text);
      dealership_put (&self->dealership, note, self->dealership.store);
    }
  commit (self);
  snapshot = build (self, AXLE_AUDIENCE_OFFICE, &bytes);
  head = axle_snapshot_encode (snapshot);
  read = axle_snapshot_decode (head, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->parts->len, >, 2);
  for (guint i = 0; i < read->parts->len; i++)
    {
      const AxleSnapshotPart *part = axle_snapshot_get_part (read, i);
      g_autoptr(GBytes) plain = unpack (part, bytes);

      if (axle_snapshot_get_kind (read, part)->entity == &axle_note_entity)
        n_notes += part->n_rows;
    }
  g_assert_cmpint (n_notes, ==, 1200);
}

typedef struct
{
  AxleSnapshots      *copies;
  const AxleHubDesk  *desk;
  const AxleId       *scope;
  const AxleSnapshot *found;
} Wait;

static gboolean
is_there (gpointer data)
{
  Wait *wait = data;
  g_autoptr(GError) error = NULL;
  gint64 retry_after;

  wait->found = axle_snapshots_find (wait->copies, wait->desk, wait->scope, &retry_after, &error);
  g_assert_no_error (error);
  g_assert_true (wait->found != NULL || retry_after > 0);
  return wait->found != NULL;
}

static const AxleSnapshot *
wait_for_copy (Fixture           *self,
               AxleSnapshots     *copies,
               const AxleHubDesk *desk)
{
  Wait wait = { copies, desk, &self->dealership.store, NULL };

  axle_test_wait_for (is_there, &wait);
  return wait.found;
}

static void
test_shelf (Fixture       *self,
            gconstpointer  unused)
{
  Dealership *dealership = &self->dealership;
  g_autoptr(AxleSnapshots) copies = axle_snapshots_new (dealership->hub, self->copies, FROM);
  AxleHubDesk stranger = dealership->office;
  const AxleSnapshot *office = wait_for_copy (self, copies, &dealership->office);
  const AxleSnapshot *workshop;
  AxleRange range = { .length = 100 };
  g_autoptr(GBytes) piece = axle_snapshots_read (copies, office, &range, NULL);
  g_autoptr(GError) error = NULL;
  gint64 retry_after;

  g_assert_cmpuint (g_bytes_get_size (piece), ==, 100);
  workshop = wait_for_copy (self, copies, &dealership->workshop);
  g_assert_cmpstr (office->hash, !=, workshop->hash);
  g_assert_true (axle_snapshots_find_named (copies, &dealership->second, office->hash) == office);
  /* Neither another audience nor another store, whatever hash it knows. */
  g_assert_null (axle_snapshots_find_named (copies, &dealership->workshop, office->hash));
  g_assert_null (axle_snapshots_find_named (copies, &dealership->kiosk, office->hash));
  stranger.store = dealership_id ();
  stranger.group = dealership_id ();
  g_assert_null (axle_snapshots_find_named (copies, &stranger, office->hash));
  g_assert_null (axle_snapshots_find (copies, &stranger, &dealership->store, &retry_after, &error));
  g_assert_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE);
  /* The group has few records. */
  g_assert_null (axle_snapshots_find (copies, &dealership->office, &dealership->group, &retry_after, NULL));
  g_assert_cmpint (retry_after, ==, 0);
}

static gboolean
is_newer (gpointer data)
{
  Wait *wait = data;
  gint64 before = wait->found->sequence;

  return is_there (data) && wait->found->sequence > before;
}

static guint
count_files (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->copies, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* Much that is new makes it anew; what a desk had begun to read can be read on. */
static void
test_replaced (Fixture       *self,
               gconstpointer  unused)
{
  g_autoptr(AxleSnapshots) copies = axle_snapshots_new (self->dealership.hub, self->copies, FROM);
  const AxleSnapshot *first = wait_for_copy (self, copies, &self->dealership.office);
  g_autofree char *hash = g_strdup (first->hash);
  Wait wait = { copies, &self->dealership.office, &self->dealership.store, first };
  AxleRange range = { .length = first->size };
  g_autoptr(GBytes) piece = NULL;

  begin (self);
  for (guint i = 0; i <= FROM; i++)
    put_customer (self, i);
  commit (self);
  axle_test_wait_for (is_newer, &wait);
  g_assert_cmpuint (count_files (self), ==, 2);
  first = axle_snapshots_find_named (copies, &self->dealership.office, hash);
  piece = axle_snapshots_read (copies, first, &range, NULL);
  g_assert_cmpint ((gint64) g_bytes_get_size (piece), ==, first->size);
}

/* The next run of the server takes it up; what is broken, or of another epoch, goes. */
static void
test_kept (Fixture       *self,
           gconstpointer  unused)
{
  AxleSnapshots *copies = axle_snapshots_new (self->dealership.hub, self->copies, FROM);
  g_autofree char *hash = g_strdup (wait_for_copy (self, copies, &self->dealership.office)->hash);
  g_autofree char *left = g_build_filename (self->copies, "making", NULL);

  axle_snapshots_free (copies);
  axle_test_write (left, "half", 4);
  copies = axle_snapshots_new (self->dealership.hub, self->copies, FROM);
  g_assert_nonnull (axle_snapshots_find_named (copies, &self->dealership.office, hash));
  g_assert_cmpuint (count_files (self), ==, 2);
  axle_snapshots_free (copies);
  g_assert_true (axle_hub_renew_epoch (self->dealership.hub, NULL));
  copies = axle_snapshots_new (self->dealership.hub, self->copies, FROM);
  g_assert_null (axle_snapshots_find_named (copies, &self->dealership.office, hash));
  g_assert_cmpuint (count_files (self), ==, 0);
  axle_snapshots_free (copies);
}

/* A server that ends while it makes one. */
static void
test_stopped (Fixture       *self,
              gconstpointer  unused)
{
  AxleSnapshots *copies = axle_snapshots_new (self->dealership.hub, self->copies, FROM);
  gint64 retry_after;

  g_assert_null (axle_snapshots_find (copies, &self->dealership.office, &self->dealership.store, &retry_after, NULL));
  g_assert_cmpint (retry_after, >, 0);
  axle_snapshots_free (copies);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/snapshot/rows", test_rows);
  ADD ("/snapshot/redaction", test_redaction);
  ADD ("/snapshot/parts", test_parts);
  ADD ("/snapshot/shelf", test_shelf);
  ADD ("/snapshot/replaced", test_replaced);
  ADD ("/snapshot/kept", test_kept);
  ADD ("/snapshot/stopped", test_stopped);
  return g_test_run ();
}
