/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "formats/encoding.h"
#include "formats/text-decoder.h"
#include "support/corpus.h"

static const char chinese[] = "姓名,手机号,车牌号,备注\n张三,13800000001,京A12345,首次到店，喜欢白色\n李四,13900000002,沪B23456,要求周末联系\n";

static const char *
guess (const char *bytes,
       gsize       length)
{
  return axle_text_encoding_guess ((const guint8 *) bytes, length, TRUE).charset;
}

/* A file is named after its language and encoding; a superset is right too. */
static void
test_corpus (void)
{
  g_autoptr (GPtrArray) files = corpus_list ("text/encodings");

  if (files->len == 0)
    g_test_skip ("no shared data");
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GBytes) bytes = corpus_load (files->pdata[i]);
      g_autofree char *base = g_path_get_basename (files->pdata[i]);
      g_auto (GStrv) parts = g_strsplit_set (strchr (base, '_') + 1, ".", 2);
      g_autofree char *wide = g_strconcat (parts[0], parts[1] != NULL ? parts[1] : "", NULL);
      gsize length, n_undecodable = 0, n_expected = 0;
      const char *data = g_bytes_get_data (bytes, &length);
      const char *expected = axle_text_charset_find (g_str_has_prefix (wide, "utf-16") || g_str_has_prefix (wide, "utf-32") ? wide : parts[0]);
      const char *guessed = guess (data, length);
      g_autofree char *text = axle_text_decode (data, length, guessed, &n_undecodable);
      g_autofree char *right = axle_text_decode (data, length, expected, &n_expected);

      g_test_message ("%s: %s, %" G_GSIZE_FORMAT " undecodable", base, guessed, n_undecodable);
      g_assert_nonnull (expected);
      g_assert_cmpuint (n_undecodable, <=, n_expected);
      if (g_str_equal (parts[0], "iso-8859-1") || g_str_equal (parts[0], "iso-8859-15"))
        g_assert_true (g_str_has_prefix (guessed, "ISO-8859-1") || g_str_equal (guessed, "windows-1252"));
      else
        g_assert_cmpstr (guessed, ==, expected);
    }
}

