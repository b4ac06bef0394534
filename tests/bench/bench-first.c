/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync of a desk from a ready copy, with what people read on the screen
 * meanwhile, against what the same rows and indexes take without a network: SQLCipher's
 * own export for an encrypted cache, the mere download for a plain one, and prepared
 * inserts. The shape of the data is that of a dealership group: `bench-first SERVER [ROWS]`. */
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "core/history/history.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "server/folder.h"
#include "server/storage-sqlite.h"
#include "sqlite/connection.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"
#include "store/customers.h"
#include "sync/dealership.h"
#include "wire/snapshot.h"

#define N_ROWS 1450000
#define N_ROWS_OF_PEERS 100000
#define BATCH 10000

static const guint8 KEY[AXLE_CONNECTION_KEY_SIZE] = "0123456789abcdef0123456789abcde";
#define KEY_SQL "x'3031323334353637383961626364656630313233343536373839616263646500'"

/* Of twenty-nine rows. */
enum
{
  CUSTOMERS = 2,
  VEHICLES = 3,
  OWNERSHIPS = 3,
  ODOMETERS = 6,
  CONTACTS = 6,
  NOTES = 3,
  HISTORIES = 6,
  ALL = 29,
};

typedef struct
{
  AxleId   scope;
  GArray  *customers;   /* AxleId */
  GArray  *vehicles;
  GRand   *random;
  guint    number;
} Maker;

static const char * const words[] = {
  "保养", "更换机油", "轮胎", "刹车片", "客户来电", "预约", "周三", "上午", "已回访", "满意", "提醒", "年检", "续保", "试驾",
  "报价", "置换", "二手车", "空调", "异响", "检查", "电瓶", "雨刷", "玻璃水", "四轮定位", "漆面", "划痕", "保险", "理赔",
  "appointment", "called", "waiting", "parts", "ordered", "brake", "oil", "filter", "tyres", "follow-up",
};

