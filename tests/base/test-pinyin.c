/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <locale.h>
#include <string.h>

#include "support/support.h"

static void
test_first (void)
{
  static const struct { const char *text, *full, *initials; } cases[] = {
    { "单雄信", "shan xiong xin", "sxx" },
    { "仇英", "qiu ying", "qy" },
    { "解缙", "xie jin", "xj" },
    { "曾国藩", "zeng guo fan", "zgf" },
    { "尉迟恭", "yu chi gong", "ycg" },
    { "区寄", "ou ji", "oj" },
    { "查良镛", "zha liang yong", "zly" },
    { "朴树", "piao shu", "ps" },
    { "缪斯", "miao si", "ms" },
    { "黑先生", "he xian sheng", "hxs" },
    { "覃晓旭", "qin xiao xu", "qxx" },
    { "万俟卨", "mo qi xie", "mqx" },
    { "令狐冲", "ling hu chong", "lhc" },
    { "欧阳修", "ou yang xiu", "oyx" },
    { "單雄信", "shan xiong xin", "sxx" },
    { "曾總", "zeng zong", "zz" },
    { "老仇", "lao qiu", "lq" },
    { "单单单", "shan dan dan", "sdd" },
    { "翟翟翟", "zhai di di", "zdd" },
    { "尉迟朴", "yu chi pu", "ycp" },
    { "某某尉迟", "mou mou yu chi", "mmyc" },
    { "乐某某", "yue mou mou", "ymm" },
    { "我叫区中青", "wo jiao ou zhong qing", "wjozq" },
    { "姓曾", "xing zeng", "xz" },
    { "曾经", "ceng jing", "cj" },
    { "银行", "yin hang", "yh" },
    { "重庆", "chong qing", "cq" },
    { "长安汽车", "chang an qi che", "caqc" },
    { "解放路", "jie fang lu", "jfl" },
    { "店长", "dian zhang", "dz" },
    { "音乐", "yin yue", "yy" },
    { "首都", "shou du", "sd" },
    { "吕布", "lv bu", "lb" },
    { "𧒽测试", "lei ce shi", "lcs" },
    { "轉盤", "zhuan pan", "zp" },
    { "Happy New Year! 2018！", "happy new year 2018", "hny2018" },
    { "你好2017！", "ni hao 2017", "nh2017" },
    { "ＢＭＷ宝马", "bmw bao ma", "bbm" },
    { "〇", "ling", "l" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) full = axle_pinyin_full (cases[i].text);
      g_auto (GStrv) initials = axle_pinyin_initials (cases[i].text);
      g_autofree char *key = axle_pinyin_sort_key (cases[i].text);

      g_assert_cmpstr (full[0], ==, cases[i].full);
      g_assert_cmpstr (initials[0], ==, cases[i].initials);
      g_assert_cmpstr (key, ==, cases[i].full);
    }
}

static void
test_others (void)
{
  static const struct { const char *text, *full; } cases[] = {
    { "单", "dan" }, { "单", "shan" }, { "单", "chan" },
    { "吕布", "lu bu" }, { "吕布", "lyu bu" },
    { "重庆", "zhong qing" },
    { "朴树", "pu shu" },
    { "曾经", "zeng jing" },
    { "乐乐", "le le" },
    { "覃明", "tan ming" },
    { "行行", "hang hang" },
    { "解放", "xie fang" },
    { "女儿", "nyu er" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) full = axle_pinyin_full (cases[i].text);

      if (!g_strv_contains ((const char *const *) full, cases[i].full))
        g_error ("%s has no reading %s", cases[i].text, cases[i].full);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) none = axle_pinyin_full ("");
  g_auto (GStrv) signs = axle_pinyin_initials ("！？、 -");
  g_auto (GStrv) full = NULL;
  g_auto (GStrv) initials = NULL;
  g_autoptr (AxlePinyinSyllables) syllables = NULL;

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (signs), ==, 0);
  for (int i = 0; i < 2000; i++)
    g_string_append (text, "乐");
  full = axle_pinyin_full (text->str);
  initials = axle_pinyin_initials (text->str);
  syllables = axle_pinyin_syllables_new (text->str);
  g_assert_cmpuint (g_strv_length (full), ==, AXLE_PINYIN_MAX_READINGS);
  g_assert_cmpuint (g_strv_length (initials), ==, AXLE_PINYIN_MAX_READINGS);
  g_assert_cmpuint (syllables->n_syllables, ==, AXLE_PINYIN_MAX_SIGNS);
}

static void
test_syllables (void)
{
  g_autoptr (AxlePinyinSyllables) syllables = axle_pinyin_syllables_new ("吕a1 单");

  g_assert_cmpuint (syllables->n_syllables, ==, 3);
  g_assert_true (syllables->syllables[0].han);
  g_assert_cmpstr (syllables->syllables[0].choices[0], ==, "lv");
  g_assert_cmpstr (syllables->syllables[0].choices[1], ==, "lu");
  g_assert_false (syllables->syllables[1].han);
  g_assert_cmpstr (syllables->syllables[1].choices[0], ==, "a1");
  g_assert_cmpuint (syllables->syllables[1].offset, ==, 3);
  g_assert_cmpuint (syllables->syllables[1].length, ==, 2);
  g_assert_cmpuint (syllables->syllables[2].offset, ==, 6);
  g_assert_cmpuint (syllables->syllables[2].length, ==, 3);
}

/* The vectors have tones and mark words in several ways; compared is what is
 * typed: letters and digits, ü as v. */
