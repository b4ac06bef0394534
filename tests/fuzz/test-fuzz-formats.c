/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutates real files at random, always the same way, and feeds them to every
 * parser of formats; the sanitizers are the judges. */
#include <string.h>

#include "formats/columns.h"
#include "formats/contact-line.h"
#include "formats/csv-reader.h"
#include "formats/encoding.h"
#include "formats/purchase-table.h"
#include "formats/vcard-reader.h"
#include "formats/vcard-writer.h"
#include "mutate.h"

/* Beside the shared files, some that always exist, so that the test never is empty. */
static GPtrArray *
load_seeds (void)
{
  static const char *const own[] = {
    "sep=;\r\n\"姓名\";'电话'\r\n\"张\"\"三\";13800000001\r\n",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK;QUOTED-PRINTABLE:=D5=C5;=\r\n=C8\r\nTEL;CELL:1\r\nEND:VCARD\r\n",
    "customer;date;qty;unit price;invoice\n7;13/11/10;-3;1.100,50;C1\n8;Dec 1, 2010;1;(2.5);2\n",
    " 0004 0001 19970101  2   29.33\n 0004 0001 19970118  2   -29.73\n",
    "收货人：欧阳娜 手机号：138-0000-0001 地址：成都市武侯区天府一街2号",
  };
  static const char *const folders[] = { "csv", "contacts", "text", NULL };
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_ptr_array_add (seeds, g_bytes_new_static (own[i], strlen (own[i])));
  fuzz_load (seeds, folders);
  return seeds;
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
eat_purchases (GBytes *bytes)
{
  static const char * const unnamed[AXLE_PURCHASE_N_COLUMNS] = { NULL };
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) buyers = NULL;
  AxlePurchaseLayout layout;
  AxlePurchaseCounts counts;

  if (!axle_purchase_layout_guess (&layout, stream, unnamed, NULL, NULL))
    return;
  buyers = axle_purchase_table_read (stream, &layout, &counts, NULL, NULL);
  for (guint i = 0; buyers != NULL && i < buyers->len; i++)
    {
      const AxleBuyer *buyer = buyers->pdata[i];
      AxleRfm rfm;

      g_assert_true (g_utf8_validate (buyer->customer, -1, NULL));
      axle_rfm_measure (&rfm, buyer->purchases, 0, zone, AXLE_RFM_YEAR);
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
  guint rounds = fuzz_rounds (8000);
  g_autoptr (GRand) random = fuzz_random ();
  g_autoptr (GPtrArray) seeds = load_seeds ();
  gsize n_charsets;
  const AxleTextCharset *charsets = axle_text_charsets (&n_charsets);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GBytes) mutated = fuzz_mutate (random, seeds, "\"',;:\r\n=\\ B");
      const char *charset = NULL;

      if (g_rand_int_range (random, 0, 4) == 0)
        charset = charsets[g_rand_int_range (random, 0, (gint32) n_charsets)].name;
      eat_csv (mutated, charset);
      eat_vcards (mutated, charset);
      if (i % 16 == 0)
        eat_purchases (mutated);
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