static char *
make_text (Maker *self,
           guint  n_words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s ", words[g_rand_int_range (self->random, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static AxleId
pick (Maker  *self,
      GArray *ids)
{
  return g_array_index (ids, AxleId, g_rand_int_range (self->random, 0, (int) ids->len));
}

static AxleRecord *
new_record (Maker            *self,
            const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->scope;
  record->revision = 1;
  record->created_at = 1700000000000000 + (gint64) self->number++ * 1000000;
  if (entity == &axle_customer_entity)
    g_array_append_val (self->customers, id);
  if (entity == &axle_vehicle_entity)
    g_array_append_val (self->vehicles, id);
  return record;
}

static void
take_text (AxleRecord *record,
           guint       field,
           char       *text)
{
  axle_record_set_text (record, field, text);
  g_free (text);
}

static void
fill_customer (Maker      *self,
               AxleRecord *record)
{
  static const char * const names[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴" };
  static const char * const given[] = { "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰" };
  static const char * const stages[] = { "potential", "intent", "deal", "after-sales", "loyal" };
  g_autofree char *phone = g_strdup_printf ("+86139%08u", self->number);

  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  take_text (record, AXLE_CUSTOMER_NAME, g_strconcat (names[g_rand_int_range (self->random, 0, 10)],
                                                      given[g_rand_int_range (self->random, 0, 14)],
                                                      given[g_rand_int_range (self->random, 0, 14)], NULL));
  axle_record_add_member (record, AXLE_CUSTOMER_PHONES, phone);
  take_text (record, AXLE_CUSTOMER_ADDRESS, make_text (self, 6));
  axle_record_set_text (record, AXLE_CUSTOMER_CITY, "深圳");
  axle_record_set_text (record, AXLE_CUSTOMER_STAGE, stages[g_rand_int_range (self->random, 0, 5)]);
  axle_record_set_boolean (record, AXLE_CUSTOMER_CONSENT_CONTACT, TRUE);
}

static void
fill_vehicle (Maker      *self,
              AxleRecord *record)
{
  take_text (record, AXLE_VEHICLE_VIN, g_strdup_printf ("LSVAA4187%c2%06u", 'A' + self->number % 10, self->number % 1000000));
  take_text (record, AXLE_VEHICLE_PLATE, g_strdup_printf ("粤B%05u", self->number % 100000));
  axle_record_set_text (record, AXLE_VEHICLE_MAKE, "Volkswagen");
  axle_record_set_text (record, AXLE_VEHICLE_MODEL, self->number % 3 == 0 ? "Lavida" : "Passat");
  axle_record_set_integer (record, AXLE_VEHICLE_MODEL_YEAR, 2010 + self->number % 15);
}

static AxleRecord *
make_row (Maker *self,
          guint  kind)
{
  AxleRecord *record;
  AxleId id;

  if (kind < CUSTOMERS)
    {
      record = new_record (self, &axle_customer_entity);
      fill_customer (self, record);
      return record;
    }
  if ((kind -= CUSTOMERS) < VEHICLES)
    {
      record = new_record (self, &axle_vehicle_entity);
      fill_vehicle (self, record);
      return record;
    }
  if ((kind -= VEHICLES) < OWNERSHIPS)
    {
      record = new_record (self, &axle_ownership_entity);
      id = pick (self, self->customers);
      axle_record_set_id (record, AXLE_OWNERSHIP_CUSTOMER, &id);
      id = pick (self, self->vehicles);
      axle_record_set_id (record, AXLE_OWNERSHIP_VEHICLE, &id);
      axle_record_set_text (record, AXLE_OWNERSHIP_ROLE, "owner");
      return record;
    }
  if ((kind -= OWNERSHIPS) < ODOMETERS)
    {
      record = new_record (self, &axle_odometer_entity);
      id = pick (self, self->vehicles);
      axle_record_set_id (record, AXLE_ODOMETER_VEHICLE, &id);
      axle_record_set_integer (record, AXLE_ODOMETER_READING, g_rand_int_range (self->random, 0, 300000000));
      axle_record_set_integer (record, AXLE_ODOMETER_AT, record->created_at);
      return record;
    }
  if ((kind -= ODOMETERS) < CONTACTS)
    {
      record = new_record (self, &axle_contact_entity);
      id = pick (self, self->customers);
      axle_record_set_id (record, AXLE_CONTACT_CUSTOMER, &id);
      axle_record_set_text (record, AXLE_CONTACT_CHANNEL, "phone");
      axle_record_set_integer (record, AXLE_CONTACT_AT, record->created_at);
      take_text (record, AXLE_CONTACT_SUMMARY, make_text (self, 12));
      return record;
    }
  if ((kind -= CONTACTS) < NOTES)
    {
      record = new_record (self, &axle_note_entity);
      id = pick (self, self->customers);
      axle_record_set_id (record, AXLE_NOTE_SUBJECT, &id);
      take_text (record, AXLE_NOTE_TEXT, make_text (self, 20));
      return record;
    }
  record = new_record (self, &axle_history_entity);
  id = pick (self, self->customers);
  axle_record_set_id (record, AXLE_HISTORY_RECORD, &id);
  axle_record_set_text (record, AXLE_HISTORY_KIND, "customer");
  axle_record_set_text (record, AXLE_HISTORY_FIELD, "address");
  take_text (record, AXLE_HISTORY_BEFORE, make_text (self, 6));
  take_text (record, AXLE_HISTORY_AFTER, make_text (self, 6));
  axle_record_set_integer (record, AXLE_HISTORY_AT, record->created_at);
  return record;
}

static void
put_row (AxleStorage *storage,
         AxleRecord  *record)
{
  g_autoptr(GBytes) body = axle_record_encode (record);
  AxleDocument document = {
    .id = record->id, .scope = record->scope, .kind = (char *) record->entity->kind, .revision = 1, .body = body,
  };
  g_autoptr(GError) error = NULL;

  axle_storage_next_sequence (storage, &record->scope, &document.sequence, &error);
  axle_storage_put_document (storage, &document, &error);
  g_assert_no_error (error);
  axle_record_unref (record);
}

/* As years of work leave it: all kinds among each other, straight into the storage. */
static void
fill_server (Dealership *dealership,
             guint       n_rows)
{
  g_autoptr(AxleStorage) storage = axle_folder_open_storage (dealership->folder, NULL, NULL);
  Maker maker = {
    .scope = dealership->store,
    .customers = g_array_new (FALSE, FALSE, sizeof (AxleId)),
    .vehicles = g_array_new (FALSE, FALSE, sizeof (AxleId)),
    .random = g_rand_new_with_seed (1),
  };

  for (guint i = 0; i < n_rows; i++)
    {
      if (i % BATCH == 0)
        g_assert_true (axle_storage_begin (storage, NULL, 0, NULL));
      put_row (storage, make_row (&maker, i < 2 * VEHICLES ? (i % 2) * CUSTOMERS : (guint) g_rand_int_range (maker.random, 0, ALL)));
      if ((i + 1) % BATCH == 0 || i + 1 == n_rows)
        g_assert_true (axle_storage_commit (storage, NULL));
    }
  g_array_unref (maker.customers);
  g_array_unref (maker.vehicles);
  g_rand_free (maker.random);
}

/* Also what the processor worked, which other programs on the machine change little. */
static double
processor_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
seconds_since (gint64 started)
{
  return (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
}

/* What is asked for, one after the other. */
typedef struct
{
  gboolean   done;
  guint      status;
  GBytes    *body;
} Answer;

static void
answered_cb (const AxleReply *reply,
             const GError    *error,
             gpointer         user_data)
{
  Answer *self = user_data;

  g_assert_no_error (error);
  self->done = TRUE;
  self->status = reply->status;
  self->body = g_bytes_ref (reply->body);
}

static gboolean
is_answered (gpointer data)
{
  return ((Answer *) data)->done;
}

static Answer
get (Desk            *desk,
     const char      *path,
     const AxleRange *range)
{
  Answer answer = { 0 };

  axle_transport_send (AXLE_TRANSPORT (desk->transport), "GET", path, range, NULL, answered_cb, &answer);
  axle_test_wait_for (is_answered, &answer);
  return answer;
}

static AxleSnapshot *
wait_for_copy (Dealership *dealership,
               Desk       *desk)
{
  g_autofree char *path = g_strconcat ("/v1/snapshot?scope=", AXLE_ID_TEXT (&dealership->store), NULL);
  AxleSnapshot *snapshot;
  Answer answer;

  for (answer = get (desk, path, NULL); answer.status == 503; answer = get (desk, path, NULL))
    {
      g_bytes_unref (answer.body);
      g_usleep (G_USEC_PER_SEC / 10);
    }
  snapshot = axle_snapshot_decode (answer.body, NULL);
  g_assert_nonnull (snapshot);
  g_bytes_unref (answer.body);
  return snapshot;
}

static double
measure_download (Desk               *desk,
                  const AxleSnapshot *snapshot)
{
  gint64 started = g_get_monotonic_time ();
  g_autofree char *path = g_strconcat ("/v1/snapshot/", snapshot->hash, NULL);
  Answer answers[4] = { 0 };
  guint n_asked = 0;

  for (guint n_taken = 0; n_taken < snapshot->parts->len;)
    {
      for (; n_asked < snapshot->parts->len && n_asked < n_taken + G_N_ELEMENTS (answers); n_asked++)
        {
          const AxleSnapshotPart *part = axle_snapshot_get_part (snapshot, n_asked);
          AxleRange range = { part->offset, part->size, snapshot->size };

          axle_transport_send (AXLE_TRANSPORT (desk->transport), "GET", path, &range, NULL, answered_cb,
                               &answers[n_asked % G_N_ELEMENTS (answers)]);
        }
      axle_test_wait_for (is_answered, &answers[n_taken % G_N_ELEMENTS (answers)]);
      g_clear_pointer (&answers[n_taken % G_N_ELEMENTS (answers)].body, g_bytes_unref);
      answers[n_taken++ % G_N_ELEMENTS (answers)].done = FALSE;
    }
  return seconds_since (started);
}

/* The screen meanwhile: a list's page and the records behind it, once a frame. */
typedef struct
{
  char      *path;
  GBytes    *key;
  int        stopping;
  GArray    *times;      /* gint64, µs */
  double     work;       /* seconds of the processor */
} Reader;

static void
read_frame (AxleConnection *connection)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStatement) page =
    axle_connection_prepare (connection, "SELECT id, name, phones, stage FROM customer WHERE row > abs (random () % 100000) ORDER BY row LIMIT 30", &error);
  g_autoptr(AxleStatement) one = axle_connection_prepare (connection, "SELECT * FROM customer WHERE id = ?1", &error);

  g_assert_no_error (error);
  while (axle_statement_step (page, &error) == AXLE_STEP_ROW)
    {
      gsize size;
      const void *id = axle_statement_get_blob (page, 0, &size);

      axle_statement_bind_blob (one, 1, id, size);
      g_assert_cmpint (axle_statement_step (one, &error), ==, AXLE_STEP_ROW);
      axle_statement_reset (one);
    }
  g_assert_no_error (error);
}

static gpointer
read_in_thread (gpointer data)
{
  Reader *self = data;
  AxleConnectionOptions options = { .key = self->key != NULL ? g_bytes_get_data (self->key, NULL) : NULL, .cache_kib = 16384 };
  g_autoptr(AxleConnection) connection = axle_connection_open (self->path, AXLE_CONNECTION_READ_ONLY, &options, NULL);

  while (!g_atomic_int_get (&self->stopping))
    {
      gint64 started = g_get_monotonic_time ();
      gint64 took;

      read_frame (connection);
      took = g_get_monotonic_time () - started;
      g_array_append_val (self->times, took);
      g_usleep (G_USEC_PER_SEC / 60);
    }
  self->work = processor_seconds (CLOCK_THREAD_CPUTIME_ID);
  return NULL;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  return *(const gint64 *) a > *(const gint64 *) b ? 1 : -1;
}

static double
percentile_ms (GArray *times,
               guint   percent)
{
  g_array_sort (times, compare_times);
  return times->len > 0 ? (double) g_array_index (times, gint64, (times->len - 1) * percent / 100) / 1000 : 0;
}

static double
peak_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "VmHWM:")) == NULL)
    return 0;
  return g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024;
}

