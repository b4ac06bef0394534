/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/support.h"

#include <glib/gstdio.h>

struct _AxleTestFolder
{
  char *path;
};

/**
 * axle_test_folder_new:
 *
 * Returns: (transfer full): a new, empty folder
 */
AxleTestFolder *
axle_test_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  AxleTestFolder *self = g_new0 (AxleTestFolder, 1);

  self->path = g_dir_make_tmp ("axle-test-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static void
delete_recursively (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr(GDir) dir = NULL;
      const char *name;

      /* A test may have taken its own right to look inside. */
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          delete_recursively (child);
        }
    }
  g_remove (path);
}

/**
 * axle_test_folder_free:
 * @self: (transfer full): a folder
 *
 * Deletes the folder and all that is in it.
 */
void
axle_test_folder_free (AxleTestFolder *self)
{
  delete_recursively (self->path);
  g_free (self->path);
  g_free (self);
}

/**
 * axle_test_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none) (type filename): where it is
 */
const char *
axle_test_folder_get_path (AxleTestFolder *self)
{
  return self->path;
}

/**
 * axle_test_folder_build:
 * @self: a folder
 * @name: a file name
 *
 * Returns: (transfer full) (type filename): the path of a file of that name in it
 */
char *
axle_test_folder_build (AxleTestFolder *self,
                        const char     *name)
{
  return g_build_filename (self->path, name, NULL);
}

static gboolean
wake_up_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * axle_test_wait_for_at:
 * @place: the file and line of the test
 * @name: the condition, as written
 * @condition: what is waited for
 * @data: what it is given
 *
 * Runs the thread's main context until @condition holds. The test fails when that
 * takes longer than %AXLE_TEST_WAIT_SECONDS.
 */
void
axle_test_wait_for_at (const char        *place,
                       const char        *name,
                       AxleTestCondition  condition,
                       gpointer           data)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 limit = g_get_monotonic_time () + AXLE_TEST_WAIT_SECONDS * G_TIME_SPAN_SECOND;
  /* A condition may come true in another thread, which wakes nobody here. */
  g_autoptr(GSource) wake_up = g_timeout_source_new (5);

  g_source_set_callback (wake_up, wake_up_cb, NULL, NULL);
  g_source_attach (wake_up, context);
  while (!condition (data))
    {
      if (g_get_monotonic_time () > limit)
        g_error ("%s: %s did not come true within %d seconds", place, name, AXLE_TEST_WAIT_SECONDS);
      g_main_context_iteration (context, TRUE);
    }
  g_source_destroy (wake_up);
}

void
test_take_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  GAsyncResult **place = data;
  *place = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  GAsyncResult **result = data;
  return *result != NULL;
}

GAsyncResult *
test_wait (GAsyncResult **result)
{
  axle_test_wait_for (has_result, result);
  return *result;
}

/**
 * axle_test_shared_data:
 * @path: a path inside the shared data, as in `vin/valid.csv`
 *
 * Finds a file or folder of real test data, and skips the test where there is none.
 *
 * Returns: (transfer full) (nullable) (type filename): its path, or %NULL when the test should return
 */
char *
axle_test_shared_data (const char *path)
{
  const char *folder = g_getenv ("AXLE_SHARED_DATA");
  g_autofree char *found = g_build_filename (folder != NULL ? folder : "", path, NULL);

  if (folder != NULL && g_file_test (found, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&found);
  g_test_skip_printf ("%s is not there", found);
  return NULL;
}

/**
 * axle_test_shared_lines:
 * @path: a path inside the shared data, as in `vin/vin-vectors.tsv`
 *
 * Reads a text file of real test data, and skips the test where there is none.
 *
 * Returns: (transfer full) (nullable): its lines, or %NULL when the test should return
 */
char **
axle_test_shared_lines (const char *path)
{
  g_autofree char *found = axle_test_shared_data (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (found == NULL)
    return NULL;
  g_file_get_contents (found, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

/**
 * axle_test_source_file:
 * @path: a path inside tests/, as in `formats/broken.csv`
 *
 * Returns: (transfer full) (type filename): the path of that file in the source
 */
char *
axle_test_source_file (const char *path)
{
  return g_test_build_filename (G_TEST_DIST, path, NULL);
}

/**
 * axle_test_read:
 * @path: (type filename): a file, which has to be there
 *
 * Returns: (transfer full): what is in it
 */
GBytes *
axle_test_read (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

/**
 * axle_test_write:
 * @path: (type filename): a file
 * @data: its new content
 * @size: how many bytes, or -1 for text
 *
 * Writes a file.
 */
void
axle_test_write (const char    *path,
                 gconstpointer  data,
                 gssize         size)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, data, size, &error);
  g_assert_no_error (error);
}

/**
 * axle_test_add_cases:
 * @path: the start of the test's path
 * @cases: the first case
 * @size: the size of a case, in bytes
 * @n_cases: how many
 * @func: the test of one case
 *
 * See axle_test_add_table().
 */
void
axle_test_add_cases (const char    *path,
                     gconstpointer  cases,
                     gsize          size,
                     gsize          n_cases,
                     GTestDataFunc  func)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      gconstpointer one = (const char *) cases + i * size;
      g_autofree char *name = g_strconcat (path, "/", *(const char *const *) one, NULL);

      g_test_add_data_func (name, one, func);
    }
}
