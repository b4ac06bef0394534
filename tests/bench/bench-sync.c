/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the feed, one by one and as a first sync, against the same rows by prepared
 * inserts with the same indexes, in seconds of the processor; an edit on one desk seen
 * on another against one bare WebSocket round trip; what a desk did offline on its way
 * to the server, and from there to another desk. */
#include <libsoup/soup.h>
#include <locale.h>
#include <time.h>

#include "core/party/customer.h"
#include "sqlite/connection.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"
#include "store/outbox.h"
#include "sync/dealership.h"
#include "sync/engine.h"

#define N_ROWS 20000
#define N_ROUNDS 5

/* As the store has it in a first sync: what that has is not kept from the inserts. */
#define CACHE_KIB 65536
#define N_EDITS 200
#define N_OFFLINE 10000
#define N_SAVED_AT_ONCE 100

static GPtrArray *
make_rows (const AxleId *scope)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < N_ROWS; i++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      AxleRecord *record = axle_record_new (&axle_customer_entity, &id);
      g_autofree char *name = g_strdup_printf ("王%u", i);
      g_autofree char *phone = g_strdup_printf ("+86139%08u", i);

      record->scope = *scope;
      record->revision = 1;
      axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
      axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
      axle_record_add_member (record, AXLE_CUSTOMER_PHONES, phone);
      axle_record_set_text (record, AXLE_CUSTOMER_CITY, "深圳");
      axle_record_set_text (record, AXLE_CUSTOMER_STAGE, "intent");
      g_ptr_array_add (rows, record);
    }
  return rows;
}

static AxleStore *
open_store (AxleTestFolder *folder,
            const char     *name,
            char          **path)
{
  g_autoptr(GError) error = NULL;
  AxleStore *store;

  *path = axle_test_folder_build (folder, name);
  store = axle_store_open (&(AxleStoreOptions) { .path = *path }, &error);
  g_assert_no_error (error);
  return store;
}

static double
processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
apply_feed (AxleStore    *store,
            const AxleId *scope,
            GPtrArray    *rows,
            gboolean      first_sync)
{
  double started = processor_seconds ();

  if (first_sync)
    g_assert_true (axle_store_begin_bulk (store, NULL));
  for (guint i = 0; i < rows->len; i += AXLE_ENGINE_SLICE)
    {
      guint n_rows = MIN (AXLE_ENGINE_SLICE, rows->len - i);
      AxleCursor cursor = { 1, i + n_rows };
      g_autoptr(GPtrArray) slice = g_ptr_array_new ();
      g_autoptr(GError) error = NULL;

      for (guint j = 0; j < n_rows; j++)
        g_ptr_array_add (slice, rows->pdata[i + j]);
      axle_store_apply_feed (store, scope, slice, &cursor, &error);
      g_assert_no_error (error);
    }
  g_assert_true (axle_store_end_bulk (store, NULL));
  return processor_seconds () - started;
}

/* Into a cache of the same schema, so with the same indexes, in the same slices. */
static double
insert_rows (const char *path,
             GPtrArray  *rows)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection =
    axle_connection_open (path, AXLE_CONNECTION_READ_WRITE, &(AxleConnectionOptions) { .cache_kib = CACHE_KIB }, &error);
  double started = processor_seconds ();

  g_assert_no_error (error);
  g_assert_true (axle_connection_exec (connection, "PRAGMA wal_autocheckpoint = 4096", NULL));
  for (guint i = 0; i < rows->len; i += AXLE_ENGINE_SLICE)
    {
      g_autoptr(AxleTransaction) transaction = axle_transaction_begin (connection, &error);
      g_autoptr(AxleStatement) statement =
        axle_connection_prepare (connection,
                                 "INSERT INTO customer (id, scope, revision, deleted, hidden, created_at, pending, "
                                 "type, name, phones, city, stage, name_key, phone_key) "
                                 "VALUES (?1, ?2, 1, 0, 0, 0, 0, ?3, ?4, ?5, ?6, ?7, ?4, ?5)", &error);

      g_assert_no_error (error);
      for (guint j = i; j < MIN (i + AXLE_ENGINE_SLICE, rows->len); j++)
        {
          const AxleRecord *record = rows->pdata[j];

          axle_statement_bind_blob (statement, 1, record->id.bytes, sizeof record->id.bytes);
          axle_statement_bind_blob (statement, 2, record->scope.bytes, sizeof record->scope.bytes);
          axle_statement_bind_text (statement, 3, axle_record_get_text (record, AXLE_CUSTOMER_TYPE));
          axle_statement_bind_text (statement, 4, axle_record_get_text (record, AXLE_CUSTOMER_NAME));
          axle_statement_bind_text (statement, 5, record->values[AXLE_CUSTOMER_PHONES].as.text);
          axle_statement_bind_text (statement, 6, axle_record_get_text (record, AXLE_CUSTOMER_CITY));
          axle_statement_bind_text (statement, 7, axle_record_get_text (record, AXLE_CUSTOMER_STAGE));
          g_assert_true (axle_statement_run (statement, &error));
          axle_statement_reset (statement);
        }
      g_assert_true (axle_transaction_commit (transaction, &error));
    }
  return processor_seconds () - started;
}