static void
reset_peak (void)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
}

static gboolean
is_complete (Desk *desk,
             guint n_rows)
{
  return desk_is_at_rest (desk) && axle_engine_get_status (desk->engine)->n_pulled >= n_rows;
}

/* From the first request to the last index. */
static double
measure_first (Desk   *desk,
               guint   n_rows,
               double *work)
{
  gint64 started = g_get_monotonic_time ();
  double took;

  *work = -processor_seconds (CLOCK_PROCESS_CPUTIME_ID);
  g_assert_true (axle_engine_start (desk->engine));
  while (!is_complete (desk, n_rows))
    g_main_context_iteration (NULL, TRUE);
  took = seconds_since (started);
  *work += processor_seconds (CLOCK_PROCESS_CPUTIME_ID);
  axle_engine_stop (desk->engine);
  return took;
}

static void
run (AxleConnection *connection,
     const char     *sql)
{
  g_autoptr(GError) error = NULL;

  axle_connection_exec (connection, sql, &error);
  g_assert_no_error (error);
}

/* The tables of the records with their indexes, in the clear. */
static void
write_plain (AxleTestFolder *folder,
             const char     *cache,
             const char     *plain)
{
  AxleConnectionOptions options = { .key = KEY };
  g_autoptr(AxleConnection) connection = axle_connection_open (cache, AXLE_CONNECTION_READ_WRITE, &options, NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS plain KEY ''", plain);

  g_assert_true (g_file_set_contents (plain, "", 0, NULL));
  run (connection, attach);
  run (connection, "PRAGMA plain.journal_mode = OFF");
  run (connection, "DROP TABLE search; DELETE FROM stale;");
  run (connection, "SELECT sqlcipher_export ('plain')");
  run (connection, "DETACH plain");
}

static double
measure_export (AxleTestFolder *folder,
                const char     *plain,
                double         *work)
{
  g_autofree char *path = axle_test_folder_build (folder, "exported.db");
  g_autoptr(AxleConnection) connection =
    axle_connection_open (plain, AXLE_CONNECTION_READ_WRITE, &(AxleConnectionOptions) { .cache_kib = 65536 }, NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS sealed KEY \"" KEY_SQL "\"", path);
  gint64 started;
  double took;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  run (connection, attach);
  run (connection, "PRAGMA sealed.journal_mode = WAL; PRAGMA sealed.synchronous = NORMAL;");
  /* The rows are in memory once they were read. */
  run (connection, "SELECT sum (length (summary)) FROM contact");
  started = g_get_monotonic_time ();
  *work = -processor_seconds (CLOCK_PROCESS_CPUTIME_ID);
  run (connection, "SELECT sqlcipher_export ('sealed')");
  took = seconds_since (started);
  *work += processor_seconds (CLOCK_PROCESS_CPUTIME_ID);
  run (connection, "DETACH sealed");
  return took;
}

static char *
list_columns (AxleConnection *connection,
              const char     *kind,
              guint          *n_columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" LIMIT 0", kind);
  g_autoptr(AxleStatement) statement = axle_statement_new (connection, sql, NULL);
  GString *names = g_string_new (NULL);

  *n_columns = (guint) axle_statement_get_n_columns (statement);
  for (guint i = 0; i < *n_columns; i++)
    g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", axle_statement_get_column_name (statement, (int) i));
  return g_string_free (names, FALSE);
}

