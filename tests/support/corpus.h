/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Files of the shared test data; tests skip what is not there. */

static inline char *
corpus_path (const char *relative)
{
  const char *data = g_getenv ("AXLE_SHARED_DATA");

  return g_build_filename (data != NULL ? data : "/nonexistent", relative, NULL);
}

static inline GBytes *
corpus_load (const char *relative)
{
  g_autofree char *path = corpus_path (relative);
  char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, NULL) ? g_bytes_new_take (content, length) : NULL;
}

static inline void
corpus_collect (const char *relative,
                GPtrArray  *files)
{
  g_autofree char *path = corpus_path (relative);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (files, g_strdup (relative));
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (relative, name, NULL);
      corpus_collect (child, files);
    }
}

/* Sorted, so that a seeded run is the same everywhere. */
static inline GPtrArray *
corpus_list (const char *relative)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  corpus_collect (relative, files);
  g_ptr_array_sort_values (files, (GCompareFunc) g_strcmp0);
  return files;
}
