/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "formats/contact-line.h"

/* The value of `key: 'value'` in what the source expects, NULL if it says none. */
static char *
expected_value (const char *expected,
                const char *key)
{
  g_autofree char *pattern = g_strdup_printf ("%s:\\s*'([^']*)'", key);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, expected, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static void
test_messy_lines (void)
{
  const char *data = g_getenv ("AXLE_SHARED_DATA");
  g_autofree char *path = g_build_filename (data != NULL ? data : "", "contacts", "messy-contact-lines.zh.tsv", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    {
      g_test_skip ("no shared data");
      return;
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 2);
      g_autoptr (AxleContactLine) line = axle_contact_line_parse (fields[0]);
      g_autofree char *name = expected_value (fields[1], "name");
      g_autofree char *details = expected_value (fields[1], "details");
      g_autoptr (GRegex) mobile = g_regex_new ("1[3-9][0-9]{9}", 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      g_test_message ("%s → %s | %s | %s | %s", fields[0], line->name, line->phone, line->detail, line->rest);
      if (name != NULL)
        g_assert_cmpstr (line->name, ==, name);
      if (details != NULL)
        g_assert_cmpstr (line->detail, ==, details);
      if (g_regex_match (mobile, fields[0], 0, &match))
        {
          g_autofree char *digits = g_match_info_fetch (match, 0);
          g_assert_cmpstr (line->phone, ==, digits);
        }
    }
}

static void
test_table (void)
{
  static const struct
  {
    const char *text, *name, *phone, *address;
  } cases[] = {
    { "张三 13800000001 北京市海淀区中关村大街1号", "张三", "13800000001", "北京市海淀区中关村大街1号" },
    { "13800000001张三", "张三", "13800000001", NULL },
    { "收货人：欧阳娜 手机号：138-0000-0001 地址：成都市武侯区天府一街2号", "欧阳娜", "13800000001", "成都市武侯区天府一街2号" },
    { "李女士，＋８６ 13900000002", "李女士", "13900000002", NULL },
    { "王五 010-12345678", "王五", "01012345678", NULL },
    { "乌鲁木齐市西北路1号 阿不都·热合曼 13800000001", "阿不都·热合曼", "13800000001", "乌鲁木齐市西北路1号" },
    { "", NULL, NULL, NULL },
    { "\xff\xfe 13800000001", NULL, "13800000001", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxleContactLine) line = axle_contact_line_parse (cases[i].text);

      g_assert_cmpstr (line->name, ==, cases[i].name);
      g_assert_cmpstr (line->phone, ==, cases[i].phone);
      g_assert_cmpstr (line->address, ==, cases[i].address);
    }
}

/* Longer than what is looked into, in bytes and in words, and cut inside of a sign. */
static void
test_long (void)
{
  g_autoptr (GString) words = g_string_new ("王五 13800000001");
  g_autoptr (GString) bytes = g_string_new ("王五 13800000001 ");
  g_autoptr (AxleContactLine) many = NULL;
  g_autoptr (AxleContactLine) large = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (words, " a1");
  g_string_append (words, " 最后");
  while (bytes->len < 9 * 1024)
    g_string_append (bytes, "，好");
  g_string_append (bytes, "最后");
  many = axle_contact_line_parse (words->str);
  large = axle_contact_line_parse (bytes->str);
  g_assert_cmpstr (many->name, ==, "王五");
  g_assert_true (g_str_has_suffix (many->rest, " 最后"));
  g_assert_cmpstr (large->phone, ==, "13800000001");
  g_assert_true (g_str_has_suffix (large->rest, "最后"));
  g_assert_true (g_utf8_validate (large->rest, -1, NULL));
  g_assert_null (strstr (large->rest, "\357\277\275"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-line/messy", test_messy_lines);
  g_test_add_func ("/contact-line/table", test_table);
  g_test_add_func ("/contact-line/long", test_long);
  return g_test_run ();
}