static void
copy_column (AxleStatement *from,
             AxleStatement *to,
             int            column)
{
  gsize size;

  switch (axle_statement_get_type (from, column))
    {
    case AXLE_COLUMN_INTEGER:
      axle_statement_bind_int64 (to, column + 1, axle_statement_get_int64 (from, column));
      break;
    case AXLE_COLUMN_TEXT:
      axle_statement_bind_text (to, column + 1, axle_statement_get_text (from, column));
      break;
    case AXLE_COLUMN_BLOB:
      {
        const void *blob = axle_statement_get_blob (from, column, &size);
        axle_statement_bind_blob (to, column + 1, blob, size);
        break;
      }
    case AXLE_COLUMN_NULL:
    case AXLE_COLUMN_REAL:
    default:
      axle_statement_bind_null (to, column + 1);
      break;
    }
}

static void
insert_kind (AxleConnection *from,
             AxleConnection *to,
             const char     *kind)
{
  guint n_columns;
  g_autofree char *columns = list_columns (from, kind, &n_columns);
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY row", columns, kind);
  g_autoptr(GString) insert = g_string_new (NULL);
  g_autoptr(AxleStatement) rows = axle_connection_prepare (from, select, NULL);
  g_autoptr(AxleStatement) statement = NULL;
  g_autoptr(AxleTransaction) transaction = NULL;

  g_string_printf (insert, "INSERT INTO \"%s\" (%s) VALUES (?1", kind, columns);
  for (guint i = 1; i < n_columns; i++)
    g_string_append_printf (insert, ", ?%u", i + 1);
  g_string_append_c (insert, ')');
  statement = axle_connection_prepare (to, insert->str, NULL);
  for (guint i = 0; axle_statement_step (rows, NULL) == AXLE_STEP_ROW; i++)
    {
      if (i % BATCH == 0)
        {
          if (transaction != NULL)
            g_assert_true (axle_transaction_commit (g_steal_pointer (&transaction), NULL));
          transaction = axle_transaction_begin (to, NULL);
        }
      for (guint c = 0; c < n_columns; c++)
        copy_column (rows, statement, (int) c);
      g_assert_true (axle_statement_run (statement, NULL));
      axle_statement_reset (statement);
    }
  if (transaction != NULL)
    g_assert_true (axle_transaction_commit (g_steal_pointer (&transaction), NULL));
}

