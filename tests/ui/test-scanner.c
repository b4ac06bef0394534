/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"
#include "ui/shell/scanner.h"

#define VIN "LSVNV2182E2100001"

typedef struct
{
  const char *name;
  const char *keys;      /* a blank is a stop between two keys, “|” is Enter */
  const char *scanned;
} Case;

static const Case cases[] = {
  { "vin", VIN "|", VIN },
  { "lower-case", "lsvnv2182e2100001|", VIN },
  { "without-enter", VIN, NULL },
  { "too-short", "LSVNV2182E210000|", NULL },
  { "too-long", "X" VIN "|", NULL },
  { "by-hand", "L S V N V 2 1 8 2 E 2 1 0 0 0 0 1|", NULL },
  { "after-a-stop", "hello " VIN "|", VIN },
  { "after-another-scan", "6901234567892|" VIN "|", VIN },
  { "sign-inside", "LSVNV2182-E2100001|", NULL },
};

static void
scanned_cb (AxleScanner *scanner,
            const char  *vin,
            char       **scanned)
{
  g_assert_null (*scanned);
  *scanned = g_strdup (vin);
}

static void
test_keys (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (AxleScanner) scanner = axle_scanner_new ();
  g_autofree char *scanned = NULL;
  guint32 now = 1000;
  gboolean taken = FALSE;

  g_signal_connect (scanner, "scanned", G_CALLBACK (scanned_cb), &scanned);
  for (const char *key = test->keys; *key != '\0'; key++)
    {
      now += *key == ' ' ? 1000 : 20;
      if (*key != ' ')
        taken = axle_scanner_key (scanner, *key == '|' ? GDK_KEY_Return : gdk_unicode_to_keyval (*key), now);
    }
  g_assert_cmpstr (scanned, ==, test->scanned);
  g_assert_true (taken == (test->scanned != NULL));
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  axle_test_add_table ("/scanner", cases, test_keys);
  return g_test_run ();
}
