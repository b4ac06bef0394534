/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/id.h"

#include <string.h>

static gint64
still_now (AxleHost *host)
{
  return G_GINT64_CONSTANT (1700000000123456);
}

static void
no_chance (AxleHost *host,
           guint8   *bytes,
           gsize     n_bytes)
{
  memset (bytes, 0xff, n_bytes);
}

static void
test_layout (void)
{
  AxleHost host = { .now = still_now, .fill = no_chance };
  AxleId id = axle_id_new (&host);

  g_assert_cmpstr (AXLE_ID_TEXT (&id), ==, "018bcfe5-687b-7000-bfff-ffffffffffff");
}

/* More ids than one millisecond can count must still rise. */
static void
test_order (void)
{
  AxleHost host = { .now = still_now, .fill = no_chance };
  AxleId last = axle_id_new (&host);

  for (int i = 0; i < 10000; i++)
    {
      AxleId next = axle_id_new (&host);

      g_assert_cmpint (axle_id_compare (&last, &next), <, 0);
      last = next;
    }
}

static void
test_text (void)
{
  static const char *wrong[] = {
    "", "018bcfe5", "018bcfe5-687b-7000-bfff-fffffffffff", "018bcfe5-687b-7000-bfff-fffffffffffff",
    "018bcfe5687b7000bfffffffffffffff", "018bcfe5-687b-7000-bfff-ffffffffffg0",
  };
  AxleId id = axle_id_new (axle_host_get_default ()), read;

  g_assert_true (axle_id_parse (AXLE_ID_TEXT (&id), &read));
  g_assert_true (axle_id_equal (&id, &read));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (axle_id_parse (wrong[i], &read));
  g_assert_true (axle_id_equal (&id, &read));
}

static void
test_variant (void)
{
  AxleId id = axle_id_new (axle_host_get_default ()), read = AXLE_ID_NONE;
  g_autoptr (GVariant) packed = g_variant_ref_sink (axle_id_to_variant (&id));
  g_autoptr (GVariant) cut = g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, id.bytes, 15, 1));

  g_assert_true (axle_id_from_variant (packed, &read));
  g_assert_true (axle_id_equal (&id, &read));
  g_assert_false (axle_id_from_variant (cut, &read));
  g_assert_true (axle_id_equal (&id, &read));
}

static void
test_derived (void)
{
  AxleId one = axle_id_new (axle_host_get_default ()), other = axle_id_new (axle_host_get_default ());
  AxleId id = axle_id_new_derived (&one, "2026-10"), same = axle_id_new_derived (&one, "2026-10");
  AxleId elsewhere = axle_id_new_derived (&other, "2026-10"), later = axle_id_new_derived (&one, "2026-11");

  g_assert_true (axle_id_equal (&id, &same));
  g_assert_false (axle_id_equal (&id, &elsewhere));
  g_assert_false (axle_id_equal (&id, &later));
  g_assert_cmpint (id.bytes[6] >> 4, ==, 8);
  g_assert_cmpint (id.bytes[8] >> 6, ==, 2);
}

static void
test_time (void)
{
  gint64 before = g_get_real_time ();
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleId derived = axle_id_new_derived (&id, "x");

  g_assert_cmpint (axle_id_get_time (&id), >=, before / 1000 * 1000);
  g_assert_cmpint (axle_id_get_time (&id), <, before + 60 * G_USEC_PER_SEC);
  g_assert_cmpint (axle_id_get_time (&derived), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/layout", test_layout);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/text", test_text);
  g_test_add_func ("/id/variant", test_variant);
  g_test_add_func ("/id/derived", test_derived);
  g_test_add_func ("/id/time", test_time);
  return g_test_run ();
}
