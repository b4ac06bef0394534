/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"
#include "server/postgres.h"
#include "server/storage-pgsql.h"
#include "support/postgres.h"

/* The hub on PostgreSQL with every commit durable: a stream of edits in batches,
 * beside the same rows by COPY into the same tables with the same commits; then
 * single edits of many desks by 1, 2 and 4 processes, and how busy the machine was. */

#define N_EDITS 10000
#define BATCH 500
#define SECONDS 2

/* Edits a second of one stream that are promised. */
#define GOAL 20000.0

static const char * const settings[] = {
  "fsync=on", "synchronous_commit=on", "shared_buffers=256MB", "max_wal_size=4GB", "wal_compression=off", NULL
};

static AxleStorage *
open_storage (const char *uri)
{
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = axle_storage_pgsql_open (uri, &error);

  g_assert_no_error (error);
  return storage;
}

static double
rate (guint  n,
      gint64 start)
{
  return n / ((double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

/* COPY's binary form: each value after its length, everything in network order. */

static void
append_int16 (GByteArray *data,
              gint16      value)
{
  gint16 big = GINT16_TO_BE (value);

  g_byte_array_append (data, (const guint8 *) &big, sizeof big);
}

static void
append_value (GByteArray    *data,
              gconstpointer  value,
              gint32         size)
{
  gint32 big = GINT32_TO_BE (size);

  g_byte_array_append (data, (const guint8 *) &big, sizeof big);
  if (size > 0)
    g_byte_array_append (data, value, size);
}

static void
append_int64 (GByteArray *data,
              gint64      value)
{
  gint64 big = GINT64_TO_BE (value);

  append_value (data, &big, sizeof big);
}

static void
append_document (GByteArray         *data,
                 const AxleDocument *document)
{
  g_autoptr(GBytes) keys = axle_storage_pack_keys (document->keys);
  guint8 deleted = document->deleted;

  append_int16 (data, 9);
  append_value (data, document->id.bytes, sizeof document->id.bytes);
  append_value (data, document->scope.bytes, sizeof document->scope.bytes);
  append_value (data, document->kind, (gint32) strlen (document->kind));
  append_int64 (data, document->revision);
  append_int64 (data, document->sequence);
  append_value (data, &deleted, sizeof deleted);
  append_int64 (data, document->written_at);
  append_value (data, keys != NULL ? g_bytes_get_data (keys, NULL) : NULL, keys != NULL ? (gint32) g_bytes_get_size (keys) : -1);
  append_value (data, g_bytes_get_data (document->body, NULL), (gint32) g_bytes_get_size (document->body));
}

static void
append_verdict (GByteArray   *data,
                const AxleId *install,
                gint64        number,
                gint64        sequence)
{
  append_int16 (data, 5);
  append_value (data, install->bytes, sizeof install->bytes);
  append_int64 (data, number);
  append_int64 (data, sequence);
  append_int64 (data, 1);
  append_value (data, NULL, -1);
}

static void
run (PGconn     *connection,
     const char *sql)
{
  g_autoptr(PGresult) result = PQexec (connection, sql);

  g_assert_cmpint (PQresultStatus (result), !=, PGRES_FATAL_ERROR);
}

static void
copy (PGconn     *connection,
      const char *sql,
      GByteArray *rows)
{
  static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
  g_autoptr(PGresult) result = NULL;

  run (connection, sql);
  g_assert_cmpint (PQputCopyData (connection, head, sizeof head - 1), ==, 1);
  g_assert_cmpint (PQputCopyData (connection, (const char *) rows->data, (int) rows->len), ==, 1);
  g_assert_cmpint (PQputCopyEnd (connection, NULL), ==, 1);
  result = PQgetResult (connection);
  g_assert_cmpint (PQresultStatus (result), ==, PGRES_COMMAND_OK);
  g_assert_null (PQgetResult (connection));
}

/* Two documents and a verdict make an edit: the record and a line of its history. */
static double
copy_all (const char *uri,
          GPtrArray  *documents)
{
  PGconn *connection = PQconnectdb (uri);
  AxleId install = axle_id_new (axle_host_get_default ());
  guint n_edits = documents->len / 2;
  gint64 start = g_get_monotonic_time ();
  double edits_a_second;

  for (guint done = 0; done < n_edits; done += BATCH)
    {
      g_autoptr(GByteArray) rows = g_byte_array_new ();
      g_autoptr(GByteArray) verdicts = g_byte_array_new ();

      for (guint i = done; i < MIN (done + BATCH, n_edits); i++)
        {
          append_document (rows, documents->pdata[2 * i]);
          append_document (rows, documents->pdata[2 * i + 1]);
          append_verdict (verdicts, &install, i + 1, 2 * i + 2);
        }
      run (connection, "BEGIN");
      copy (connection, "COPY documents (id, scope, kind, revision, sequence, deleted, written_at, keys, body) "
                        "FROM STDIN (FORMAT binary)", rows);
      copy (connection, "COPY verdicts (install, number, sequence, digest, body) FROM STDIN (FORMAT binary)", verdicts);
      run (connection, "COMMIT");
    }
  edits_a_second = rate (n_edits, start);
  PQfinish (connection);
  return edits_a_second;
}

/* The same rows through the storage, without a hub. */
static double
put_all (const char *uri,
         GPtrArray  *documents)
{
  g_autoptr(AxleStorage) storage = open_storage (uri);
  AxleId install = axle_id_new (axle_host_get_default ());
  guint n_edits = documents->len / 2;
  gint64 start = g_get_monotonic_time ();

  for (guint done = 0; done < n_edits; done += BATCH)
    {
      g_autoptr(GError) error = NULL;

      axle_storage_begin (storage, &install, 1, &error);
      for (guint i = done; i < MIN (done + BATCH, n_edits); i++)
        {
          axle_storage_put_document (storage, documents->pdata[2 * i], &error);
          axle_storage_put_document (storage, documents->pdata[2 * i + 1], &error);
          axle_storage_put_verdict (storage, &install, i + 1, 2 * i + 2, 1, NULL, &error);
        }
      axle_storage_commit (storage, &error);
      g_assert_no_error (error);
    }
  return rate (n_edits, start);
}

static void
measure_stream (AxleTestPostgres *server)
{
  g_autofree char *uri = axle_test_postgres_new_database (server);
  g_autofree char *for_copy = axle_test_postgres_new_database (server);
  g_autofree char *for_put = axle_test_postgres_new_database (server);
  AxleStorage *storage = open_storage (uri);
  AxleHub *hub = axle_hub_new (storage, NULL, NULL);
  g_autoptr(Edits) edits = edits_new (hub, N_EDITS);
  g_autoptr(GPtrArray) documents = NULL;
  double edited;
  double copied;

  g_print ("pgsql.create.batch-500 %.0f edits/s\n", edits_push_all (edits, BATCH, FALSE));
  edited = edits_push_all (edits, BATCH, TRUE);
  g_print ("pgsql.edit.batch-500 %.0f edits/s\n", edited);
  g_print ("pgsql.edit.goal %.2f ratio 1\n", GOAL / edited);
  g_print ("pgsql.edit.batch-20 %.0f edits/s\n", edits_push_all (edits, 20, TRUE));

  documents = axle_storage_list_documents (storage, &edits->desk.store, 0, 2 * N_EDITS, G_MAXSIZE, NULL);
  g_object_unref (open_storage (for_copy));
  copied = copy_all (for_copy, documents);
  g_print ("pgsql.put.batch-500 %.0f edits/s\n", put_all (for_put, documents));
  g_print ("pgsql.copy.batch-500 %.0f edits/s\n", copied);
  g_print ("pgsql.edit-to-copy %.2f ratio\n", copied / edited);
  axle_hub_free (hub);
  g_object_unref (storage);
}

/* What a push is made of at the least: it asks several times, and commits once. */
static void
measure_floor (AxleTestPostgres *server)
{
  g_autofree char *uri = axle_test_postgres_new_database (server);
  g_autoptr(AxlePostgres) postgres = axle_postgres_open (uri, NULL);
  gint64 start;

  g_assert_true (axle_postgres_run_script (postgres, "CREATE TABLE t (a int)", NULL));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 2000; i++)
    PQclear (axle_postgres_query (postgres, "SELECT 1", NULL, NULL));
  g_print ("pgsql.round-trip %.3f ms\n", 1000 / rate (2000, start));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 500; i++)
    PQclear (axle_postgres_query (postgres, "INSERT INTO t VALUES (1)", NULL, NULL));
  g_print ("pgsql.commit %.3f ms\n", 1000 / rate (500, start));
}

/* One process of several: tells when it is ready, pushes single edits from when it is
 * told until the time is over, and tells how many. */
static int
work (const char *uri)
{
  g_autoptr(AxleStorage) storage = open_storage (uri);
  AxleHub *hub = axle_hub_new (storage, NULL, NULL);
  Edits *edits = edits_new (hub, 1000);
  char line[8];
  guint n_pushes = 0;
  gint64 end;

  edits_push_all (edits, BATCH, FALSE);
  puts ("ready");
  fflush (stdout);
  g_assert_nonnull (fgets (line, sizeof line, stdin));
  end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < end)
    {
      edits_push (edits, 1, TRUE);
      n_pushes++;
    }
  printf ("%u\n", n_pushes);
  edits_free (edits);
  axle_hub_free (hub);
  return 0;
}

