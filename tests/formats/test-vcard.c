/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <yyjson.h>

#include "base/problem.h"
#include "formats/error.h"
#include "formats/vcard-reader.h"
#include "formats/vcard-writer.h"
#include "support/corpus.h"

static void
free_card (gpointer data)
{
  axle_vcard_free (data);
}

static GPtrArray *
read_all (const char  *bytes,
          gsize        length,
          const char  *charset,
          GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (AxleVCardReader) reader = axle_vcard_reader_new (stream, charset);
  GPtrArray *cards = g_ptr_array_new_with_free_func (free_card);
  AxleVCard *card;

  while (axle_vcard_reader_next (reader, &card, NULL, error))
    g_ptr_array_add (cards, card);
  return cards;
}

static AxleVCard *
steal_only (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = read_all (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 1);
  return g_ptr_array_steal_index (cards, 0);
}

#define CARD(version, body) "BEGIN:VCARD\r\nVERSION:" version "\r\n" body "END:VCARD\r\n"

static const AxleVCardValue *
phone (AxleVCard *card,
       guint      i)
{
  g_assert_cmpuint (i, <, card->phones->len);
  return card->phones->pdata[i];
}

static void
test_versions (void)
{
  g_autoptr (AxleVCard) old = steal_only (CARD ("2.1",
    "N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=C8=FD\r\n"
    "TEL;CELL;PREF:13800000001\r\nNOTE;QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=A5=\r\n=BD a\\n\r\nBDAY:19800322\r\n"));
  g_autoptr (AxleVCard) middle = steal_only (CARD ("3.0",
    "FN:张三\r\nN:张;三;;;\r\nitem1.TEL;type=\"CELL,VOICE\";type=pref:138 0000\r\n  0001\r\nORG:某公司;销售部\r\n"
    "NOTE:a\\nb\\, c\\; d\\\\e\r\nCATEGORIES:vip,a\\,b\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n"
    "ADR;TYPE=HOME:;;中关村大街1号;海淀区;北京市;100080;中国\r\n"));
  g_autoptr (AxleVCard) new = steal_only (CARD ("4.0",
    "FN:J. Doe\r\nTEL;VALUE=uri;TYPE=home:tel:+33-01-23\r\nBDAY:--0203\r\nPHOTO:data:x\r\nEMAIL;PREF=1:mailto:a@b.cn\r\n"));

  g_assert_cmpstr (old->formatted_name, ==, "张三");
  g_assert_cmpstr (old->note, ==, "好 a\\n");
  g_assert_cmpstr (old->birthday, ==, "1980-03-22");
  g_assert_cmpstr (phone (old, 0)->types[0], ==, "cell");
  g_assert_true (phone (old, 0)->preferred);
  g_assert_cmpuint (old->problems->len, ==, 0);

  g_assert_cmpstr (middle->family, ==, "张");
  g_assert_cmpstr (phone (middle, 0)->value, ==, "138 0000 0001");
  g_assert_true (g_strv_contains ((const char *const *) phone (middle, 0)->types, "cell"));
  g_assert_true (g_strv_contains ((const char *const *) phone (middle, 0)->types, "voice"));
  g_assert_cmpstr (middle->org, ==, "某公司");
  g_assert_cmpstr (middle->department, ==, "销售部");
  g_assert_cmpstr (middle->note, ==, "a\nb, c; d\\e");
  g_assert_cmpuint (middle->categories->len, ==, 2);
  g_assert_cmpstr (middle->categories->pdata[1], ==, "a,b");
  g_assert_cmpstr (middle->birthday, ==, "--02-29");
  g_assert_cmpstr (middle->address, ==, "北京市海淀区中关村大街1号");

  g_assert_cmpstr (phone (new, 0)->value, ==, "+33-01-23");
  g_assert_cmpstr (new->birthday, ==, "--02-03");
  g_assert_cmpstr (((AxleVCardValue *) new->emails->pdata[0])->value, ==, "a@b.cn");
}

