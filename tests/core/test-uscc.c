/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/uscc.h"

#include "base/problem.h"
#include "support/support.h"

static void
test_judge (void)
{
  static const struct { const char *typed, *wrong; } cases[] = {
    { "91110000600037341L", NULL },
    { "91 110000 600037341L", NULL },
    { "91110000600037341l", NULL },
    { "９１１１００００６０００３７３４１Ｌ", NULL },
    { "91110000600037341N", "uscc-check" },
    { "9111000060003734", "uscc-length" },
    { "", "uscc-length" },
    { "91110000600O37341L", "uscc-sign" },
    { "91110000600037341I", "uscc-sign" },
    { "99110000600037341L", "uscc-registrar" },
    { "91A10000600037341L", "uscc-division" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = axle_problems_new ();
      g_autofree char *code = NULL;
      gboolean ok = axle_uscc_judge (cases[i].typed, &code, problems);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (ok, ==, cases[i].wrong == NULL);
      if (ok)
        g_assert_cmpstr (code, ==, "91110000600037341L");
      else
        g_assert_true (axle_problems_contain (problems, cases[i].wrong));
    }
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/vectors.tsv");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 4);

      if (g_strv_length (row) != 4 || !g_str_equal (row[0], "uscc"))
        continue;
      n++;
      if (axle_uscc_judge (row[1], NULL, NULL) != g_str_equal (row[2], "valid"))
        g_error ("%s is %s by %s", row[1], row[2], row[3]);
    }
  g_test_message ("%u codes", n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uscc/judge", test_judge);
  g_test_add_func ("/uscc/vectors", test_vectors);
  return g_test_run ();
}
