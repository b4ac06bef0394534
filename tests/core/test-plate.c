/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/plate.h"

#include "base/problem.h"
#include "support/support.h"

static void
test_kinds (void)
{
  static const struct { const char *typed, *plate, *kind, *energy; } cases[] = {
    { "京A12345", "京A12345", "ordinary", "unknown" },
    { "京a·12345", "京A12345", "ordinary", "unknown" },
    { " 粤 B-1234A ", "粤B1234A", "ordinary", "unknown" },
    { "滬ＡＢ１２３４", "沪AB1234", "ordinary", "unknown" },
    { "沪B15F93", "沪B15F93", "ordinary", "unknown" },
    { "京AD12345", "京AD12345", "nev-small", "battery" },
    { "京AF12345", "京AF12345", "nev-small", "other-nev" },
    { "粤BDA1234", "粤BDA1234", "nev-small", "battery" },
    { "粤BA03205", "粤BA03205", "nev-small", "battery" },
    { "粤BG03205", "粤BG03205", "nev-small", "other-nev" },
    { "京A12345D", "京A12345D", "nev-large", "battery" },
    { "甘G23459F", "甘G23459F", "nev-large", "other-nev" },
    { "京A0001警", "京A0001警", "police", "unknown" },
    { "冀A1234挂", "冀A1234挂", "trailer", "unknown" },
    { "鲁B1234學", "鲁B1234学", "learner", "unknown" },
    { "粤Z1234港", "粤Z1234港", "hongkong-macau", "unknown" },
    { "粤ZA123澳", "粤ZA123澳", "hongkong-macau", "unknown" },
    { "使123456", "使123456", "embassy", "unknown" },
    { "123456使", "123456使", "embassy", "unknown" },
    { "沪A1234领", "沪A1234领", "consulate", "unknown" },
    { "WJ京12345", "WJ京12345", "armed-police", "unknown" },
    { "WJ12345", "WJ12345", "armed-police", "unknown" },
    { "WJ粤1234J", "WJ粤1234J", "armed-police", "unknown" },
    { "VA12345", "VA12345", "military", "unknown" },
    { "军A12345", "军A12345", "military", "unknown" },
    { "民航A1234", "民航A1234", "civil-aviation", "unknown" },
    { "京A1234应急", "京A1234应急", "emergency", "unknown" },
    { "京A12345临", "京A12345临", "temporary", "unknown" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxlePlate) plate = axle_plate_judge (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_true (plate->ok);
      g_assert_cmpstr (plate->plate, ==, cases[i].plate);
      g_assert_cmpstr (axle_plate_kind_name (plate->kind), ==, cases[i].kind);
      g_assert_cmpstr (axle_plate_energy_name (plate->energy), ==, cases[i].energy);
    }
}

static void
test_refuse (void)
{
  static const struct { const char *typed, *code; } cases[] = {
    { "", "plate-length" },
    { "12345", "plate-province" },
    { "A", "plate-province" },
    { "999ABC", "plate-province" },
    { "甲A12345", "plate-province" },
    { "京-12345", "plate-office" },
    { "京I12345", "plate-office" },
    { "京A123", "plate-length" },
    { "京A123456", "plate-nev" },
    { "京AL12345", "plate-nev" },
    { "京A12345L", "plate-nev" },
    { "京ADD12A4", "plate-nev" },
    { "京A1O345", "plate-letter" },
    { "京A1I345", "plate-letter" },
    { "京A12345678", "plate-length" },
    { "京A1234国", "plate-sign" },
    { "京A1234港", "plate-sign" },
    { "京A12$45", "plate-sign" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxlePlate) plate = axle_plate_judge (cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_false (plate->ok);
      g_assert_cmpint (plate->kind, ==, AXLE_PLATE_UNKNOWN);
      g_assert_true (axle_problems_contain (plate->problems, cases[i].code));
    }
}

static void
test_format (void)
{
  static const struct { const char *plate, *text; } cases[] = {
    { "京A12345", "京A·12345" },
    { "粤BD12345", "粤B·D12345" },
    { "VA12345", "VA12345" },
    { "使123456", "使123456" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = axle_plate_format (cases[i].plate);
      g_autofree char *again = axle_plate_normalise (text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (again, ==, cases[i].plate);
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
      g_autoptr (AxlePlate) plate = NULL;

      if (g_strv_length (row) != 4 || (!g_str_equal (row[0], "plate") && !g_str_equal (row[0], "plate-loose")))
        continue;
      n++;
      plate = axle_plate_judge (row[1]);
      if (plate->ok != g_str_equal (row[2], "valid"))
        g_error ("%s is %s by %s", row[1], row[2], row[3]);
    }
  g_test_message ("%u plates", n);
}

static void
test_naughty (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("text/naughty-strings.json");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (AxlePlate) plate = axle_plate_judge (lines[i]);

      g_assert_false (plate->ok);
      g_assert_cmpuint (plate->problems->len, ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plate/kinds", test_kinds);
  g_test_add_func ("/plate/refuse", test_refuse);
  g_test_add_func ("/plate/format", test_format);
  g_test_add_func ("/plate/vectors", test_vectors);
  g_test_add_func ("/plate/naughty", test_naughty);
  return g_test_run ();
}