static void
test_broken (void)
{
  static const struct
  {
    const char *text, *code;
    guint       cards;
  } cases[] = {
    { "BEGIN:VCARD\nVERSION:3.0\nFN:A\nBEGIN:VCARD\nVERSION:3.0\nFN:B\nEND:VCARD\n", "vcard-no-end", 2 },
    { "BEGIN:VCARD\nVERSION:3.0\nFN:A\n", "vcard-no-end", 1 },
    { "BEGIN:VCARD\nFN:A\nEND:VCARD\n", "vcard-no-version", 1 },
    { "VERSION:3.0\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "vcard-no-begin", 2 },
    { "BEGIN:VCARD\nVERSION:3.0\nFN:A\nnonsense\nTEL:1\nEND:VCARD\n", "vcard-line", 1 },
    { "BEGIN:VCARD\nVERSION:3.0\nFN:A\nBDAY:soon\nEND:VCARD\n", "vcard-birthday", 1 },
    { "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:B\nEND:VCARD\n", "vcard-empty", 2 },
    { "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8:\xff\xff\xff\nN:a;b\nEND:VCARD\n", "vcard-undecodable", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) cards = read_all (cases[i].text, strlen (cases[i].text), NULL, &error);

      g_test_message ("%s", cases[i].code);
      g_assert_no_error (error);
      g_assert_cmpuint (cards->len, ==, cases[i].cards);
      g_assert_true (axle_problems_contain (((AxleVCard *) cards->pdata[0])->problems, cases[i].code));
    }
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = read_all ("hello, world\n", 13, NULL, &error);

  g_assert_cmpuint (cards->len, ==, 0);
  g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_VCARD);
}

/* The nested card of an AGENT is not the person. */
static void
test_agent (void)
{
  g_autoptr (AxleVCard) card = steal_only (CARD ("2.1",
    "FN:Boss\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Agent\r\nTEL:1\r\nEND:VCARD\r\nTEL:2\r\n"));

  g_assert_cmpstr (card->formatted_name, ==, "Boss");
  g_assert_cmpuint (card->phones->len, ==, 1);
}

/* A picture is passed over, however large and however badly folded. */
static void
test_photo (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nVERSION:2.1\r\nFN:A\r\nPHOTO;JPEG;ENCODING=BASE64:");
  g_autoptr (AxleVCard) card = NULL;

  for (guint i = 0; i < 40000; i++)
    g_string_append (text, "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQY\r\n");
  while (text->len < 6 * 1024 * 1024)
    g_string_append (text, "QUJD");
  g_string_append (text, "\r\n\r\nTEL:13800000001\r\nEND:VCARD\r\n");
  card = steal_only (text->str);
  g_assert_cmpstr (phone (card, 0)->value, ==, "13800000001");
  g_assert_cmpuint (card->problems->len, ==, 0);
}

static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nNOTE:");
  g_autoptr (AxleVCard) card = NULL;

  while (text->len < 2 * AXLE_VCARD_MAX_LINE)
    g_string_append (text, "no end ");
  g_string_append (text, "\r\nEND:VCARD\r\n");
  card = steal_only (text->str);
  g_assert_null (card->note);
  g_assert_true (axle_problems_contain (card->problems, "vcard-too-long"));
}

static guint
count_problems (AxleVCard  *card,
                const char *code)
{
  guint n = 0;

  for (guint i = 0; i < card->problems->len; i++)
    n += g_str_equal (((AxleProblem *) card->problems->pdata[i])->code, code);
  return n;
}

static gboolean
is_told (AxleVCard  *card,
         const char *words)
{
  for (guint i = 0; i < card->problems->len; i++)
    if (strstr (((AxleProblem *) card->problems->pdata[i])->message, words) != NULL)
      return TRUE;
  return FALSE;
}