static void
test_conversions (void)
{
  static const struct
  {
    const char *iconv, *expected, *text;
  } cases[] = {
    { "UTF-8", "UTF-8", chinese },
    { "GBK", "GB18030", chinese },
    { "GB18030", "GB18030", chinese },
    { "GB18030", "GB18030", "姓名,备注\n喆,𠮷😀\n" },
    { "GBK", "GB18030", "联通" },
    { "GBK", "GB18030", "姓名,电话\n王五,13800000001\n" },
    { "UTF-16LE", "UTF-16LE", chinese },
    { "UTF-16BE", "UTF-16BE", chinese },
    { "UTF-16", "UTF-16LE", chinese },
    { "UTF-32LE", "UTF-32LE", chinese },
    { "UTF-32BE", "UTF-32BE", chinese },
    { "BIG5", "Big5", "姓名,手機,車牌,備註\n張三,0912345678,ABC-1234,第一次來店\n李四,0922345678,DEF-5678,喜歡白色的車\n" },
    { "CP932", "Shift_JIS", "お名前,電話番号,車種\n田中太郎さん,09012345678,カローラ\n" },
    { "EUC-KR", "EUC-KR", "이름,전화번호,주소,차량번호\n김철수,01012345678,서울특별시 강남구 테헤란로\n" },
    { "CP1251", "windows-1251", "Имя,Телефон,Примечание\nИван Петров,89001234567,первый раз у нас, любит белый цвет\n" },
    { "KOI8-R", "KOI8-R", "Автомобиль был куплен в прошлом году, и сейчас требуется плановое техническое обслуживание. Клиент просит позвонить ему вечером.\n" },
    { "TIS-620", "TIS-620", "ประเทศไทยมีชื่ออย่างเป็นทางการว่าราชอาณาจักรไทย เป็นรัฐชาติอันตั้งอยู่ในภูมิภาคเอเชียตะวันออกเฉียงใต้\n" },
    { "CP1253", NULL, "Η Ελλάδα είναι χώρα της νοτιοανατολικής Ευρώπης στο νοτιότερο άκρο της Βαλκανικής χερσονήσου. Ο πελάτης θέλει ραντεβού.\n" },
    { "CP1255", NULL, "ישראל היא מדינה במזרח התיכון, על חופו המזרחי של הים התיכון. הלקוח מבקש לקבוע תור לטיפול ברכב.\n" },
    { "EUC-JP", "EUC-JP", "日本語の文章です。お客様の名前と電話番号を入力してください。ありがとうございます。\n" },
    { "CP1252", NULL, "Der Kunde möchte einen Termin für das nächste Jahr – „schöne Grüße“ aus München und Köln. Das Auto fährt gut.\n" },
    { "CP1250", NULL, "Zákazník žádá o opravu vozidla. Příliš žluťoučký kůň úpěl ďábelské ódy, děkujeme za vaši návštěvu.\n" },
    { "UTF-8", "UTF-8", "name,phone\nZhang,13800000001\n" },
    { "UTF-8", "UTF-8", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = 0;
      g_autoptr (GError) error = NULL;
      g_autofree char *bytes = g_convert (cases[i].text, -1, cases[i].iconv, "UTF-8", NULL, &length, &error);
      g_autofree char *back = NULL;

      g_assert_no_error (error);
      g_test_message ("%s → %s", cases[i].iconv, guess (bytes, length));
      /* Several single-byte sets read such a text alike: only the text counts. */
      if (cases[i].expected != NULL)
        g_assert_cmpstr (guess (bytes, length), ==, cases[i].expected);
      back = axle_text_decode (bytes, length, NULL, NULL);
      g_assert_cmpstr (back, ==, cases[i].text);
    }
}

static void
test_bom (void)
{
  AxleTextEncoding encoding = axle_text_encoding_guess ((const guint8 *) "\xef\xbb\xbfx", 4, TRUE);
  g_autofree char *text = axle_text_decode ("\xef\xbb\xbfx", 4, NULL, NULL);

  g_assert_cmpstr (encoding.charset, ==, "UTF-8");
  g_assert_cmpuint (encoding.bom_length, ==, 3);
  g_assert_cmpstr (text, ==, "x");
}

static void
test_faults (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("ab\xff\xfe" "c\xe5\xbc", 7, NULL);
  g_autoptr (AxleTextDecoder) decoder = axle_text_decoder_new (stream, "UTF-8");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (AxleTextFault));
  g_autoptr (GError) error = NULL;

  g_assert_true (axle_text_decoder_read (decoder, text, faults, NULL, &error));
  g_assert_cmpstr (text->str, ==, "ab\357\277\275c\357\277\275");
  g_assert_cmpuint (faults->len, ==, 2);
  g_assert_cmpuint (g_array_index (faults, AxleTextFault, 0).byte_offset, ==, 2);
  g_assert_cmpuint (g_array_index (faults, AxleTextFault, 0).n_bytes, ==, 2);
  g_assert_cmpuint (g_array_index (faults, AxleTextFault, 0).bytes[0], ==, 0xff);
  g_assert_cmpuint (g_array_index (faults, AxleTextFault, 1).byte_offset, ==, 5);
  g_assert_cmpuint (g_array_index (faults, AxleTextFault, 1).text_offset, ==, 6);
}

/* A long ASCII part must not settle the matter. */
static void
test_revision (void)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autofree char *tail = g_convert (chinese, -1, "GBK", "UTF-8", NULL, NULL, NULL);
  g_autofree char *text = NULL;
  gsize n = 0;

  while (bytes->len < 3 * AXLE_TEXT_SAMPLE)
    g_string_append (bytes, "Zhang San,13800000001,A12345\n");
  g_string_append (bytes, tail);
  text = axle_text_decode (bytes->str, bytes->len, NULL, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (g_str_has_suffix (text, chinese));
}

static void
test_unknown (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("x", 1, NULL);
  g_autoptr (AxleTextDecoder) decoder = axle_text_decoder_new (stream, "klingon");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (AxleTextFault));
  gsize n;
  const AxleTextCharset *charsets = axle_text_charsets (&n);

  g_assert_false (axle_text_decoder_read (decoder, text, faults, NULL, NULL));
  for (gsize i = 0; i < n; i++)
    {
      GIConv converter = g_iconv_open ("UTF-8", axle_text_charset_iconv (charsets[i].name));
      g_assert_true (converter != (GIConv) -1);
      g_iconv_close (converter);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/corpus", test_corpus);
  g_test_add_func ("/encoding/conversions", test_conversions);
  g_test_add_func ("/encoding/bom", test_bom);
  g_test_add_func ("/encoding/faults", test_faults);
  g_test_add_func ("/encoding/revision", test_revision);
  g_test_add_func ("/encoding/unknown", test_unknown);
  return g_test_run ();
}
