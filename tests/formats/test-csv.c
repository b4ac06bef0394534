/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <yyjson.h>

#include "base/problem.h"
#include "formats/csv-reader.h"
#include "formats/csv-writer.h"
#include "formats/error.h"
#include "support/corpus.h"

static AxleCsvReader *
open_bytes (const char           *bytes,
            gsize                 length,
            const AxleCsvDialect *dialect,
            GError              **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);

  return axle_csv_reader_new (stream, dialect, NULL, error);
}

/* "a|b/c|d": fields and rows of the whole table, the header first. */
static char *
flatten (AxleCsvReader *reader,
         GError       **error)
{
  GString *flat = g_string_new (NULL);
  GPtrArray *row = axle_csv_reader_get_header (reader);

  do
    for (guint i = 0; row != NULL && i < row->len; i++)
      g_string_append_printf (flat, "%s%s", i > 0 ? "|" : flat->len > 0 ? "/" : "", (char *) row->pdata[i]);
  while (axle_csv_reader_next (reader, &row, NULL, NULL, error));
  return g_string_free (flat, FALSE);
}

static void
test_table (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "a,b\n1,2\n", "a|b/1|2" },
    { "a,b\r1,2\r\n3,4", "a|b/1|2/3|4" },
    { "a;b\n1;2\n", "a|b/1|2" },
    { "a\tb\n1\t2\n", "a|b/1|2" },
    { "姓名，电话\n张三，13800000001\n", "姓名|电话/张三|13800000001" },
    { "姓名；电话\n张三；13800000001\n", "姓名|电话/张三|13800000001" },
    { "sep=;\nname;note\nx;a,b,c\n", "name|note/x|a,b,c" },
    { "name,note\n\"x \"\"y\"\"\",\"a\nb\"\n", "name|note/x \"y\"|a\nb" },
    { "name,note\n\"x \\\"y\\\" z\",\"b\"\n\"u \\\"v\\\" w\",\"c\"\n", "name|note/x \"y\" z|b/u \"v\" w|c" },
    { "'name','note'\n'x, y','b'\n", "name|note/x, y|b" },
    { "name,note\nO'Brien,it's\n", "name|note/O'Brien|it's" },
    { "name,note\n\n\nx,y\n   \nz,w\n", "name|note/x|y/z|w" },
    { "name,phone,\nx,13800000001,\n", "name|phone/x|13800000001" },
    { "客户资料表,,\n姓名,电话,备注\n张三,13800000001,x\n", "姓名|电话|备注/张三|13800000001|x" },
    { "张三,13800000001\n李四,13900000002\n", "张三|13800000001/李四|13900000002" },
    { "name,note\n x , \"y\" \n", "name|note/ x |y" },
    { "name,note\n5\" disc,\"\"\n", "name|note/5\" disc|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AxleCsvReader) reader = open_bytes (cases[i].text, strlen (cases[i].text), NULL, &error);
      g_autofree char *flat = NULL;

      g_assert_no_error (error);
      flat = flatten (reader, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (flat, ==, cases[i].expected);
    }
}

static void
test_override (void)
{
  AxleCsvDialect dialect = { .delimiter = ';', .quote = AXLE_CSV_NO_SIGN, .escape = AXLE_CSV_NO_SIGN, .header = AXLE_CSV_HEADER_NO };
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCsvReader) reader = open_bytes ("a,\"b;c\n", 7, &dialect, &error);
  g_autofree char *flat = flatten (reader, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (flat, ==, "a,\"b|c");
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
    const char *code;
    guint64     row, line;
  } cases[] = {
    { "name,phone\nx,13800000001,z\n", 0, "csv-ragged", 2, 2 },
    { "name,note\n\"a\nb\",c\n\nx\n", 0, "csv-ragged", 4, 5 },
    { "name,note\nx,\"3\" \"\n", 0, "csv-quote", 2, 2 },
    { "name,note\nx,a\0b\n", 16, "csv-zero-byte", 2, 2 },
    { "姓名,备注\n张三丰,好\xff的\n", 0, "csv-undecodable", 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].text);
      g_autoptr (AxleCsvReader) reader = open_bytes (cases[i].text, length, NULL, &error);
      GPtrArray *row;
      guint64 number = 0;
      gboolean seen = FALSE;

      g_assert_no_error (error);
      while (axle_csv_reader_next (reader, &row, &number, NULL, &error))
        if (axle_problems_contain (axle_csv_reader_get_problems (reader), cases[i].code))
          {
            seen = TRUE;
            g_assert_cmpuint (number, ==, cases[i].row);
            g_assert_cmpuint (axle_csv_reader_get_line (reader), ==, cases[i].line);
          }
        else
          g_assert_cmpuint (axle_csv_reader_get_problems (reader)->len, ==, 0);
      g_assert_no_error (error);
      g_assert_true (seen);
    }
}

