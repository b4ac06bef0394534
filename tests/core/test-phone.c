/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/phone.h"

#include <string.h>

#include "base/problem.h"
#include "support/support.h"

static void
test_good (void)
{
  static const struct { const char *typed, *e164, *type, *extension, *warning; } cases[] = {
    { "13800138000", "+8613800138000", "mobile", NULL, NULL },
    { "138 0013 8000", "+8613800138000", "mobile", NULL, NULL },
    { "138-0013-8000", "+8613800138000", "mobile", NULL, NULL },
    { "１３８００１３８０００", "+8613800138000", "mobile", NULL, NULL },
    { "+86 138 0013 8000", "+8613800138000", "mobile", NULL, NULL },
    { "+8617888829981", "+8617888829981", "mobile", NULL, NULL },
    { "008613800138000", "+8613800138000", "mobile", NULL, NULL },
    { "86-13800138000", "+8613800138000", "mobile", NULL, NULL },
    { "(+86)13800138000", "+8613800138000", "mobile", NULL, NULL },
    { "013800138000", "+8613800138000", "mobile", NULL, NULL },
    { "1795113800138000", "+8613800138000", "mobile", NULL, NULL },
    { "手机：13800138000", "+8613800138000", "mobile", NULL, NULL },
    { "Tel: 010-12345678", "+861012345678", "landline", NULL, NULL },
    { "18412345678-1234", "+8618412345678", "mobile", "1234", NULL },
    { "15412345678", "+8615412345678", "mobile", NULL, "phone-prefix" },
    { "张三13800138000北京", "+8613800138000", "mobile", NULL, "phone-text" },
    { "010-12345678", "+861012345678", "landline", NULL, NULL },
    { "010 1234 5678", "+861012345678", "landline", NULL, NULL },
    { "(0755)8888 8888", "+8675588888888", "landline", NULL, NULL },
    { "0341-86091234", "+8634186091234", "landline", NULL, NULL },
    { "0871-3456789", "+868713456789", "landline", NULL, NULL },
    { "+86 (0)10 12345678", "+861012345678", "landline", NULL, NULL },
    { "+86 10 12345678", "+861012345678", "landline", NULL, NULL },
    { "010-12345678-1234", "+861012345678", "landline", "1234", NULL },
    { "010-12345678转123", "+861012345678", "landline", "123", NULL },
    { "010-12345678 ext. 123", "+861012345678", "landline", "123", NULL },
    { "+861012345678;ext=123", "+861012345678", "landline", "123", NULL },
    { "+8618412345678;ext=1234", "+8618412345678", "mobile", "1234", NULL },
    { "010-12345678#5", "+861012345678", "landline", "5", NULL },
    { "0755-8888888-66", "+867558888888", "landline", "66", NULL },
    { "89076543", NULL, "landline", NULL, "phone-area" },
    { "400-123-4567", "+864001234567", "service", NULL, NULL },
    { "800 820 1234", "+868008201234", "service", NULL, NULL },
    { "95518", NULL, "service", NULL, NULL },
    { "10086", NULL, "service", NULL, NULL },
    { "+1 (212) 555-0123", "+12125550123", "foreign", NULL, NULL },
    { "+852 2345 6789", "+85223456789", "foreign", NULL, NULL },
    { "+44 (0)20 7946 0123", "+442079460123", "foreign", NULL, NULL },
    { "0081 3 1234 5678", "+81312345678", "foreign", NULL, NULL },
    { "+39 06 1234 5678", "+390612345678", "foreign", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxlePhone) phone = axle_phone_judge (cases[i].typed, NULL);

      g_test_message ("%s", cases[i].typed);
      g_assert_true (phone->ok);
      g_assert_cmpstr (phone->e164, ==, cases[i].e164);
      g_assert_cmpstr (axle_phone_type_name (phone->type), ==, cases[i].type);
      g_assert_cmpstr (phone->extension, ==, cases[i].extension);
      g_assert_cmpuint (phone->problems->len, ==, cases[i].warning != NULL);
      if (cases[i].warning != NULL)
        g_assert_true (axle_problems_contain (phone->problems, cases[i].warning));
    }
}

static void
test_refuse (void)
{
  static const struct { const char *typed, *code; } cases[] = {
    { "", "phone-empty" },
    { " - ", "phone-empty" },
    { "123", "phone-length" },
    { "1380013800", "phone-length" },
    { "138001380001", "phone-length" },
    { "+86 1380013800", "phone-length" },
    { "12345678901", "phone-length" },
    { "123", NULL },
    { "1234", "phone-length" },
    { "00000000000", "phone-digits" },
    { "010-1234", "phone-length" },
    { "hello", "phone-sign" },
    { "+999 12345678", "phone-country" },
    { "+1 212 555", "phone-length" },
    { "+8521234567", "phone-length" },
    { "13800138000/13900139000", "phone-length" },
    { "111111111111111111111111111111111111111111111", "phone-length" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AxlePhone) phone = axle_phone_judge (cases[i].typed, NULL);

      g_test_message ("%s", cases[i].typed);
      if (cases[i].code == NULL)
        continue;
      g_assert_false (phone->ok);
      g_assert_null (phone->e164);
      g_assert_nonnull (phone->number);
      g_assert_true (axle_problems_contain (phone->problems, cases[i].code));
    }
}

static void
test_area (void)
{
  static const char *const areas[] = { "010", "10" };

  for (gsize i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autoptr (AxlePhone) phone = axle_phone_judge ("8907 6543", areas[i]);

      g_assert_true (phone->ok);
      g_assert_cmpstr (phone->e164, ==, "+861089076543");
      g_assert_cmpuint (phone->problems->len, ==, 0);
    }
}

