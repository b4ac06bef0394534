/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"

/* How often a screen hears how far it is. */
#define TELL_EVERY_US (50 * 1000)

/* A comparison that somebody waits for. */
typedef struct
{
  gatomicrefcount        references;
  AxleSyncLink          *link;         /* the worker's; %NULL when it is over */
  gboolean               begun;
  GTask                 *task;
  GFileProgressCallback  progress;
  gpointer               progress_data;
  gint64                 told_at;
  gulong                 cancelled;
} Check;

static void
unref_check (gpointer data)
{
  Check *check = data;

  if (!g_atomic_ref_count_dec (&check->references))
    return;
  axle_app_unref_task (check->task);
  g_free (check);
}

static Check *
ref_check (Check *check)
{
  g_atomic_ref_count_inc (&check->references);
  return check;
}

typedef struct
{
  Check  *check;
  goffset n_done;
  goffset n_total;
} Progress;

static void
free_progress (gpointer data)
{
  Progress *progress = data;

  unref_check (progress->check);
  g_free (progress);
}

static gboolean
tell_progress (gpointer data)
{
  Progress *progress = data;
  Check *check = progress->check;

  if (!g_task_get_completed (check->task))
    check->progress (progress->n_done, progress->n_total, check->progress_data);
  return G_SOURCE_REMOVE;
}

/* On the worker. */
static void
tell_later (Check                 *check,
            const AxleAuditReport *report)
{
  gint64 now = g_get_monotonic_time ();
  Progress *progress;

  if (check->progress == NULL || now - check->told_at < TELL_EVERY_US)
    return;
  check->told_at = now;
  progress = g_new (Progress, 1);
  *progress = (Progress) { ref_check (check), report->n_records, MAX (report->n_total, report->n_records) };
  g_main_context_invoke_full (g_task_get_context (check->task), G_PRIORITY_DEFAULT, tell_progress, progress, free_progress);
}

static void
finish (Check           *check,
        AxleAuditReport *report,
        GError          *cause)
{
  GError *error = NULL;

  check->link = NULL;
  g_cancellable_disconnect (g_task_get_cancellable (check->task), check->cancelled);
  if (report != NULL)
    {
      g_task_return_pointer (check->task, report, (GDestroyNotify) axle_audit_report_free);
    }
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (check->task, error);
    }
  unref_check (check);
}

static void
audit_cb (AxleEngine            *engine,
          const AxleAuditReport *report,
          gboolean               finished,
          const GError          *error,
          gpointer               user_data)
{
  if (!finished)
    tell_later (user_data, report);
  else if (error != NULL)
    finish (user_data, NULL, g_error_copy (error));
  else
    finish (user_data, axle_audit_report_copy (report), NULL);
}

static gboolean
begin_job (AxleWorker *worker,
           gpointer    data)
{
  Check *check = data;
  AxleEngine *engine = axle_sync_link_get_engine (check->link);
  GError *error = NULL;

  if (check->link == NULL)
    return G_SOURCE_REMOVE;
  if (engine == NULL)
    error = g_error_new_literal (AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE,
                                 _("This desk does not talk with the server now, so nothing can be compared."));
  else
    check->begun = axle_engine_check_all (engine, audit_cb, check, &error);
  if (!check->begun)
    finish (check, NULL, error);
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_job (AxleWorker *worker,
            gpointer    data)
{
  Check *check = data;

  if (check->link == NULL)
    return G_SOURCE_REMOVE;
  if (check->begun)
    axle_engine_cancel_check (axle_sync_link_get_engine (check->link));
  finish (check, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Given up")));
  return G_SOURCE_REMOVE;
}

/* On the main thread. */

static void
cancelled_cb (GCancellable *cancellable,
              Check        *check)
{
  AxleWorkstation *self = g_task_get_source_object (check->task);

  if (self->writer != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, cancel_job, ref_check (check), unref_check);
}

/**
 * axle_workstation_check_all_async:
 * @self: a workstation
 * @cancellable: (nullable): gives up; what was mended by then stays so
 * @progress: (nullable): told how many records were looked at, of about how many
 * @progress_data: for @progress
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Compares every record of this desk with the server, and fetches again those that
 * differ. Changes that wait stay as they are.
 */
void
axle_workstation_check_all_async (AxleWorkstation       *self,
                                  GCancellable          *cancellable,
                                  GFileProgressCallback  progress,
                                  gpointer               progress_data,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Check *check;

  g_task_set_source_tag (task, axle_workstation_check_all_async);
  if (self->link == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE,
                               _("This desk does not talk with the server now, so nothing can be compared."));
      return;
    }
  check = g_new0 (Check, 1);
  g_atomic_ref_count_init (&check->references);
  check->link = self->link;
  check->task = g_steal_pointer (&task);
  check->progress = progress;
  check->progress_data = progress_data;
  if (cancellable != NULL)
    check->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), check, NULL);
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, begin_job, ref_check (check), unref_check);
}

/**
 * axle_workstation_check_all_finish:
 * @self: a workstation
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found
 */
AxleCheckReport *
axle_workstation_check_all_finish (AxleWorkstation  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
