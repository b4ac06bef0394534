/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-import.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-plan.h"
#include "app/workstation-private.h"
#include "core/organisation/rights.h"

/* How often a screen hears how far it is. */
#define TELL_EVERY (50 * G_TIME_SPAN_MILLISECOND)

/* An import; what is read and worked out belongs to the thread that does it. */
typedef struct
{
  GTask                    *task;   /* not owned: it owns this */
  GBytes                   *bytes;
  AxleCalendarOptions       options;
  AxleId                    store;
  gboolean                  dry_run;
  AxleCalendarProgressFunc  progress;
  gpointer                  progress_data;
  AxleCalendarPlan         *plan;   /* NULL until the file is read */
  AxleCalendarStage         stage;
  gint64                    told_at;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->bytes, g_bytes_unref);
  g_clear_pointer (&asked->plan, axle_calendar_plan_free);
  g_time_zone_unref (asked->options.zone);
  g_free (asked);
}

void
axle_calendar_imported_free (AxleCalendarImported *self)
{
  g_ptr_array_unref (self->results);
  g_free (self);
}

/* How far it is. */

typedef struct
{
  GTask             *task;
  AxleCalendarStage  stage;
  guint              n_done;
  guint              n_total;
} Progress;

static void
free_progress (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->task);
  g_free (progress);
}

static gboolean
tell_progress (gpointer data)
{
  const Progress *progress = data;
  const Asked *asked = g_task_get_task_data (progress->task);

  if (!g_task_get_completed (progress->task))
    asked->progress (progress->stage, progress->n_done, progress->n_total, asked->progress_data);
  return G_SOURCE_REMOVE;
}

/* The first of a stage at once, others now and then. */
static void
tell (Asked             *asked,
      AxleCalendarStage  stage,
      guint              n_done,
      guint              n_total)
{
  gint64 now = g_get_monotonic_time ();
  Progress *progress;

  if (asked->progress == NULL || (stage == asked->stage && n_done > 1 && now - asked->told_at < TELL_EVERY))
    return;
  asked->told_at = now;
  asked->stage = stage;
  progress = g_new (Progress, 1);
  *progress = (Progress) { g_object_ref (asked->task), stage, n_done, n_total };
  g_main_context_invoke_full (g_task_get_context (asked->task), G_PRIORITY_DEFAULT, tell_progress, progress, free_progress);
}

/* Saving. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (operation < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  asked->plan->imported->operation = operation;
  g_task_return_pointer (task, g_steal_pointer (&asked->plan->imported), (GDestroyNotify) axle_calendar_imported_free);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (asked->dry_run)
    g_ptr_array_set_size (asked->plan->changes, 0);
  else
    tell (asked, AXLE_CALENDAR_SAVING, 0, asked->plan->imported->n_appointments);
  axle_workstation_save_async (AXLE_WORKSTATION (source), _("Calendar imported"), asked->plan->changes, NULL, saved_cb,
                               g_object_ref (task));
}

/* Comparing, in slices, so that who looks something up meanwhile does not wait. */

static gboolean
plan_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Asked *asked = data;
  gboolean more;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  more = axle_calendar_plan_step (asked->plan, store);
  tell (asked, AXLE_CALENDAR_COMPARING, asked->plan->n_planned, asked->plan->events->len);
  if (more)
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Asked *asked = g_task_get_task_data (task);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  inner = g_task_new (source, g_task_get_cancellable (task), planned_cb, g_object_ref (task));
  axle_workstation_browse (AXLE_WORKSTATION (source), AXLE_JOB_LONG, inner, plan_job, asked);
}

/* Reading. */

static void
told_cb (guint    n_read,
         guint    n_parts,
         gpointer data)
{
  tell (data, AXLE_CALENDAR_READING, n_read, n_parts);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Asked *asked = data;
  GError *cause = NULL;
  GError *error = NULL;
  GPtrArray *events = axle_calendar_read (asked->bytes, &asked->options, &cause);

  if (events != NULL)
    {
      asked->plan = axle_calendar_plan_new (events, &asked->store, &asked->options);
      g_task_return_boolean (task, TRUE);
      return;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Asked *asked = g_task_get_task_data (task);
  g_autoptr(GTask) inner = NULL;
  GError *cause = NULL;
  GError *error = NULL;

  asked->bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &cause);
  if (asked->bytes == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return;
    }
  inner = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), read_cb, g_object_ref (task));
  g_task_set_task_data (inner, asked, NULL);
  g_task_run_in_thread (inner, read_thread);
}

void
axle_calendar_import_async (AxleWorkstation          *workstation,
                            GFile                    *file,
                            gint64                    from,
                            gint64                    until,
                            gboolean                  dry_run,
                            AxleCalendarProgressFunc  progress,
                            gpointer                  progress_data,
                            GCancellable             *cancellable,
                            GAsyncReadyCallback       callback,
                            gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->options = (AxleCalendarOptions) {
    .zone = g_time_zone_ref (axle_workstation_get_zone (workstation)), .from = from, .until = until,
    .cancellable = cancellable, .told = told_cb, .told_data = asked,
  };
  asked->task = task;
  asked->progress = progress;
  asked->progress_data = progress_data;
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->dry_run = dry_run;
  g_task_set_task_data (task, asked, free_asked);
  /* What was saved is told, even if somebody lost patience. */
  g_task_set_check_cancellable (task, FALSE);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_APPOINTMENTS_WRITE, &error))
    g_task_return_error (task, error);
  else
    g_file_load_bytes_async (file, cancellable, loaded_cb, g_object_ref (task));
}

AxleCalendarImported *
axle_calendar_import_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