static void
test_shown (void)
{
  static const struct { const char *e164, *text, *masked; } cases[] = {
    { "+8613800138000", "138 0013 8000", "138****8000" },
    { "+861012345678", "010 1234 5678", "010****5678" },
    { "+8675588888888", "0755 8888 8888", "0755****8888" },
    { "+868713456789", "0871 345 6789", "087****6789" },
    { "+864001234567", "400 123 4567", "400****567" },
    { "+12125550123", "+1 212 555 0123", "+12*****0123" },
    { "+85223456789", "+852 23456789", "+85*****6789" },
    { "", "", "" },
    { "+861012345678;ext=123", "010 1234 5678 ext. 123", "010****5678" },
    { "0没有号码，问前台", "0没有号码，问前台", "0没有***问前台" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = axle_phone_format (cases[i].e164);
      g_autofree char *masked = axle_phone_mask (cases[i].e164);
      g_autofree char *again = axle_phone_normalise (text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (masked, ==, cases[i].masked);
      if (*cases[i].e164 == '+')
        g_assert_true (g_str_has_prefix (cases[i].e164, again));
    }
}

static void
test_find (void)
{
  gsize start = 0, end = 0;
  const char *line = "张l,15200002222,内蒙古 011500";
  g_autofree char *found = axle_phone_find (line, &start, &end);
  g_autofree char *none = axle_phone_find ("复兴中路1237号 200010 柚子", NULL, NULL);

  g_assert_cmpstr (found, ==, "+8615200002222");
  g_assert_cmpuint (end - start, ==, 11);
  g_assert_cmpint (strncmp (line + start, "15200002222", 11), ==, 0);
  g_assert_null (none);
}

static void
test_messy (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("contacts/messy-contact-lines.zh.tsv");
  guint n = 0, found = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 2);
      g_autofree char *number = *lines[i] == '\0' ? NULL : axle_phone_find (row[0], NULL, NULL);
      gboolean has_one = *lines[i] != '\0' && g_regex_match_simple ("(?<![0-9])1[3-9][0-9]{9}(?![0-9])", row[0], 0, 0);

      n += has_one;
      found += number != NULL;
      if (has_one != (number != NULL))
        g_error ("%s: %s", row[0], number);
    }
  g_test_message ("%u of %u numbers", found, n);
}

static void
test_vectors (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/vectors.tsv");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", 4);
      g_autoptr (AxlePhone) phone = NULL;

      if (g_strv_length (row) != 4 || (!g_str_equal (row[0], "mobile") && !g_str_equal (row[0], "landline")))
        continue;
      n++;
      phone = axle_phone_judge (row[1], NULL);
      if (phone->ok != g_str_equal (row[2], "valid"))
        g_error ("%s is %s by %s", row[1], row[2], row[3]);
      g_assert_cmpstr (axle_phone_type_name (phone->type), ==, row[0]);
    }
  g_test_message ("%u numbers", n);
}

/* Every prefix that libphonenumber knows is known here. */
static void
test_carriers (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/mobile-prefix-carrier.txt");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "|", 2);
      g_autofree char *number = NULL;
      g_autoptr (AxlePhone) phone = NULL;

      if (g_strv_length (row) != 2 || !g_str_has_prefix (row[0], "86") || strlen (row[0]) < 5)
        continue;
      number = g_strdup_printf ("%s%.*s", row[0] + 2, (int) (13 - strlen (row[0])), "000000000");
      phone = axle_phone_judge (number, NULL);
      g_assert_cmpint (phone->type, ==, AXLE_PHONE_MOBILE);
      n++;
      if (phone->carrier == NULL)
        g_error ("%s has no carrier, there %s", number, row[1]);
    }
  g_test_message ("%u prefixes", n);
}

static void
test_areas (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("cn-identifiers/landline-prefix-area.txt");
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "|", 2);
      g_autofree char *number = NULL;
      g_autofree char *e164 = NULL;

      if (g_strv_length (row) != 2 || !g_str_has_prefix (row[0], "86"))
        continue;
      number = g_strconcat ("0", row[0] + 2, "-62345678", NULL);
      e164 = axle_phone_normalise (number);
      if (strlen (row[0]) <= 5 && e164 == NULL)
        g_error ("%s (%s) is not read", number, row[1]);
      n++;
    }
  g_test_message ("%u area codes", n);
}

static void
test_naughty (void)
{
  g_auto (GStrv) lines = axle_test_shared_lines ("text/naughty-strings.json");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr (AxlePhone) phone = axle_phone_judge (lines[i], "010");
      g_autofree char *masked = axle_phone_mask (lines[i]);
      g_autofree char *text = axle_phone_format (lines[i]);

      g_assert_nonnull (phone->number);
      g_assert_true (g_utf8_validate (masked, -1, NULL));
      g_assert_true (g_utf8_validate (text, -1, NULL));
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
      g_autoptr (AxlePhone) phone = axle_phone_judge ("138 0013 8000", NULL);
      g_assert_true (phone->ok);
    }
  g_test_message ("%u numbers in %.2f s", n, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/good", test_good);
  g_test_add_func ("/phone/refuse", test_refuse);
  g_test_add_func ("/phone/area", test_area);
  g_test_add_func ("/phone/shown", test_shown);
  g_test_add_func ("/phone/find", test_find);
  g_test_add_func ("/phone/messy", test_messy);
  g_test_add_func ("/phone/vectors", test_vectors);
  g_test_add_func ("/phone/carriers", test_carriers);
  g_test_add_func ("/phone/areas", test_areas);
  g_test_add_func ("/phone/naughty", test_naughty);
  g_test_add_func ("/phone/speed", test_speed);
  return g_test_run ();
}