/* Of all processors, since the machine was started; in ticks. */
static void
read_times (guint64 *busy,
            guint64 *all)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) fields = NULL;

  *busy = *all = 0;
  g_assert_true (g_file_get_contents ("/proc/stat", &text, NULL, NULL));
  fields = g_strsplit_set (text, " \n", 12);
  for (guint i = 2; i < 10; i++)
    {
      guint64 ticks = g_ascii_strtoull (fields[i], NULL, 10);

      *all += ticks;
      /* The fourth is idle, the fifth waits for the disk. */
      *busy += i != 5 && i != 6 ? ticks : 0;
    }
}

static char *
read_line (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr(GError) error = NULL;
  char *line;

  g_data_input_stream_set_newline_type (stream, G_DATA_STREAM_NEWLINE_TYPE_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
measure_processes (AxleTestPostgres *server,
                   const char       *name,
                   const char       *options,
                   guint             n_processes)
{
  g_autofree char *database = axle_test_postgres_new_database (server);
  g_autofree char *uri = g_strconcat (database, options, NULL);
  GSubprocess *processes[4];
  guint64 busy[2];
  guint64 all[2];
  guint n_pushes = 0;

  for (guint i = 0; i < n_processes; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *line = NULL;

      processes[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                       "/proc/self/exe", "--work", uri, NULL);
      g_assert_no_error (error);
      line = read_line (processes[i]);
    }
  read_times (&busy[0], &all[0]);
  for (guint i = 0; i < n_processes; i++)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (processes[i]), "go\n", 3, NULL, NULL, NULL);
  for (guint i = 0; i < n_processes; i++)
    {
      g_autofree char *line = read_line (processes[i]);

      n_pushes += (guint) g_ascii_strtoull (line, NULL, 10);
    }
  read_times (&busy[1], &all[1]);
  for (guint i = 0; i < n_processes; i++)
    {
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
      g_object_unref (processes[i]);
    }
  g_print ("pgsql.push.%s %.0f pushes/s\n", name, n_pushes / (double) SECONDS);
  g_print ("pgsql.push.%s.busy %.0f %%\n", name, 100.0 * (busy[1] - busy[0]) / MAX (all[1] - all[0], 1));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AxleTestPostgres) server = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--work"))
    return work (argv[2]);
  server = axle_test_postgres_new (settings);
  measure_stream (server);
  measure_floor (server);
  measure_processes (server, "1-process", "", 1);
  measure_processes (server, "2-processes", "", 2);
  measure_processes (server, "4-processes", "", 4);
  /* Without the disk: what is left is round trips and processors. */
  measure_processes (server, "1-process-undurable", "&options=-csynchronous_commit%3Doff", 1);
  measure_processes (server, "4-processes-undurable", "&options=-csynchronous_commit%3Doff", 4);
  return 0;
}
