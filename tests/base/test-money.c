/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include "base/problem.h"
#include "support/support.h"

static void
test_parse (void)
{
  static const struct { const char *typed; gint64 fen; } cases[] = {
    { "3", 300 },
    { "0", 0 },
    { "234.32", 23432 },
    { "234.3", 23430 },
    { ".5", 50 },
    { "12,345,678.90", 1234567890 },
    { "¥1,234.50", 123450 },
    { "￥ 1,234.50 元", 123450 },
    { "1234.500", 123450 },
    { "-12.34", -1234 },
    { "-¥12.34", -1234 },
    { "¥-12.34", -1234 },
    { "(12.34)", -1234 },
    { "１２３．４５", 12345 },
    { "1.2万", 1200000 },
    { "18.88万元", 18880000 },
    { "1.23456万", 1234560 },
    { "RMB 100", 10000 },
    { "100 CNY", 10000 },
    { "5000元整", 500000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 fen = 0;

      if (!axle_money_parse (cases[i].typed, &fen, NULL))
        g_error ("%s is not read", cases[i].typed);
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (fen, ==, cases[i].fen);
    }
}

static void
test_refuse (void)
{
  static const struct { const char *typed, *code; } cases[] = {
    { "", "money-empty" },
    { " ", "money-empty" },
    { "abc", "money-number" },
    { "¥", "money-number" },
    { "1.234", "money-decimals" },
    { "1,23", "money-number" },
    { "1,2345", "money-number" },
    { "1,234,5", "money-number" },
    { "1.2.3", "money-number" },
    { "--5", "money-number" },
    { "1e5", "money-number" },
    { "99999999999999999999999", "money-range" },
    { "1 2", "money-number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = axle_problems_new ();
      gint64 fen = 7;

      if (axle_money_parse (cases[i].typed, &fen, problems))
        g_error ("%s is read", cases[i].typed);
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (((AxleProblem *) problems->pdata[0])->code, ==, cases[i].code);
      g_assert_cmpint (fen, ==, 7);
    }
}

static void
test_format (void)
{
  static const struct { gint64 fen; const char *text, *plain, *capital; } cases[] = {
    { 0, "¥0.00", "0.00", "零圆整" },
    { 5, "¥0.05", "0.05", "伍分" },
    { -5, "-¥0.05", "-0.05", "负伍分" },
    { 50, "¥0.50", "0.50", "伍角整" },
    { 100, "¥1.00", "1.00", "壹圆整" },
    { 1000, "¥10.00", "10.00", "壹拾圆整" },
    { 123450, "¥1,234.50", "1234.50", "壹仟贰佰叁拾肆圆伍角整" },
    { 140950, "¥1,409.50", "1409.50", "壹仟肆佰零玖圆伍角整" },
    { 600714, "¥6,007.14", "6007.14", "陆仟零柒圆壹角肆分" },
    { 168032, "¥1,680.32", "1680.32", "壹仟陆佰捌拾圆叁角贰分" },
    { 32504, "¥325.04", "325.04", "叁佰贰拾伍圆零肆分" },
    { 10700053, "¥107,000.53", "107000.53", "壹拾万柒仟圆伍角叁分" },
    { 10000000000, "¥100,000,000.00", "100000000.00", "壹亿圆整" },
    { 10000000100, "¥100,000,001.00", "100000001.00", "壹亿零壹圆整" },
    { 1000010000, "¥10,000,100.00", "10000100.00", "壹仟万零壹佰圆整" },
    { G_GINT64_CONSTANT (123456789012345), "¥1,234,567,890,123.45", "1234567890123.45",
      "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁圆肆角伍分" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = axle_money_format (cases[i].fen);
      g_autofree char *plain = axle_money_format_plain (cases[i].fen);
      g_autofree char *capital = axle_money_format_capital (cases[i].fen);
      gint64 again = 1;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (capital, ==, cases[i].capital);
      g_assert_true (axle_money_parse (text, &again, NULL));
      g_assert_cmpint (again, ==, cases[i].fen);
    }
}

static void
test_extremes (void)
{
  g_autofree char *low = axle_money_format (G_MININT64);
  g_autofree char *high = axle_money_format_capital (G_MAXINT64);

  g_assert_cmpstr (low, ==, "-¥92,233,720,368,547,758.08");
  g_assert_true (g_str_has_suffix (high, "圆零柒分"));
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/vectors.tsv");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 4);
      gint64 fen;

      if (g_strv_length (row) != 4 || !g_str_equal (row[0], "amount"))
        continue;
      n++;
      g_assert_cmpint (axle_money_parse (row[1], &fen, NULL), ==, g_str_equal (row[2], "valid"));
    }
  g_test_message ("%u amounts", n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/refuse", test_refuse);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/extremes", test_extremes);
  g_test_add_func ("/money/vectors", test_vectors);
  return g_test_run ();
}
