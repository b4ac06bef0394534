/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"
#include "ui/shell/matching.h"

typedef struct
{
  const char *name;
  const char *title;
  const char *typed;
  gboolean    matches;
} Case;

static const Case cases[] = {
  { "nothing", "林静", "", TRUE },
  { "blanks", "林静", "  ", TRUE },
  { "part", "欧阳晓梅", "晓梅", TRUE },
  { "not-part", "欧阳晓梅", "小梅", FALSE },
  { "pinyin", "林静", "linjing", TRUE },
  { "pinyin-apart", "林静", "lin jing", TRUE },
  { "pinyin-upper", "林静", "LinJ", TRUE },
  { "second-word", "林静", "jing", TRUE },
  { "inside-a-word", "林静", "ing", FALSE },
  { "initials", "欧阳晓梅", "oyxm", TRUE },
  { "surname", "单婷婷", "shan", TRUE },
  { "latin", "Daniel Moreau", "more", TRUE },
  { "case", "Lock the Desk", "LOCK", TRUE },
  { "command", "锁定工作台", "sd", TRUE },
  { "other", "锁定工作台", "xy", FALSE },
};

static void
test_match (gconstpointer data)
{
  const Case *test = data;

  g_assert_true (axle_matches (test->title, test->typed) == test->matches);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  axle_test_add_table ("/matching", cases, test_match);
  return g_test_run ();
}