/* More than is kept is named with its line; it does not keep the rest from being read. */
static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nVERSION:3.0\r\n");
  g_autoptr (AxleVCard) card = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "TEL:%u\r\n", 1380000000u + i);
  g_string_append (text, "FN:张三\r\nEMAIL:a@b.cn\r\nEND:VCARD\r\n");
  card = steal_only (text->str);
  g_assert_cmpuint (card->phones->len, ==, 64);
  g_assert_cmpstr (card->formatted_name, ==, "张三");
  g_assert_cmpuint (card->emails->len, ==, 1);
  g_assert_true (is_told (card, "67"));
  g_assert_true (is_told (card, "1380000064"));
  g_assert_cmpuint (count_problems (card, "vcard-left-out"), ==, 32);
  g_assert_cmpuint (card->n_untold, ==, 200 - 64 - 32);
  g_assert_cmpuint (count_problems (card, "vcard-more-problems"), ==, 1);
  g_assert_true (is_told (card, "104"));
  g_assert_false (axle_problems_block (card->problems));
}

/* What a record has once and a card says twice. */
static void
test_twice (void)
{
  static const char * const bodies[] = {
    "FN:A\r\nFN:被丢\r\n", "FN:A\r\nORG:x\r\nORG:被丢\r\n", "FN:A\r\nN:x;y\r\nN:被丢;\r\n",
    "FN:A\r\nADR:;;x\r\nADR:;;被丢\r\n", "FN:A\r\nADR:;;被丢\r\nADR;PREF=1:;;x\r\n",
  };
  g_autoptr (AxleVCard) same = steal_only (CARD ("3.0", "FN:A\r\nFN:A\r\nBDAY:1980-01-02\r\nBDAY:19800102\r\n"));
  g_autoptr (AxleVCard) date = steal_only (CARD ("3.0", "FN:A\r\nBDAY:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十\r\n"));

  g_assert_cmpuint (same->problems->len, ==, 0);
  g_assert_cmpuint (count_problems (date, "vcard-birthday"), ==, 1);
  g_assert_true (g_utf8_validate (((AxleProblem *) date->problems->pdata[0])->message, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *text = g_strconcat ("BEGIN:VCARD\r\nVERSION:3.0\r\n", bodies[i], "END:VCARD\r\n", NULL);
      g_autoptr (AxleVCard) card = steal_only (text);

      g_assert_cmpuint (count_problems (card, "vcard-left-out"), ==, 1);
      g_assert_true (is_told (card, "被丢"));
    }
}

/* Two notes of less than a megabyte each. */
static void
test_long_notes (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nNOTE:");
  g_autoptr (AxleVCard) card = NULL;

  for (guint i = 0; i < 90000; i++)
    g_string_append (text, "0123456789");
  g_string_append (text, "\r\nNOTE:被丢");
  for (guint i = 0; i < 90000; i++)
    g_string_append (text, "0123456789");
  g_string_append (text, "\r\nNOTE:end\r\nEND:VCARD\r\n");
  card = steal_only (text->str);
  g_assert_cmpuint (strlen (card->note), ==, 900000 + strlen ("\nend"));
  g_assert_cmpuint (count_problems (card, "vcard-left-out"), ==, 1);
  g_assert_true (is_told (card, "被丢"));
}

/* Every file gives cards or a reason; the bodies are not lost on the way. */
static void
test_corpus (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("contacts");
  guint total = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GBytes) bytes = corpus_load (files->pdata[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) cards = read_all (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &error);

      if (!g_str_has_suffix (files->pdata[i], ".vcf"))
        {
          g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_VCARD);
          continue;
        }
      g_assert_true (error != NULL || cards->len > 0);
      for (guint j = 0; j < cards->len; j++)
        {
          AxleVCard *card = cards->pdata[j];

          g_test_message ("%s: %s, %u phones, %s, %s, %s", (char *) files->pdata[i], card->formatted_name,
                          card->phones->len, card->org, card->birthday, card->address);
          for (guint k = 0; k < card->problems->len; k++)
            g_test_message ("  %s", ((AxleProblem *) card->problems->pdata[k])->message);
          g_assert_true (axle_problems_block (card->problems) || card->formatted_name != NULL);
        }
      total += cards->len;
    }
  if (files->len == 0)
    g_test_skip ("no shared data");
  else
    g_assert_cmpuint (total, >=, 40);
}