static void
expect_failure (const char       *bytes,
                gsize             length,
                AxleFormatsError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCsvReader) reader = open_bytes (bytes, length, NULL, &error);
  g_autofree char *flat = reader != NULL ? flatten (reader, &error) : NULL;

  g_assert_error (error, AXLE_FORMATS_ERROR, (int) code);
}

static void
test_failures (void)
{
  g_autoptr (GString) wide = g_string_new ("a,b\n");
  g_autoptr (GString) endless = g_string_new ("name,phone\nx,\"");
  g_autoptr (GBytes) workbook = corpus_load ("csv/csvlint/spreadsheet.xlsx");
  const char *open = "name,note\nx,y\nz,\"w\nq,r\n";

  expect_failure (open, strlen (open), AXLE_FORMATS_ERROR_UNTERMINATED);
  for (guint i = 0; i < 600; i++)
    g_string_append_c (wide, ',');
  expect_failure (wide->str, wide->len, AXLE_FORMATS_ERROR_TOO_LARGE);
  while (endless->len < 3 * 1024 * 1024)
    g_string_append (endless, "no end of it, never\n");
  expect_failure (endless->str, endless->len, AXLE_FORMATS_ERROR_UNTERMINATED);
  expect_failure ("<html><table>", 13, AXLE_FORMATS_ERROR_NOT_TEXT);
  expect_failure ("PK\003\004zip", 7, AXLE_FORMATS_ERROR_NOT_TEXT);
  if (workbook != NULL)
    expect_failure (g_bytes_get_data (workbook, NULL), g_bytes_get_size (workbook), AXLE_FORMATS_ERROR_NOT_TEXT);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCsvReader) reader = open_bytes ("a,b\n1,2\n", 8, NULL, &error);
  GPtrArray *row;

  g_cancellable_cancel (cancellable);
  g_assert_false (axle_csv_reader_next (reader, &row, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* csv-spectrum: each table beside what it means as JSON. */
static void
test_spectrum (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("csv/csv-spectrum");

  if (files->len == 0)
    g_test_skip ("no shared data");
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) meaning = NULL;
      g_autoptr (AxleCsvReader) reader = NULL;
      g_autoptr (GString) json = g_string_new (files->pdata[i]);
      AxleCsvDialect dialect = { .header = AXLE_CSV_HEADER_YES };
      GPtrArray *row, *header;
      yyjson_doc *doc;
      yyjson_val *object;
      size_t at, n;

      if (!g_str_has_suffix (json->str, ".csv"))
        continue;
      g_string_replace (json, ".csv", ".json", 0);
      bytes = corpus_load (files->pdata[i]);
      meaning = corpus_load (json->str);
      reader = open_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &dialect, &error);
      g_assert_no_error (error);
      header = axle_csv_reader_get_header (reader);
      doc = yyjson_read (g_bytes_get_data (meaning, NULL), g_bytes_get_size (meaning), 0);
      yyjson_arr_foreach (yyjson_doc_get_root (doc), at, n, object)
        {
          g_assert_true (axle_csv_reader_next (reader, &row, NULL, NULL, &error));
          g_assert_cmpuint (row->len, ==, yyjson_obj_size (object));
          for (guint j = 0; j < row->len; j++)
            {
              /* The snapshot of the CRLF file has lost its CRs on its way here. */
              g_auto (GStrv) parts = g_strsplit (yyjson_get_str (yyjson_obj_get (object, header->pdata[j])), "\r\n", -1);
              g_autofree char *expected = g_strjoinv ("\n", parts);

              g_assert_cmpstr (row->pdata[j], ==, expected);
            }
        }
      g_assert_false (axle_csv_reader_next (reader, &row, NULL, NULL, &error));
      g_assert_no_error (error);
      yyjson_doc_free (doc);
    }
}

/* Every file gives rows or a reason. */
static void
test_corpus (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("csv");

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GBytes) bytes = corpus_load (files->pdata[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (AxleCsvReader) reader = open_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &error);
      g_autofree char *flat = reader != NULL ? flatten (reader, &error) : NULL;

      g_test_message ("%s: %s %s", (char *) files->pdata[i], error != NULL ? error->message : "",
                      reader != NULL ? axle_csv_reader_get_dialect (reader)->charset : "");
      g_assert_true (error != NULL || *flat != '\0');
    }
}