/* The same rows by prepared statements into an encrypted file without a cache's rules:
 * indexes behind the rows, as the copy has them. */
static double
measure_inserts (AxleTestFolder *folder,
                 const char     *plain)
{
  static const char * const kinds[] = { "customer", "vehicle", "ownership", "odometer", "contact", "note", "history" };
  g_autofree char *path = axle_test_folder_build (folder, "inserted.db");
  AxleConnectionOptions options = { .key = KEY, .cache_kib = 65536 };
  g_autoptr(AxleConnection) from = axle_connection_open (plain, AXLE_CONNECTION_READ_ONLY, NULL, NULL);
  g_autoptr(AxleConnection) to = axle_connection_open (path, AXLE_CONNECTION_CREATE, &options, NULL);
  g_autoptr(GStrvBuilder) indexes = g_strv_builder_new ();
  g_autoptr(AxleStatement) schema =
    axle_connection_prepare (from, "SELECT type, tbl_name, sql FROM sqlite_schema "
                             "WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC", NULL);
  g_auto(GStrv) sql = NULL;
  gint64 started;

  while (axle_statement_step (schema, NULL) == AXLE_STEP_ROW)
    if (!g_strv_contains (kinds, axle_statement_get_text (schema, 1)))
      continue;
    else if (g_str_equal (axle_statement_get_text (schema, 0), "index"))
      g_strv_builder_add (indexes, axle_statement_get_text (schema, 2));
    else
      run (to, axle_statement_get_text (schema, 2));
  axle_statement_reset (schema);
  sql = g_strv_builder_end (indexes);
  started = g_get_monotonic_time ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    insert_kind (from, to, kinds[i]);
  for (guint i = 0; sql[i] != NULL; i++)
    run (to, sql[i]);
  return seconds_since (started);
}

