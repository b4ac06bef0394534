/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutates real files at random, always the same way, and feeds them to every
 * parser of formats; the sanitizers are the judges. AXLE_FUZZ_ROUNDS and
 * AXLE_FUZZ_SEED change length and way. */
#include <stdlib.h>
#include <string.h>

#include "formats/columns.h"
#include "formats/contact-line.h"
#include "formats/csv-reader.h"
#include "formats/encoding.h"
#include "formats/vcard-reader.h"
#include "formats/vcard-writer.h"
#include "support/corpus.h"

#define MAX_SEED_FILE (8 * 1024)

static guint
setting (const char *name,
         guint       fallback)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint) strtoul (value, NULL, 10) : fallback;
}

/* Beside the shared files, some that always exist, so that the test never is empty. */
static GPtrArray *
load_seeds (void)
{
  static const char *const own[] = {
    "sep=;\r\n\"姓名\";'电话'\r\n\"张\"\"三\";13800000001\r\n",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK;QUOTED-PRINTABLE:=D5=C5;=\r\n=C8\r\nTEL;CELL:1\r\nEND:VCARD\r\n",
    "收货人：欧阳娜 手机号：138-0000-0001 地址：成都市武侯区天府一街2号",
  };
  static const char *const folders[] = { "csv", "contacts", "text" };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_ptr_array_add (seeds, g_bytes_new_static (own[i], strlen (own[i])));
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GPtrArray) files = corpus_list (folders[i]);

      for (guint j = 0; j < files->len; j++)
        {
          g_autoptr (GBytes) bytes = corpus_load (files->pdata[j]);

          g_ptr_array_add (seeds, g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), MAX_SEED_FILE)));
        }
    }
  return seeds;
}

static void
mutate (GRand      *random,
        GByteArray *bytes)
{
  static const guint8 signs[] = { '"', '\'', ',', ';', ':', '\r', '\n', '=', '\\', 0, 0xff, 0xfe, 0x81, 0x1b, ' ', 'B' };
  guint times = (guint) g_rand_int_range (random, 0, 12);

  for (guint i = 0; i < times && bytes->len > 1; i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint wanted = (guint) g_rand_int_range (random, 1, 64);
      guint length = MIN (wanted, bytes->len - at);

      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          bytes->data[at] = (guint8) g_rand_int (random);
          break;
        case 1:
          bytes->data[at] = signs[g_rand_int_range (random, 0, G_N_ELEMENTS (signs))];
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, length);
          break;
        default:
          {
            g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);
            g_byte_array_append (bytes, copy, length);
          }
        }
    }
}

static void
eat_csv (GBytes     *bytes,
         const char *charset)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  AxleCsvDialect dialect = { .charset = charset };
  g_autoptr (AxleCsvReader) reader = axle_csv_reader_new (stream, &dialect, NULL, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GArray) guesses = NULL;
  GPtrArray *row;

  if (reader == NULL)
    return;
  while (axle_csv_reader_next (reader, &row, NULL, NULL, NULL))
    for (guint i = 0; i < row->len; i++)
      g_assert_true (g_utf8_validate (row->pdata[i], -1, NULL));
  guesses = axle_columns_guess (axle_csv_reader_get_header (reader), rows, axle_csv_reader_get_n_columns (reader));
}

static void
eat_vcards (GBytes     *bytes,
            const char *charset)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (AxleVCardReader) reader = axle_vcard_reader_new (stream, charset);
  AxleVCard *card;

  while (axle_vcard_reader_next (reader, &card, NULL, NULL))
    {
      g_autofree char *text = axle_vcard_to_string (card, AXLE_VCARD_4_0);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      axle_vcard_free (card);
    }
}

static void
eat_line (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), 512));
  g_autoptr (AxleContactLine) line = axle_contact_line_parse (text);

  g_assert_true (line->name == NULL || g_utf8_validate (line->name, -1, NULL));
  g_assert_true (line->address == NULL || g_utf8_validate (line->address, -1, NULL));
}

static void
test_mutations (void)
{
  guint rounds = setting ("AXLE_FUZZ_ROUNDS", 20000), seed = setting ("AXLE_FUZZ_SEED", 20250101);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) seeds = load_seeds ();
  gsize n_charsets;
  const AxleTextCharset *charsets = axle_text_charsets (&n_charsets);

  g_test_message ("seed %u, %u rounds, %u files", seed, rounds, seeds->len);
  for (guint i = 0; i < rounds; i++)
    {
      GBytes *whole = seeds->pdata[g_rand_int_range (random, 0, (gint32) seeds->len)];
      gsize size;
      const guint8 *data = g_bytes_get_data (whole, &size);
      GByteArray *bytes = g_byte_array_new ();
      g_autoptr (GBytes) mutated = NULL;
      const char *charset = NULL;

      if (size > 0)
        g_byte_array_append (bytes, data, (guint) size);
      mutate (random, bytes);
      if (g_rand_int_range (random, 0, 4) == 0)
        charset = charsets[g_rand_int_range (random, 0, (gint32) n_charsets)].name;
      mutated = g_byte_array_free_to_bytes (bytes);
      eat_csv (mutated, charset);
      eat_vcards (mutated, charset);
      eat_line (mutated);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/formats", test_mutations);
  return g_test_run ();
}
