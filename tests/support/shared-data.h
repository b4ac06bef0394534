/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The lines of a file of real test data, or NULL (and the test is skipped)
 * where the data is not at hand. */
static inline char **
shared_data_lines (const char *path)
{
  const char *root = g_getenv ("AXLE_SHARED_DATA");
  g_autofree char *file = root == NULL ? NULL : g_build_filename (root, path, NULL);
  g_autofree char *text = NULL;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    {
      g_test_skip_printf ("%s is not at hand", path);
      return NULL;
    }
  return g_strsplit (text, "\n", -1);
}