static int
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

static double
median_seconds (double *seconds)
{
  qsort (seconds, N_ROUNDS, sizeof *seconds, compare_seconds);
  return seconds[N_ROUNDS / 2];
}

static double
feed_rows (GPtrArray *rows,
           gboolean   first_sync)
{
  const AxleId scope = { { 1 } };
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = NULL;
  g_autoptr(AxleStore) store = open_store (folder, "feed.db", &path);

  return apply_feed (store, &scope, rows, first_sync);
}

static double
insert_rows_anew (GPtrArray *rows)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = NULL;

  axle_store_close (open_store (folder, "raw.db", &path));
  return insert_rows (path, rows);
}

static void
measure_rows (void)
{
  const AxleId scope = { { 1 } };
  g_autoptr(GPtrArray) rows = make_rows (&scope);
  double inserts[N_ROUNDS], feeds[N_ROUNDS], first_syncs[N_ROUNDS];
  double insert, feed, first_sync;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      inserts[i] = insert_rows_anew (rows);
      feeds[i] = feed_rows (rows, FALSE);
      first_syncs[i] = feed_rows (rows, TRUE);
    }
  insert = median_seconds (inserts);
  feed = median_seconds (feeds);
  first_sync = median_seconds (first_syncs);
  g_print ("inserted-rows %.0f rows/s\n", N_ROWS / insert);
  g_print ("feed-rows %.0f rows/s\n", N_ROWS / feed);
  g_print ("first-sync-rows %.0f rows/s\n", N_ROWS / first_sync);
  g_print ("feed-against-inserts %.2f ratio 2\n", feed / insert);
  g_print ("first-sync-against-inserts %.2f ratio 2\n", first_sync / insert);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static double
median_ms (gint64 *times)
{
  qsort (times, N_EDITS, sizeof *times, compare_times);
  return (double) times[N_EDITS / 2] / 1000;
}

static void
echo_cb (SoupServer              *server,
         SoupServerMessage       *message,
         const char              *path,
         SoupWebsocketConnection *socket,
         gpointer                 user_data)
{
  *(SoupWebsocketConnection **) user_data = g_object_ref (socket);
  g_signal_connect_swapped (socket, "message", G_CALLBACK (soup_websocket_connection_send_message), socket);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(SoupWebsocketConnection **) user_data = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
}

static void
came_back_cb (SoupWebsocketConnection *socket,
              int                      type,
              GBytes                  *message,
              gboolean                *came_back)
{
  *came_back = TRUE;
}

static double
measure_round_trip (void)
{
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupWebsocketConnection) there = NULL;
  g_autoptr(SoupWebsocketConnection) here = NULL;
  g_autoptr(SoupMessage) message = NULL;
  g_autofree char *address = NULL;
  gint64 times[N_EDITS];
  gboolean came_back = FALSE;
  GSList *uris;

  soup_server_add_websocket_handler (server, "/", NULL, NULL, echo_cb, &there, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  message = soup_message_new ("GET", address);
  soup_session_set_proxy_resolver (session, NULL);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb, &here);
  while (here == NULL || there == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (here, "message", G_CALLBACK (came_back_cb), &came_back);
  for (guint i = 0; i < N_EDITS; i++)
    {
      gint64 started = g_get_monotonic_time ();

      came_back = FALSE;
      soup_websocket_connection_send_text (here, "a message of the length that a small edit has");
      while (!came_back)
        g_main_context_iteration (NULL, TRUE);
      times[i] = g_get_monotonic_time () - started;
    }
  return median_ms (times);
}

static gboolean
are_live (gpointer data)
{
  Desk **desks = data;

  return desk_is_at_rest (desks[0]) && desk_is_at_rest (desks[1]) &&
         axle_engine_get_status (desks[0]->engine)->live && axle_engine_get_status (desks[1]->engine)->live;
}

static gboolean
is_shown (Desk         *desk,
          const AxleId *id)
{
  g_autoptr(AxleRecord) record = axle_store_get (desk->store, &axle_customer_entity, id, NULL);

  return record != NULL;
}

