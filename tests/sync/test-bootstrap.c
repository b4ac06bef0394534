/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "server/snapshot-builder.h"
#include "server/storage-sqlite.h"
#include "sync/answered.h"

#define EPOCH ANSWERED_EPOCH
#define N_CUSTOMERS 40
#define N_ROWS (3 * N_CUSTOMERS)
#define MINUTE 60000

/* A desk that is answered by hand, and what a server would have for it. */
typedef struct
{
  AnsweredDesk  desk;
  AxleStorage  *storage;
  AxleSnapshot *copy;
  GBytes       *bytes;
} Fixture;

static void
put (Fixture    *self,
     AxleRecord *record)
{
  AxleDocument document = { .id = record->id, .scope = answered_store, .kind = (char *) record->entity->kind, .revision = 1 };
  g_autoptr(GError) error = NULL;

  record->scope = answered_store;
  record->revision = 1;
  document.body = axle_record_encode (record);
  axle_storage_next_sequence (self->storage, &answered_store, &document.sequence, &error);
  axle_storage_put_document (self->storage, &document, &error);
  g_assert_no_error (error);
  g_bytes_unref (document.body);
  axle_record_unref (record);
}

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static void
put_customer (Fixture *self,
              guint    number)
{
  g_autofree char *name = g_strdup_printf ("王%u", number);
  g_autofree char *plate = g_strdup_printf ("沪A%05u", number);
  AxleRecord *customer = new_record (&axle_customer_entity);
  AxleRecord *vehicle = new_record (&axle_vehicle_entity);
  AxleRecord *ownership = new_record (&axle_ownership_entity);

  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  put (self, customer);
  put (self, vehicle);
  put (self, ownership);
}

static void
make_copy (Fixture *self)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->copy, axle_snapshot_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->copy = axle_snapshot_build (self->storage, &answered_store, AXLE_AUDIENCE_OFFICE, EPOCH, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  self->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  answered_desk_open (&self->desk);
  self->storage = axle_storage_sqlite_open (":memory:", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (axle_storage_begin (self->storage, NULL, 0, &error));
  for (guint i = 0; i < N_CUSTOMERS; i++)
    put_customer (self, i);
  g_assert_true (axle_storage_commit (self->storage, &error));
  make_copy (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  answered_desk_close (&self->desk);
  g_object_unref (self->storage);
  axle_snapshot_free (self->copy);
  g_bytes_unref (self->bytes);
}

/* A page without rows: the rest is told by @more. */
static void
answer_feed (Fixture      *self,
             const AxleId *scope,
             gint64        next,
             gint64        head,
             gboolean      more)
{
  g_autofree char *path = answered_feed_of (scope);
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();

  page->scope = *scope;
  page->epoch = EPOCH;
  page->next = next;
  page->head = head;
  page->more = more;
  scripted_transport_reply (self->desk.transport, path, 200, axle_feed_page_encode (page), 0);
}

#define HEAD "/v1/snapshot?scope="
#define PIECE "/v1/snapshot/"

/* Up to where the desk asks for a copy. */
static void
begin (Fixture *self)
{
  g_assert_true (axle_engine_start (self->desk.engine));
  answer_feed (self, &answered_group, 0, 0, FALSE);
  answer_feed (self, &answered_store, 1, self->copy->sequence, TRUE);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, HEAD), ==, 1);
}

static void
answer_head (Fixture *self)
{
  scripted_transport_reply (self->desk.transport, HEAD, 200, axle_snapshot_encode (self->copy), 0);
}

static void
answer_pieces (Fixture *self,
               gsize    limit)
{
  while (scripted_transport_count (self->desk.transport, PIECE) > 0)
    {
      scripted_transport_reply_part (self->desk.transport, PIECE, self->bytes, limit);
      scripted_timers_advance (self->desk.timers, 0);
    }
}

static gint64
count (Fixture          *self,
       const AxleEntity *entity)
{
  return axle_store_count (self->desk.store, entity, NULL);
}

/* The copy is here: the feed goes on behind it. */
static void
check_done (Fixture *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/feed?scope=%s&epoch=%d&start=0&after=%" G_GINT64_FORMAT "&",
                                           AXLE_ID_TEXT (&answered_store), EPOCH, self->copy->sequence);

  scripted_timers_advance (self->desk.timers, 0);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 0);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, path), ==, 1);
  answer_feed (self, &answered_store, self->copy->sequence, self->copy->sequence, FALSE);
  g_assert_cmpint (axle_engine_get_status (self->desk.engine)->state, ==, AXLE_ENGINE_ONLINE);
  g_assert_cmpint (count (self, &axle_customer_entity) * 3, ==, self->copy->n_rows);
  g_assert_cmpint (count (self, &axle_ownership_entity) * 3, ==, self->copy->n_rows);
}

