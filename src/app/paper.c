/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/paper.h"

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * axle_paper_save_async:
 * @paper: a paper
 * @file: where to
 * @cancellable: (nullable): stops it
 * @callback: told when it is written
 * @user_data: for @callback
 */
void
axle_paper_save_async (AxlePaper           *paper,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr(GBytes) bytes = axle_paper_write (paper, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, written_cb,
                                         g_steal_pointer (&task));
}

gboolean
axle_paper_save_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
