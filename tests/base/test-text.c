/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include "support/support.h"

static void
test_valid (void)
{
  g_assert_true (axle_text_is_valid ("同轴", -1));
  g_assert_true (axle_text_is_valid ("", 0));
  g_assert_true (axle_text_is_valid ("\xf0\xa7\x92\xbd", -1));
  g_assert_false (axle_text_is_valid ("a\0b", 3));
  g_assert_false (axle_text_is_valid ("\xc3(", -1));
  g_assert_false (axle_text_is_valid ("\xed\xa0\x80", -1));
  g_assert_false (axle_text_is_valid ("\xc0\x80", 2));
}

static void
test_tidy (void)
{
  static const struct { const char *typed, *tidy; } cases[] = {
    { "", "" },
    { "   ", "" },
    { "　张　三 ", "张 三" },
    { "a\t\r\n b", "a b" },
    { "\xe2\x80\x8e" "a", "\xe2\x80\x8e" "a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tidy = axle_text_tidy (cases[i].typed);
      g_assert_cmpstr (tidy, ==, cases[i].tidy);
    }
}

static void
test_fold (void)
{
  static const struct { const char *typed, *key; } cases[] = {
    { "", "" },
    { "  Hello\t World ", "hello world" },
    { "ＡＢＣ１２３", "abc123" },
    { "Straße", "strasse" },
    { "ｶﾞ", "ガ" },
    { "张　三", "张 三" },
    { "\xef\xbb\xbf" "a", "a" },
    { "e\xcc\x81", "é" },
    { "x\xe2\x80\x8b\xcc\x88", "\xe1\xba\x8d" },
    { "Ꭰꭰ Ᏸᏸ", "ᎠᎠ ᏰᏰ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = axle_text_fold (cases[i].typed);
      g_autofree char *again = axle_text_fold (key);
      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_cmpstr (again, ==, key);
    }
}

static void
test_identifier (void)
{
  static const struct { const char *typed, *bare; } cases[] = {
    { " lsv-am4187 c2184847 ", "LSVAM4187C2184847" },
    { "京Ａ·１２３４５", "京A12345" },
    { "*1FTFW1*", "1FTFW1" },
    { "a:b#c", "A:B#C" },
    { "粤B•F12345", "粤BF12345" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bare = axle_text_identifier (cases[i].typed);
      g_assert_cmpstr (bare, ==, cases[i].bare);
    }
}

/* Every rule has to take what nobody expects without harm. */
static void
test_naughty (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("text/naughty-strings.json");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *tidy = axle_text_tidy (lines[i]);
      g_autofree char *key = axle_text_fold (lines[i]);
      g_autofree char *bare = axle_text_identifier (lines[i]);
      g_autofree char *again = axle_text_fold (key);

      g_assert_true (axle_text_is_valid (tidy, -1));
      g_assert_true (axle_text_is_valid (bare, -1));
      g_assert_cmpstr (again, ==, key);
    }
}

static void
test_excerpt (void)
{
  static const struct
  {
    const char *text, *excerpt;
  } cases[] = {
    { "", "" },
    { "张三", "张三" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *excerpt = axle_text_excerpt (cases[i].text);

      g_assert_cmpstr (excerpt, ==, cases[i].excerpt);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/valid", test_valid);
  g_test_add_func ("/text/tidy", test_tidy);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/identifier", test_identifier);
  g_test_add_func ("/text/excerpt", test_excerpt);
  g_test_add_func ("/text/naughty", test_naughty);
  return g_test_run ();
}