static void
check_round_trip (yyjson_doc       *doc,
                  AxleVCardVersion  version,
                  const char       *charset,
                  gboolean          told)
{
  g_autoptr (GString) text = g_string_new (g_str_has_prefix (charset, "UTF-16") ? "\357\273\277" : "");
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  yyjson_val *value;
  size_t at, n;

  yyjson_arr_foreach (yyjson_doc_get_root (doc), at, n, value)
    {
      const char *naughty = yyjson_get_str (value);
      g_autoptr (AxleVCard) card = axle_vcard_new ();
      g_autofree char *written = NULL;

      card->formatted_name = g_strdup ("张三");
      card->family = g_strdup (naughty);
      card->org = g_strdup (naughty);
      card->note = g_strdup (naughty);
      card->address = g_strdup (naughty);
      card->nickname = g_strdup (naughty);
      card->birthday = g_strdup (at % 2 ? "--02-29" : "1980-03-22");
      axle_vcard_add_phone (card, "13800000001", (const char *const[]) { "cell", NULL }, TRUE);
      written = axle_vcard_to_string (card, version);
      g_string_append (text, written);
    }
  bytes = g_convert (text->str, (gssize) text->len, charset, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  cards = read_all (bytes, length, told ? charset : NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, yyjson_arr_size (yyjson_doc_get_root (doc)));
  yyjson_arr_foreach (yyjson_doc_get_root (doc), at, n, value)
    {
      AxleVCard *card = cards->pdata[at];
      const char *naughty = *yyjson_get_str (value) != '\0' ? yyjson_get_str (value) : NULL;

      g_assert_cmpstr (card->family, ==, naughty);
      g_assert_cmpstr (card->org, ==, naughty);
      g_assert_cmpstr (card->note, ==, naughty);
      g_assert_cmpstr (card->address, ==, naughty);
      g_assert_cmpstr (card->nickname, ==, naughty);
      g_assert_cmpstr (card->birthday, ==, at % 2 ? "--02-29" : "1980-03-22");
      g_assert_cmpstr (phone (card, 0)->types[0], ==, "cell");
      g_assert_true (phone (card, 0)->preferred);
      g_assert_cmpuint (card->problems->len, ==, 0);
    }
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
  check_round_trip (doc, AXLE_VCARD_3_0, "UTF-8", FALSE);
  check_round_trip (doc, AXLE_VCARD_4_0, "UTF-8", FALSE);
  check_round_trip (doc, AXLE_VCARD_3_0, "UTF-16LE", FALSE);
  check_round_trip (doc, AXLE_VCARD_3_0, "GB18030", TRUE);
  check_round_trip (doc, AXLE_VCARD_3_0, "GB18030", FALSE);
  yyjson_doc_free (doc);
}

static void
test_folding (void)
{
  g_autoptr (AxleVCard) card = axle_vcard_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  card->formatted_name = g_strdup ("张三");
  card->note = g_strdup ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
  text = axle_vcard_to_string (card, AXLE_VCARD_3_0);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/versions", test_versions);
  g_test_add_func ("/vcard/broken", test_broken);
  g_test_add_func ("/vcard/none", test_none);
  g_test_add_func ("/vcard/agent", test_agent);
  g_test_add_func ("/vcard/photo", test_photo);
  g_test_add_func ("/vcard/long-line", test_long_line);
  g_test_add_func ("/vcard/too-many", test_too_many);
  g_test_add_func ("/vcard/twice", test_twice);
  g_test_add_func ("/vcard/long-notes", test_long_notes);
  g_test_add_func ("/vcard/corpus", test_corpus);
  g_test_add_func ("/vcard/naughty", test_naughty);
  g_test_add_func ("/vcard/folding", test_folding);
  return g_test_run ();
}