static void
test_copy (Fixture       *self,
           gconstpointer  unused)
{
  const AxleEngineStatus *status = axle_engine_get_status (self->desk.engine);

  begin (self);
  answer_head (self);
  g_assert_cmpint (status->total, ==, N_ROWS);
  g_assert_cmpint (status->state, ==, AXLE_ENGINE_SYNCING);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 3);
  /* Pieces may come shorter than they were asked for. */
  answer_pieces (self, 300);
  g_assert_cmpuint (status->n_pulled, ==, N_ROWS);
  check_done (self);
  g_assert_null (status->error);
}

/* By the feed: with the page that is here already. */
static void
check_by_feed (Fixture *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/feed?scope=%s&epoch=%d&start=%" G_GINT64_FORMAT "&after=1&",
                                           AXLE_ID_TEXT (&answered_store), EPOCH, self->copy->sequence);

  g_assert_cmpuint (scripted_transport_count (self->desk.transport, "/v1/snapshot"), ==, 0);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, path), ==, 1);
  answer_feed (self, &answered_store, 2, 2, FALSE);
  g_assert_cmpint (axle_engine_get_status (self->desk.engine)->state, ==, AXLE_ENGINE_ONLINE);
}

static void
test_none (Fixture       *self,
           gconstpointer  unused)
{
  AxleErrorReply none = { (char *) "none", (char *) "None.", 0 };

  begin (self);
  scripted_transport_reply (self->desk.transport, HEAD, 404, axle_error_reply_encode (&none), 0);
  check_by_feed (self);
  g_assert_null (axle_engine_get_status (self->desk.engine)->error);
}

/* One that is being made is waited for, not for ever. */
static void
test_being_made (Fixture       *self,
                 gconstpointer  unused)
{
  AxleErrorReply making = { (char *) "making", (char *) "Soon.", 5 };

  begin (self);
  scripted_transport_reply (self->desk.transport, HEAD, 503, axle_error_reply_encode (&making), 5);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, HEAD), ==, 0);
  scripted_timers_advance (self->desk.timers, 6000);
  answer_head (self);
  answer_pieces (self, G_MAXSIZE);
  check_done (self);
  g_assert_null (axle_engine_get_status (self->desk.engine)->error);
}

static void
test_never_made (Fixture       *self,
                 gconstpointer  unused)
{
  AxleErrorReply making = { (char *) "making", (char *) "Soon.", 50 };
  guint n_asked = 0;

  begin (self);
  for (; scripted_transport_count (self->desk.transport, HEAD) > 0; n_asked++)
    {
      scripted_transport_reply (self->desk.transport, HEAD, 503, axle_error_reply_encode (&making), 50);
      for (guint i = 0; i < 2 && scripted_transport_count (self->desk.transport, HEAD) == 0; i++)
        scripted_timers_advance (self->desk.timers, 26000);
      g_assert_cmpuint (n_asked, <, 20);
    }
  check_by_feed (self);
}

static void
reply_damaged (Fixture *self)
{
  AxleRange range = scripted_transport_range (self->desk.transport, PIECE);
  g_autoptr(GBytes) damaged = NULL;
  gsize size;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (self->bytes, &size), g_bytes_get_size (self->bytes));

  size = g_bytes_get_size (self->bytes);
  bytes[range.offset + range.length / 2] ^= 1;
  damaged = g_bytes_new_take (bytes, size);
  scripted_transport_reply_part (self->desk.transport, PIECE, damaged, G_MAXSIZE);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  unused)
{
  begin (self);
  answer_head (self);
  reply_damaged (self);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 3);
  answer_pieces (self, G_MAXSIZE);
  check_done (self);
}

static void
test_always_damaged (Fixture       *self,
                     gconstpointer  unused)
{
  begin (self);
  answer_head (self);
  for (guint i = 0; i < 20 && scripted_transport_count (self->desk.transport, PIECE) > 0; i++)
    reply_damaged (self);
  g_assert_nonnull (strstr (axle_engine_get_status (self->desk.engine)->error, "damaged"));
  check_by_feed (self);
}

typedef struct
{
  const char *name;
  void      (*spoil) (AxleSnapshot *copy);
} Lie;

static void
change_hash (AxleSnapshot *copy)
{
  copy->hash[0] = copy->hash[0] == '0' ? '1' : '0';
}

static void
change_scope (AxleSnapshot *copy)
{
  copy->scope = answered_group;
}

static void
grow_part (AxleSnapshot *copy)
{
  axle_snapshot_get_part (copy, 0)->plain_size = AXLE_SNAPSHOT_PLAIN_LIMIT + 1;
}

static void
move_part (AxleSnapshot *copy)
{
  axle_snapshot_get_part (copy, 0)->offset = copy->size;
}

static void
shrink_part (AxleSnapshot *copy)
{
  axle_snapshot_get_part (copy, 0)->plain_size--;
}

static void
count_more (AxleSnapshot *copy)
{
  axle_snapshot_get_part (copy, 0)->n_rows++;
}

static void
count_less (AxleSnapshot *copy)
{
  axle_snapshot_get_part (copy, 1)->n_rows--;
}

