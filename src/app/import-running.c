/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/workstation-private.h"
#include "core/organisation/rights.h"

typedef struct
{
  AxleImportRun      *run;
  AxleImport         *import;
  AxleImportProgress  progress;
  gpointer            progress_data;
  AxleId              signer;
  int                 telling;   /* atomic: news are on their way to the main thread */
} Running;

typedef struct
{
  GTask            *task;
  double            share;
  AxleImportCounts  counts;
} News;

static void
free_running (gpointer data)
{
  Running *running = data;

  axle_import_run_free (running->run);
  g_object_unref (running->import);
  g_free (running);
}

static void
free_news (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

static gboolean
tell_progress (gpointer data)
{
  News *news = data;
  Running *running = g_task_get_task_data (news->task);

  g_atomic_int_set (&running->telling, FALSE);
  if (!g_task_get_completed (news->task))
    running->progress (running->import, news->share, &news->counts, running->progress_data);
  return G_SOURCE_REMOVE;
}

static void
send_news (GTask   *task,
           Running *running)
{
  News *news;
  g_autoptr(GSource) source = NULL;

  if (running->progress == NULL || !g_atomic_int_compare_and_exchange (&running->telling, FALSE, TRUE))
    return;
  news = g_new0 (News, 1);
  news->task = g_object_ref (task);
  news->share = axle_import_run_get_share (running->run);
  news->counts = *axle_import_run_get_counts (running->run);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_progress, news, free_news);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
run_job (AxleStore    *store,
         GTask        *task,
         gpointer      data,
         GCancellable *cancellable)
{
  Running *running = data;
  GError *cause = NULL;
  GError *error = NULL;
  gboolean more = FALSE;

  if (!axle_import_run_step (running->run, store, cancellable, &more, &cause))
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  send_news (task, running);
  if (more)
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
take_result (AxleImport *self,
             Running    *running)
{
  GPtrArray *problems = axle_import_run_get_problems (running->run);

  self->counts = *axle_import_run_get_counts (running->run);
  g_ptr_array_unref (self->problems);
  self->problems = g_ptr_array_ref (problems);
  g_set_object (&self->rejects, axle_import_run_get_rejects (running->run));
  self->operation = axle_import_run_get_operation (running->run);
  if (self->operation != 0)
    {
      guint64 n = self->counts.fresh + self->counts.matched;
      g_autofree char *title = g_strdup_printf (ngettext ("%" PRIu64 " customer imported",
                                                          "%" PRIu64 " customers imported", n), n);

      axle_workstation_remember (self->workstation, &running->signer, self->operation, title);
    }
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  AxleImport *self = AXLE_IMPORT (source);
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  take_result (self, g_task_get_task_data (G_TASK (result)));
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GPtrArray *
name_columns (AxleImport *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *header = axle_import_get_header (self, i);
      const char *label = axle_role_get_label (self->roles->pdata[i]);

      g_ptr_array_add (names, g_strdup (*header != '\0' ? header : label));
    }
  return names;
}

static AxleImportPlan *
make_plan (AxleImport *self,
           gboolean    dry_run)
{
  AxleImportPlan *plan = g_new0 (AxleImportPlan, 1);

  plan->kind = self->kind;
  plan->file = g_object_ref (self->file);
  plan->format = self->format;
  plan->dialect = self->dialect;
  plan->roles = g_ptr_array_copy (self->roles, NULL, NULL);
  plan->headers = name_columns (self);
  plan->staff = g_hash_table_ref (self->staff);
  plan->zone = g_time_zone_ref (axle_workstation_get_zone (self->workstation));
  plan->signer = axle_workstation_get_staff_id (self->workstation);
  plan->folder = g_strdup (axle_workstation_get_profile (self->workstation));
  plan->dry_run = dry_run;
  return plan;
}

void
axle_import_run_async (AxleImport          *self,
                       gboolean             dry_run,
                       AxleImportProgress   progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;
  Running *running;

  g_task_set_check_cancellable (task, FALSE);
  if (!axle_workstation_check_right (self->workstation, AXLE_RIGHT_CUSTOMERS_IMPORT, &error) ||
      (!dry_run && !axle_workstation_check_writable (self->workstation, &error)))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  running = g_new0 (Running, 1);
  running->run = axle_import_run_new (make_plan (self, dry_run));
  axle_import_run_set_problem_limit (running->run, self->problem_limit);
  running->import = g_object_ref (self);
  running->progress = progress;
  running->progress_data = progress_data;
  running->signer = axle_workstation_get_staff_id (self->workstation);
  inner = g_task_new (self, cancellable, run_cb, task);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, running, free_running);
  if (dry_run)
    axle_workstation_browse (self->workstation, AXLE_JOB_LONG, inner, run_job, running);
  else
    axle_workstation_run (self->workstation, AXLE_JOB_LONG, inner, run_job, running);
}

/* Returns: whether it went to the end; what was saved before an error or before it
 * was cancelled stays, see [method@Axle.Import.get_operation] */
gboolean
axle_import_run_finish (AxleImport    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const AxleImportCounts *
axle_import_get_counts (AxleImport *self)
{
  return &self->counts;
}

void
axle_import_set_problem_limit (AxleImport *self,
                               guint       limit)
{
  self->problem_limit = limit;
}

GPtrArray *
axle_import_get_problems (AxleImport *self)
{
  return self->problems;
}

GFile *
axle_import_get_rejects (AxleImport *self)
{
  return self->rejects;
}

gint64
axle_import_get_operation (AxleImport *self)
{
  return self->operation;
}