static char *
bare_reading (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *out = g_string_new (NULL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (sign < 0x80 && g_ascii_isalnum ((char) sign))
        g_string_append_c (out, g_ascii_tolower ((char) sign));
      else if (sign == 0x308 && out->len > 0)
        out->str[out->len - 1] = 'v';
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_among (char      **readings,
          const char *expected,
          guint      *place)
{
  for (guint i = 0; readings[i] != NULL; i++)
    {
      g_autofree char *bare = bare_reading (readings[i]);

      if (g_str_equal (bare, expected))
        {
          *place = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_about_pinyin (const char *function)
{
  static const char *const functions[] = { "pinyin", "name", "sentence", "phrase", "abbr", "nameAbbr", "passportName" };

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_str_equal (function, functions[i]))
      return TRUE;
  return FALSE;
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("pinyin/pinyin-vectors.tsv");
  guint n = 0, found = 0, first = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 5);
      g_auto (GStrv) readings = NULL;
      g_autofree char *expected = NULL;
      guint place = 0;

      /* Numbered tones and rows with PHP in them test the other library's options. */
      if (g_strv_length (row) != 5 || !is_about_pinyin (row[0]) || strstr (row[2], "NUMBER") != NULL
          || strstr (row[3], "Pinyin::") != NULL)
        continue;
      expected = bare_reading (row[3]);
      readings = g_str_has_suffix (row[0], "bbr") ? axle_pinyin_initials (row[1]) : axle_pinyin_full (row[1]);
      n++;
      if (!is_among (readings, expected, &place))
        {
          g_test_message ("%s %s: expected %s, first is %s", row[0], row[1], expected, readings[0]);
          continue;
        }
      found++;
      first += place == 0;
      if (place > 0)
        g_test_message ("%s %s: %s comes after %s", row[0], row[1], expected, readings[0]);
    }
  g_test_message ("%u of %u readings found, %u of them first", found, n, first);
  g_assert_cmpuint (found, ==, n);
  g_assert_cmpuint (first * 100, >=, n * 80);
}

static void
test_surnames (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("pinyin/surnames.txt");
  guint n = 0, missing = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], ": ", 2);
      g_autofree char *name = NULL;
      g_autofree char *expected = NULL;
      g_auto (GStrv) readings = NULL;
      gboolean found = FALSE;

      if (g_strv_length (row) != 2)
        continue;
      name = g_strconcat (row[0], "某", NULL);
      expected = bare_reading (row[1]);
      readings = axle_pinyin_full (name);
      for (guint k = 0; readings[k] != NULL && !found; k++)
        {
          g_autofree char *bare = bare_reading (readings[k]);

          found = g_str_has_prefix (bare, expected);
        }
      if (!found)
        g_test_message ("%s has no reading %s", row[0], expected);
      missing += !found;
      n++;
    }
  g_test_message ("%u surnames", n);
  g_assert_cmpuint (missing, ==, 0);
}

static void
test_standard_characters (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("pinyin/kMandarin_8105.txt");
  guint n = 0, missing = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');
      g_auto (GStrv) readings = NULL;
      g_autofree char *expected = NULL;
      char sign[7] = { 0 };
      gsize length;
      guint place = 0;

      if (!g_str_has_prefix (lines[i], "U+") || colon == NULL)
        continue;
      g_unichar_to_utf8 ((gunichar) g_ascii_strtoull (lines[i] + 2, NULL, 16), sign);
      length = strcspn (colon + 2, " ,#");
      {
        g_autofree char *reading = g_strndup (colon + 2, length);

        expected = bare_reading (reading);
      }
      readings = axle_pinyin_full (sign);
      if (!is_among (readings, expected, &place))
        {
          g_test_message ("%s has no reading %s", sign, expected);
          missing++;
        }
      n++;
    }
  g_test_message ("%u characters", n);
  g_assert_cmpuint (missing, ==, 0);
}

static void
test_names (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("pinyin/names-sample.txt");
  guint n = 0, unread = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *key = axle_pinyin_sort_key (lines[i]);
      g_auto (GStrv) initials = axle_pinyin_initials (lines[i]);

      n++;
      g_assert_nonnull (initials[0]);
      unread += !g_str_is_ascii (key);
    }
  g_test_message ("%u names, %u with a character nobody can read", n, unread);
  g_assert_cmpuint (unread * 1000, <=, n);
}

static void
test_speed (void)
{
  gint64 start = g_get_monotonic_time ();
  guint n = 0;

  if (!g_test_perf ())
    {
      g_test_skip ("only with -m perf");
      return;
    }
  for (; n < 1000000; n++)
    {
      g_autoptr (AxlePinyinSyllables) syllables = axle_pinyin_syllables_new ("单雄信");
      g_assert_cmpuint (syllables->n_syllables, ==, 3);
    }
  g_test_message ("%u names in %.2f s", n, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pinyin/first", test_first);
  g_test_add_func ("/pinyin/others", test_others);
  g_test_add_func ("/pinyin/bounds", test_bounds);
  g_test_add_func ("/pinyin/syllables", test_syllables);
  g_test_add_func ("/pinyin/vectors", test_vectors);
  g_test_add_func ("/pinyin/surnames", test_surnames);
  g_test_add_func ("/pinyin/standard-characters", test_standard_characters);
  g_test_add_func ("/pinyin/names", test_names);
  g_test_add_func ("/pinyin/speed", test_speed);
  return g_test_run ();
}