static void
swap_kinds (AxleSnapshot *copy)
{
  AxleSnapshotKind *kinds = (AxleSnapshotKind *) (gpointer) copy->kinds->data;
  AxleSnapshotKind first = kinds[0];

  kinds[0] = kinds[1];
  kinds[1] = first;
}

static const Lie lies[] = {
  { "hash", change_hash },
  { "scope", change_scope },
  { "large", grow_part },
  { "outside", move_part },
  { "smaller", shrink_part },
  { "more-rows", count_more },
  { "fewer-rows", count_less },
  { "kinds", swap_kinds },
};

/* Whatever a server says of its copy, the desk takes what is so, or the feed. */
static void
test_lie (const Lie *lie)
{
  Fixture self = { 0 };

  set_up (&self, NULL);
  begin (&self);
  lie->spoil (self.copy);
  answer_head (&self);
  answer_pieces (&self, G_MAXSIZE);
  scripted_timers_advance (self.desk.timers, 0);
  check_by_feed (&self);
  tear_down (&self, NULL);
}

/* The server made another copy meanwhile. */
static void
test_replaced (Fixture       *self,
               gconstpointer  unused)
{
  AxleErrorReply none = { (char *) "none", (char *) "None.", 0 };

  begin (self);
  answer_head (self);
  scripted_transport_reply_part (self->desk.transport, PIECE, self->bytes, G_MAXSIZE);
  scripted_timers_advance (self->desk.timers, 0);
  g_assert_true (axle_storage_begin (self->storage, NULL, 0, NULL));
  put_customer (self, N_CUSTOMERS);
  g_assert_true (axle_storage_commit (self->storage, NULL));
  make_copy (self);
  scripted_transport_reply (self->desk.transport, PIECE, 404, axle_error_reply_encode (&none), 0);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 0);
  answer_head (self);
  answer_pieces (self, G_MAXSIZE);
  check_done (self);
}

/* Stopped and started again: only what is missing comes. */
static void
test_resumed (Fixture       *self,
              gconstpointer  unused)
{
  begin (self);
  answer_head (self);
  scripted_transport_reply_part (self->desk.transport, PIECE, self->bytes, G_MAXSIZE);
  for (guint i = 0; i < 30; i++)
    scripted_timers_advance (self->desk.timers, 0);
  axle_engine_stop (self->desk.engine);
  g_assert_true (axle_engine_start (self->desk.engine));
  answer_feed (self, &answered_group, 0, 0, FALSE);
  answer_feed (self, &answered_store, 1, self->copy->sequence, TRUE);
  answer_head (self);
  g_assert_cmpint (axle_engine_get_status (self->desk.engine)->done, ==, N_CUSTOMERS);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 2);
  answer_pieces (self, G_MAXSIZE);
  check_done (self);
}

/* The link goes away in the middle. */
static void
test_cut (Fixture       *self,
          gconstpointer  unused)
{
  begin (self);
  answer_head (self);
  for (guint i = 0; i < 3; i++)
    scripted_transport_fail (self->desk.transport, PIECE);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 0);
  scripted_timers_advance (self->desk.timers, 2000);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, PIECE), ==, 3);
  answer_pieces (self, G_MAXSIZE);
  check_done (self);
}

/* What a person saves meanwhile is sent meanwhile. */
static void
test_saved_meanwhile (Fixture       *self,
                      gconstpointer  unused)
{
  g_autoptr(AxleRecord) record = new_record (&axle_customer_entity);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  AxleErrorReply busy = { (char *) "busy", (char *) "Busy.", 0 };
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  begin (self);
  answer_head (self);
  record->scope = answered_store;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, "新客户");
  g_ptr_array_add (changes, axle_change_new_between (NULL, record));
  g_assert_true (axle_store_save (self->desk.store, changes, &operation, &error));
  axle_engine_poke (self->desk.engine);
  g_assert_cmpuint (scripted_transport_count (self->desk.transport, "/v1/push"), ==, 1);
  scripted_transport_reply (self->desk.transport, "/v1/push", 503, axle_error_reply_encode (&busy), 0);
  answer_pieces (self, G_MAXSIZE);
  scripted_timers_advance (self->desk.timers, 0);
  g_assert_cmpint (count (self, &axle_customer_entity), ==, N_CUSTOMERS + 1);
  g_assert_cmpint (axle_store_count_outbox (self->desk.store), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("/bootstrap/copy", test_copy);
  ADD ("/bootstrap/none", test_none);
  ADD ("/bootstrap/being-made", test_being_made);
  ADD ("/bootstrap/never-made", test_never_made);
  ADD ("/bootstrap/damaged", test_damaged);
  ADD ("/bootstrap/always-damaged", test_always_damaged);
  ADD ("/bootstrap/replaced", test_replaced);
  ADD ("/bootstrap/resumed", test_resumed);
  ADD ("/bootstrap/cut", test_cut);
  ADD ("/bootstrap/saved-meanwhile", test_saved_meanwhile);
  axle_test_add_table ("/bootstrap/lie", lies, test_lie);
  return g_test_run ();
}