/* What the disk asks for a durable commit of a few pages: each edit needs two, one
 * on the desk and one on the server. */
static double
measure_commit (AxleTestFolder *folder)
{
  g_autofree char *path = axle_test_folder_build (folder, "plain.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection =
    axle_connection_open (path, AXLE_CONNECTION_CREATE | AXLE_CONNECTION_DURABLE, NULL, &error);
  gint64 times[N_EDITS];

  g_assert_no_error (error);
  g_assert_true (axle_connection_exec (connection, "CREATE TABLE edit (number INTEGER PRIMARY KEY, body BLOB)", &error));
  for (guint i = 0; i < N_EDITS; i++)
    {
      gint64 started = g_get_monotonic_time ();

      g_assert_true (axle_connection_exec (connection, "INSERT INTO edit (body) VALUES (randomblob (12000))", &error));
      times[i] = g_get_monotonic_time () - started;
    }
  return median_ms (times);
}

static double
measure_edits (Dealership *dealership,
               Desk      **desks)
{
  gint64 times[N_EDITS];

  axle_test_wait_for (are_live, desks);
  for (guint i = 0; i < N_EDITS; i++)
    {
      gint64 started = g_get_monotonic_time ();
      AxleId id = desk_save_customer (desks[0], dealership, "王小明");

      while (!is_shown (desks[1], &id))
        g_main_context_iteration (NULL, TRUE);
      times[i] = g_get_monotonic_time () - started;
    }
  return median_ms (times);
}

static void
save_offline (Desk       *desk,
              Dealership *dealership)
{
  gint64 operation = 0;

  for (guint i = 0; i < N_OFFLINE; i += N_SAVED_AT_ONCE)
    {
      g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
      g_autoptr(GError) error = NULL;

      for (guint j = i; j < i + N_SAVED_AT_ONCE; j++)
        {
          AxleId id = axle_id_new (axle_host_get_default ());
          g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);
          g_autofree char *name = g_strdup_printf ("李%u", j);
          AxleChange *change;

          record->scope = dealership->store;
          axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
          axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
          change = axle_change_new_between (NULL, record);
          change->staff = dealership->staff;
          g_ptr_array_add (changes, change);
        }
      axle_store_save (desk->store, changes, &operation, &error);
      g_assert_no_error (error);
    }
}

static gboolean
has_sent (gpointer data)
{
  Desk *desk = data;

  return axle_engine_get_status (desk->engine)->n_waiting == 0;
}

static gboolean
is_at_rest (gpointer data)
{
  return desk_is_at_rest (data);
}

static double
measure_start (Desk    *desk,
               gboolean (*is_done) (gpointer data))
{
  gint64 started = g_get_monotonic_time ();

  g_assert_true (axle_engine_start (desk->engine));
  while (!is_done (desk))
    g_main_context_iteration (NULL, TRUE);
  return (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
}

static void
measure_offline (Dealership *dealership,
                 Desk      **desks)
{
  double flush;
  double catch_up;

  axle_engine_stop (desks[0]->engine);
  axle_engine_stop (desks[1]->engine);
  save_offline (desks[0], dealership);
  flush = measure_start (desks[0], has_sent);
  axle_test_wait_for (is_at_rest, desks[0]);
  catch_up = measure_start (desks[1], is_at_rest);
  g_assert_cmpuint (axle_engine_get_status (desks[1]->engine)->n_pulled, >=, N_OFFLINE);
  g_print ("offline-edits-sent %.2f s 1.5\n", flush);
  g_print ("caught-up %.0f rows/s\n", N_OFFLINE / catch_up);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  Dealership *dealership;
  Desk *desks[2];
  double round_trip;
  double commit;
  double edit;

  setlocale (LC_ALL, "");
  if (argc < 2)
    g_error ("Say where axle-server is");
  measure_rows ();
  round_trip = measure_round_trip ();
  dealership = dealership_new (folder, argv[1], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    desks[i] = desk_new (dealership, folder, i);
  edit = measure_edits (dealership, desks);
  commit = measure_commit (folder);
  g_print ("websocket-round-trip %.2f ms\n", round_trip);
  g_print ("edit-to-seen %.2f ms\n", edit);
  g_print ("durable-commit %.2f ms\n", commit);
  g_print ("edit-to-seen-beyond-round-trip %.2f ms 5\n", edit - round_trip);
  g_print ("edit-to-seen-beyond-two-commits %.2f ms\n", edit - round_trip - 2 * commit);
  measure_offline (dealership, desks);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    desk_free (desks[i]);
  dealership_free (dealership);
  return 0;
}
