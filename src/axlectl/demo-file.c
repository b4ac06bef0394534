/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo.h"

/* A file that was not finished does not stay. */
static gboolean
write_file (GFile            *file,
            AxleDemo         *demo,
            GError          **error)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  g_autoptr(GOutputStream) buffered = NULL;

  if (stream == NULL)
    return FALSE;
  buffered = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), 1 << 18);
  if (axle_demo_write_csv (demo, buffered, NULL, error) && g_output_stream_close (buffered, NULL, error))
    return TRUE;
  g_cancellable_cancel (cancellable);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, NULL);
  return FALSE;
}

/**
 * axle_demo_into_file:
 * @path: the file
 * @options: what to make
 * @report: (scope call): told when it is done
 * @user_data: for @report
 * @error: return location
 *
 * Returns: whether the file is written; otherwise the one before it is kept
 */
gboolean
axle_demo_into_file (const char            *path,
                     AxleDemoOptions       *options,
                     AxleDemoProgressFunc   report,
                     gpointer               user_data,
                     GError               **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(AxleDemo) demo = axle_demo_new (options);
  AxleDemoProgress progress;

  if (!write_file (file, demo, error))
    return FALSE;
  progress = (AxleDemoProgress) { axle_demo_count (demo), axle_demo_count (demo) };
  report (&progress, user_data);
  return TRUE;
}
