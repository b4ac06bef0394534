/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/vin.h"

#include <string.h>

#include "base/problem.h"
#include "support/support.h"

#define THIS_YEAR 2026

/* A Chinese VIN with the right check digit. */
static char *
with_check_digit (const char *vin)
{
  char *made = g_strdup (vin);

  made[8] = axle_vin_check_digit (vin);
  return made;
}

static void
test_check_digit (void)
{
  static const char *const right[] = {
    "1M8GDM9AXKP042788", "11111111111111111", "1HGCM82633A004352", "5GZCZ43D13S812715", "LSVAM4187C2184841",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *made = with_check_digit (right[i]);

      if (i < 4)
        g_assert_cmpstr (made, ==, right[i]);
      else
        g_assert_cmpint (strlen (made), ==, AXLE_VIN_LENGTH);
    }
  g_assert_cmpint (axle_vin_check_digit ("1M8GDM9AXKPO42788"), ==, '\0');
}

static void
test_normalise (void)
{
  static const struct { const char *typed, *vin; } cases[] = {
    { "1m8gdm9axkp042788", "1M8GDM9AXKP042788" },
    { " 1M8-GDM9 AXKP042788\r\n", "1M8GDM9AXKP042788" },
    { "VIN: 1M8GDM9AXKP042788", "1M8GDM9AXKP042788" },
    { "VIN：１Ｍ８ＧＤＭ９ＡＸＫＰ０４２７８８", "1M8GDM9AXKP042788" },
    { "车架号：1M8GDM9AXKP042788", "1M8GDM9AXKP042788" },
    { "*1M8GDM9AXKP042788*", "1M8GDM9AXKP042788" },
    { "I1M8GDM9AXKP042788", "1M8GDM9AXKP042788" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *vin = axle_vin_normalise (cases[i].typed);
      g_assert_cmpstr (vin, ==, cases[i].vin);
    }
}

static void
test_judge (void)
{
  static const struct { const char *typed; gboolean ok; AxleVinCheck check; const char *code; } cases[] = {
    { "1M8GDM9AXKP042788", TRUE, AXLE_VIN_CHECK_OK, NULL },
    { "1M8GDM9A1KP042788", FALSE, AXLE_VIN_CHECK_WRONG, "vin-check-digit" },
    { "1M8GDM9AZKP042788", FALSE, AXLE_VIN_CHECK_WRONG, "vin-check-digit" },
    { "LFV3A23C2K3000001", FALSE, AXLE_VIN_CHECK_WRONG, "vin-check-digit" },
    { "WVWZZZ1KZ7U022191", TRUE, AXLE_VIN_CHECK_NOT_REQUIRED, NULL },
    { "JTHCK262185015684", TRUE, AXLE_VIN_CHECK_NOT_REQUIRED, "vin-check-digit" },
    { "1HGCM82633AOIQ352", FALSE, AXLE_VIN_CHECK_WRONG, "vin-letter" },
    { "WVWZZZ1KZ7U02219", FALSE, AXLE_VIN_CHECK_NOT_REQUIRED, "vin-length" },
    { "1HGCM82633A0043522", FALSE, AXLE_VIN_CHECK_WRONG, "vin-length" },
    { "1HGCM82633A00435中", FALSE, AXLE_VIN_CHECK_WRONG, "vin-sign" },
    { "", FALSE, AXLE_VIN_CHECK_NOT_REQUIRED, "vin-length" },
    { "1HGCM82633A00435$", FALSE, AXLE_VIN_CHECK_WRONG, "vin-sign" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxleVin) vin = axle_vin_judge (cases[i].typed, THIS_YEAR);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (vin->ok, ==, cases[i].ok);
      g_assert_cmpint (vin->check_digit, ==, cases[i].check);
      if (cases[i].code == NULL)
        g_assert_cmpuint (vin->problems->len, ==, 0);
      else
        g_assert_true (axle_problems_contain (vin->problems, cases[i].code));
    }
}

static void
test_letters (void)
{
  g_autoptr (AxleVin) vin = axle_vin_judge ("1HGCM82633AOIQ352", THIS_YEAR);

  g_assert_cmpuint (vin->problems->len, ==, 3);
  g_assert_nonnull (strstr (((AxleProblem *) vin->problems->pdata[0])->message, "12"));
}

static void
test_maker (void)
{
  static const struct { const char *vin, *maker, *makes, *chinese, *code; } cases[] = {
    { "LFV3A23C2K3000001", "FAW-Volkswagen", "Volkswagen", "一汽-大众", "CN" },
    { "LSVAM4187C2184841", "SAIC Volkswagen", "Volkswagen", "上汽大众", "CN" },
    { "LRWYGCEK0PC000001", "Tesla Shanghai", "Tesla", "特斯拉", "CN" },
    { "LGXC16DF0A0000001", "BYD Auto", "BYD", "比亚迪", "CN" },
    { "WAUZZZF49HA036784", "AUDI AG", "Audi", "奥迪", "DE" },
    { "JTHBA1D27G5004260", "TOYOTA", "Lexus", "雷克萨斯", "JP" },
    { "SALYB2RV4JA756586", NULL, "Land Rover", "路虎", "GB" },
    { "VF1AAAAA000000000", "RENAULT", "Renault", "雷诺", "FR" },
    { "LZZZZZZZ000000000", "Sinotruk", "Howo", "中国重汽", "CN" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxleVin) vin = axle_vin_judge (cases[i].vin, THIS_YEAR);

      g_test_message ("%s: %s, %s, %s, %s", cases[i].vin, vin->maker, vin->makes, vin->maker_zh, vin->country_code);
      if (cases[i].maker != NULL)
        g_assert_nonnull (strstr (vin->maker, cases[i].maker));
      g_assert_nonnull (strstr (vin->makes, cases[i].makes));
      g_assert_nonnull (strstr (vin->maker_zh, cases[i].chinese));
      g_assert_cmpstr (vin->country_code, ==, cases[i].code);
    }
}

/* Makers of few cars share a WMI that ends with 9. */
static void
test_small_maker (void)
{
  g_autoptr (AxleVin) small = axle_vin_judge ("1L9AA1A11PA006001", THIS_YEAR);
  g_autoptr (AxleVin) unknown = axle_vin_judge ("QQ9AA1A11PAZZZ001", THIS_YEAR);

  g_assert_nonnull (small->maker);
  g_assert_nonnull (strstr (small->maker, "LODAL"));
  g_assert_null (unknown->maker);
  g_assert_null (unknown->country);
}

static void
test_year (void)
{
  static const struct { const char *vin; int this_year, year; } cases[] = {
    { "LFV3A23C0K3000001", 2026, 2019 },
    { "LFV3A23C0T3000001", 2025, 2026 },
    { "LFV3A23C0T3000001", 2024, 1996 },
    { "LFV3A23C003000001", 2026, 0 },
    { "LFV3A23C0U3000001", 2026, 0 },
    { "1HGCM82633A004352", 2026, 2003 },
    { "1FTFW1EF7BFB11754", 2026, 2011 },
    { "1FVACYDC39HAJ2405", 2026, 2009 },
    { "2GKFLTEK4H6343592", 2026, 2017 },
    { "JTDBT923291344240", 2026, 2009 },
    { "short", 2026, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].vin);
      g_assert_cmpint (axle_vin_model_year (cases[i].vin, cases[i].this_year), ==, cases[i].year);
    }
}

