/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "store/key.h"
#include "store/store.h"
#include "support/support.h"

static void
test_file (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *profile = axle_test_folder_build (folder, "profile");
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) made = NULL;
  g_autoptr(GBytes) again = NULL;
  GStatBuf status;

  g_assert_null (axle_key_load (profile, FALSE, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY);
  g_clear_error (&error);

  made = axle_key_load (profile, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (made), ==, 32);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (profile, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  again = axle_key_load (profile, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made, again));

  g_assert_true (axle_key_forget (profile, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_open_to_others (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *profile = axle_test_folder_build (folder, "profile");
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) made = axle_key_load (profile, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_null (axle_key_load (profile, TRUE, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY);
}

static void
test_damaged (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *profile = axle_test_folder_build (folder, "profile");
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) made = axle_key_load (profile, TRUE, &error);

  axle_test_write (path, "abc", 3);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_null (axle_key_load (profile, TRUE, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("AXLE_KEY_STORE", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key/file", test_file);
  g_test_add_func ("/key/open-to-others", test_open_to_others);
  g_test_add_func ("/key/damaged", test_damaged);
  return g_test_run ();
}