static void
measure (const char *server,
         guint       n_rows)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(GBytes) key = g_bytes_new_static (KEY, sizeof KEY);
  Dealership *dealership = dealership_new (folder, server, NULL);
  Desk *sealed = desk_enrol (dealership, folder, 0, key);
  Desk *open = desk_enrol (dealership, folder, 1, NULL);
  g_autofree char *cache = axle_test_folder_build (folder, "desk-0.db");
  g_autofree char *plain = axle_test_folder_build (folder, "plain.db");
  Reader reader = { .path = cache, .key = key, .times = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr(AxleSnapshot) snapshot = NULL;
  GThread *thread;
  gint64 started;
  double download, first, first_open, export, inserts;
  double work, open_work, export_work;

  fill_server (dealership, n_rows);
  started = g_get_monotonic_time ();
  snapshot = wait_for_copy (dealership, sealed);
  g_print ("copy-made-%u %.2f s\n", n_rows, seconds_since (started));
  g_print ("wire-%u %.1f bytes/row\n", n_rows, (double) snapshot->size / (double) snapshot->n_rows);
  download = measure_download (open, snapshot);
  g_print ("download-%u %.2f s\n", n_rows, download);
  reset_peak ();
  thread = g_thread_new ("reader", read_in_thread, &reader);
  first = measure_first (sealed, n_rows, &work);
  g_atomic_int_set (&reader.stopping, TRUE);
  g_thread_join (thread);
  work -= reader.work;
  g_print ("first-sync-%u %.2f s\n", n_rows, first);
  g_print ("first-sync-%u %.0f rows/s\n", n_rows, n_rows / first);
  g_print ("first-sync-peak-%u %.0f MiB\n", n_rows, peak_mib ());
  g_print ("screen-meanwhile-p99-%u %.2f ms 4\n", n_rows, percentile_ms (reader.times, 99));
  desk_free (sealed);
  first_open = measure_first (open, n_rows, &open_work);
  desk_free (open);
  write_plain (folder, cache, plain);
  export = measure_export (folder, plain, &export_work);
  inserts = measure_inserts (folder, plain);
  g_print ("raw-inserts-%u %.0f rows/s\n", n_rows, n_rows / inserts);
  g_print ("sqlcipher-export-%u %.2f s\n", n_rows, export);
  g_print ("first-sync-against-export-%u %.2f ratio 2\n", n_rows, first / export);
  g_print ("first-sync-work-against-export-%u %.2f ratio\n", n_rows, work / export_work);
  g_print ("first-sync-work-%u %.2f s\n", n_rows, work);
  g_print ("first-sync-against-inserts-%u %.2f ratio\n", n_rows, first / inserts);
  g_print ("first-sync-plain-%u %.2f s\n", n_rows, first_open);
  g_print ("first-sync-plain-against-download-%u %.2f ratio 1.3\n", n_rows, first_open / download);
  g_array_unref (reader.times);
  dealership_free (dealership);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  if (argc < 2)
    g_error ("Say where axle-server is");
  measure (argv[1], N_ROWS_OF_PEERS);
  measure (argv[1], argc > 2 ? (guint) atoi (argv[2]) : N_ROWS);
  return 0;
}