static void
check_round_trip (yyjson_doc *doc,
                  const char *charset,
                  gboolean    bom,
                  gboolean    told)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCsvWriter) writer = axle_csv_writer_new (out, charset, bom ? AXLE_CSV_WRITER_BOM : 0, &error);
  g_autoptr (AxleCsvReader) reader = NULL;
  AxleCsvDialect dialect = { .charset = told ? charset : NULL, .header = AXLE_CSV_HEADER_YES };
  GPtrArray *row;
  yyjson_val *value;
  size_t at, n;

  g_assert_true (axle_csv_writer_write_row (writer, (const char *[]) { "姓名", "备注" }, 2, NULL, &error));
  yyjson_arr_foreach (yyjson_doc_get_root (doc), at, n, value)
    g_assert_true (axle_csv_writer_write_row (writer, (const char *[]) { yyjson_get_str (value), "x" }, 2, NULL, &error));
  g_assert_true (axle_csv_writer_finish (writer, NULL, &error));
  g_assert_no_error (error);
  reader = open_bytes (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), &dialect, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (axle_csv_reader_get_dialect (reader)->charset, ==, charset);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), at, n, value)
    {
      g_assert_true (axle_csv_reader_next (reader, &row, NULL, NULL, &error));
      g_assert_cmpuint (row->len, ==, 2);
      g_assert_cmpstr (row->pdata[0], ==, yyjson_get_str (value));
      g_assert_cmpuint (axle_csv_reader_get_problems (reader)->len, ==, 0);
    }
  g_assert_false (axle_csv_reader_next (reader, &row, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_naughty (void)
{
  g_autoptr (GBytes) bytes = corpus_load ("text/naughty-strings.json");
  yyjson_doc *doc;

  if (bytes == NULL)
    {
      g_test_skip ("no shared data");
      return;
    }
  doc = yyjson_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0);
  check_round_trip (doc, "UTF-8", FALSE, FALSE);
  check_round_trip (doc, "UTF-8", TRUE, FALSE);
  check_round_trip (doc, "UTF-16LE", TRUE, FALSE);
  check_round_trip (doc, "UTF-16BE", TRUE, FALSE);
  check_round_trip (doc, "UTF-16LE", FALSE, TRUE);
  check_round_trip (doc, "GB18030", FALSE, FALSE);
  yyjson_doc_free (doc);
}

/* 100,000 rows through pieces of every size: the reader may hold none of them. */
static void
test_many_rows (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCsvWriter) writer = axle_csv_writer_new (out, "GB18030", 0, &error);
  g_autoptr (AxleCsvReader) reader = NULL;
  GPtrArray *row;
  guint64 number = 0;
  guint rows = 0;

  g_assert_true (axle_csv_writer_write_row (writer, (const char *[]) { "姓名", "电话", "备注" }, 3, NULL, &error));
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *name = g_strdup_printf ("客户%u", i);
      g_assert_true (axle_csv_writer_write_row (writer, (const char *[]) { name, "13800000001", "一行\n两行,\"引\"" }, 3, NULL, &error));
    }
  g_assert_true (axle_csv_writer_finish (writer, NULL, &error));
  reader = open_bytes (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), NULL, &error);
  g_assert_cmpuint (axle_csv_reader_get_bytes_read (reader), <, 512 * 1024);
  while (axle_csv_reader_next (reader, &row, &number, NULL, &error))
    {
      g_autofree char *name = g_strdup_printf ("客户%u", rows++);
      g_assert_cmpuint (row->len, ==, 3);
      g_assert_cmpstr (row->pdata[0], ==, name);
      g_assert_cmpstr (row->pdata[2], ==, "一行\n两行,\"引\"");
    }
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 100000);
  g_assert_cmpuint (number, ==, 100001);
  g_assert_cmpuint (axle_csv_reader_get_bytes_read (reader), ==,
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
}

static void
test_guard (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (AxleCsvWriter) writer = axle_csv_writer_new (out, NULL, AXLE_CSV_WRITER_GUARD_FORMULAS, NULL);
  const char *fields[] = { "=1+1", "@x", "plain", NULL };

  g_assert_true (axle_csv_writer_write_row (writer, fields, 4, NULL, NULL));
  g_assert_true (axle_csv_writer_finish (writer, NULL, NULL));
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)),
                   "\"'=1+1\",\"'@x\",plain,\r\n", 22);
}

static void
test_charset_too_small (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (AxleCsvWriter) writer = axle_csv_writer_new (out, "windows-1252", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (axle_csv_writer_write_row (writer, (const char *[]) { "张三" }, 1, NULL, &error));
  g_assert_false (axle_csv_writer_finish (writer, NULL, &error));
  g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_CHARSET);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/table", test_table);
  g_test_add_func ("/csv/override", test_override);
  g_test_add_func ("/csv/problems", test_problems);
  g_test_add_func ("/csv/failures", test_failures);
  g_test_add_func ("/csv/cancel", test_cancel);
  g_test_add_func ("/csv/spectrum", test_spectrum);
  g_test_add_func ("/csv/corpus", test_corpus);
  g_test_add_func ("/csv/naughty", test_naughty);
  g_test_add_func ("/csv/many-rows", test_many_rows);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/charset-too-small", test_charset_too_small);
  return g_test_run ();
}
