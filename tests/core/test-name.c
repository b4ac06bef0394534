/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/name.h"

#include "base/problem.h"
#include "support/support.h"

static void
test_split (void)
{
  static const struct { const char *typed; AxleNameKind kind; const char *surname, *given, *title; } cases[] = {
    { "张三", AXLE_NAME_CHINESE, "张", "三", NULL },
    { " 欧阳修 ", AXLE_NAME_CHINESE, "欧阳", "修", NULL },
    { "歐陽修", AXLE_NAME_CHINESE, "歐陽", "修", NULL },
    { "尉迟恭", AXLE_NAME_CHINESE, "尉迟", "恭", NULL },
    { "爱新觉罗溥仪", AXLE_NAME_CHINESE, "爱新觉罗", "溥仪", NULL },
    { "欧阳", AXLE_NAME_CHINESE, "欧", "阳", NULL },
    { "张先生", AXLE_NAME_CHINESE, "张", "", "先生" },
    { "欧阳女士", AXLE_NAME_CHINESE, "欧阳", "", "女士" },
    { "李总", AXLE_NAME_CHINESE, "李", "", "总" },
    { "王小总", AXLE_NAME_CHINESE, "王", "小总", NULL },
    { "李总经理", AXLE_NAME_CHINESE, "李", "", "总经理" },
    { "凯文·杜兰特", AXLE_NAME_DOTTED, NULL, NULL, NULL },
    { "阿凡提•买买提", AXLE_NAME_DOTTED, NULL, NULL, NULL },
    { "同轴汽车销售有限公司", AXLE_NAME_COMPANY, NULL, NULL, NULL },
    { "城南汽修", AXLE_NAME_COMPANY, NULL, NULL, NULL },
    { "Axle Co., Ltd.", AXLE_NAME_COMPANY, NULL, NULL, NULL },
    { "John Smith", AXLE_NAME_OTHER, NULL, NULL, NULL },
    { "𠮷田", AXLE_NAME_CHINESE, "𠮷", "田", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxleName) name = axle_name_judge (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_true (name->ok);
      g_assert_cmpuint (name->problems->len, ==, 0);
      g_assert_cmpint (name->kind, ==, cases[i].kind);
      g_assert_cmpstr (name->surname, ==, cases[i].surname);
      g_assert_cmpstr (name->given, ==, cases[i].given);
      g_assert_cmpstr (name->title, ==, cases[i].title);
    }
}

static void
test_problems (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AxleName) empty = axle_name_judge (" ");
  g_autoptr (AxleName) number = axle_name_judge ("12345");
  g_autoptr (AxleName) length = NULL;
  g_autoptr (AxleName) dots = axle_name_judge ("凯文・杜兰特");

  for (int i = 0; i < 101; i++)
    g_string_append (text, "长");
  length = axle_name_judge (text->str);
  g_assert_true (axle_problems_contain (empty->problems, "name-empty"));
  g_assert_false (empty->ok);
  g_assert_true (axle_problems_contain (length->problems, "name-length"));
  g_assert_false (length->ok);
  g_assert_true (axle_problems_contain (number->problems, "name-letters"));
  g_assert_true (number->ok);
  g_assert_cmpstr (dots->name, ==, "凯文·杜兰特");
}

static void
test_address (void)
{
  g_autofree char *man = axle_name_address ("欧阳修", "male");
  g_autofree char *woman = axle_name_address ("李清照", "female");
  g_autofree char *unknown = axle_name_address ("李清照", NULL);
  g_autofree char *company = axle_name_address ("同轴汽车有限公司", "male");
  g_autofree char *masked = axle_name_mask ("欧阳修");
  g_autofree char *other = axle_name_mask ("张三丰");
  g_autofree char *none = axle_name_mask ("");

  g_assert_cmpstr (man, ==, "欧阳先生");
  g_assert_cmpstr (woman, ==, "李女士");
  g_assert_cmpstr (unknown, ==, "李清照");
  g_assert_cmpstr (company, ==, "同轴汽车有限公司");
  g_assert_cmpstr (masked, ==, "欧阳*");
  g_assert_cmpstr (other, ==, "张**");
  g_assert_cmpstr (none, ==, "");
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/vectors.tsv");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 4);
      g_autoptr (AxleName) name = NULL;

      if (g_strv_length (row) != 4 || !g_str_equal (row[0], "name"))
        continue;
      n++;
      name = axle_name_judge (row[1]);
      g_assert_cmpint (name->ok, ==, g_str_equal (row[2], "valid"));
      g_assert_cmpint (name->kind, !=, AXLE_NAME_OTHER);
    }
  g_test_message ("%u names", n);
}

static void
test_sample (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("pinyin/names-sample.txt");
  guint n = 0, compound = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (AxleName) name = axle_name_judge (lines[i]);

      n++;
      g_assert_true (name->ok);
      if (name->kind != AXLE_NAME_CHINESE)
        continue;
      compound += g_utf8_strlen (name->surname, -1) > 1;
      {
        g_autofree char *whole = g_strconcat (name->surname, name->given, name->title, NULL);
        g_assert_cmpstr (whole, ==, name->name);
      }
    }
  g_test_message ("%u names, %u with a compound surname", n, compound);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name/split", test_split);
  g_test_add_func ("/name/problems", test_problems);
  g_test_add_func ("/name/address", test_address);
  g_test_add_func ("/name/vectors", test_vectors);
  g_test_add_func ("/name/sample", test_sample);
  return g_test_run ();
}