/* "2013 F-150 SuperCrew" and "2019 " both tell the year first. */
static int
year_of_source (char **row)
{
  int year = (int) g_ascii_strtoull (row[5], NULL, 10);

  return year >= 1980 && year <= 2030 ? year : 0;
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("vin/vin-vectors.tsv");
  guint n = 0, made = 0, years = 0, right_years = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 7);
      g_autoptr (AxleVin) vin = NULL;
      int year;

      if (g_strv_length (row) != 7)
        continue;
      n++;
      vin = axle_vin_judge (row[0], THIS_YEAR);
      if (g_str_equal (row[6], "malformed"))
        g_assert_true (axle_problems_contain (vin->problems, "vin-length") || axle_problems_contain (vin->problems, "vin-letter"));
      else
        g_assert_cmpint (vin->check_digit == AXLE_VIN_CHECK_OK, ==, g_str_equal (row[6], "ok"));
      if (g_str_equal (row[6], "ok"))
        g_assert_true (vin->ok);
      if (*row[3] != '\0' && vin->makes != NULL)
        {
          g_autofree char *makes = g_utf8_casefold (vin->makes, -1);
          g_autofree char *make = g_utf8_casefold (row[3], -1);

          made++;
          if (strstr (makes, make) == NULL)
            g_error ("%s is made by %s, not %s", row[0], row[3], vin->makes);
        }
      year = year_of_source (row);
      if (year != 0 && !g_str_equal (row[6], "malformed"))
        {
          years++;
          right_years += vin->year == year;
          if (vin->year != year)
            g_test_message ("%s: %d here, %d there", row[0], vin->year, year);
        }
    }
  g_test_message ("%u VINs, %u with maker, %u of %u years", n, made, right_years, years);
  /* The made-up VINs of one source have years that their signs deny. */
  g_assert_cmpuint (years - right_years, <=, 3);
}

static void
test_wmis (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("vin/wmi-vpic.csv");
  guint n = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL && strlen (lines[i]) > 4; i++)
    {
      g_autofree char *wmi = g_strndup (lines[i], strcspn (lines[i], ","));
      char text[AXLE_VIN_LENGTH + 1] = "0000000000000000A";
      g_autoptr (AxleVin) vin = NULL;

      memcpy (text, wmi, 3);
      if (strlen (wmi) == 6)
        memcpy (text + 11, wmi + 3, 3);
      if (strspn (wmi, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789") != strlen (wmi) || (strlen (wmi) != 3 && strlen (wmi) != 6))
        continue;
      n++;
      vin = axle_vin_judge (text, THIS_YEAR);
      if (vin->maker == NULL)
        g_error ("the maker of %s is not known", wmi);
    }
  g_test_message ("%u WMIs", n);
}

static void
test_naughty (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("text/naughty-strings.json");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (AxleVin) vin = axle_vin_judge (lines[i], THIS_YEAR);

      g_assert_cmpint (vin->ok, ==, !axle_problems_block (vin->problems));
      g_assert_cmpuint (vin->problems->len, <=, 70);
    }
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
      g_autoptr (AxleVin) vin = axle_vin_judge ("LSVAM4187C2184841", THIS_YEAR);
      g_assert_nonnull (vin->maker);
    }
  g_test_message ("%u VINs in %.2f s", n, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vin/check-digit", test_check_digit);
  g_test_add_func ("/vin/normalise", test_normalise);
  g_test_add_func ("/vin/judge", test_judge);
  g_test_add_func ("/vin/letters", test_letters);
  g_test_add_func ("/vin/maker", test_maker);
  g_test_add_func ("/vin/small-maker", test_small_maker);
  g_test_add_func ("/vin/year", test_year);
  g_test_add_func ("/vin/vectors", test_vectors);
  g_test_add_func ("/vin/wmis", test_wmis);
  g_test_add_func ("/vin/naughty", test_naughty);
  g_test_add_func ("/vin/speed", test_speed);
  return g_test_run ();
}
