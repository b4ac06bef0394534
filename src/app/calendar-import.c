/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-import.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-plan.h"
#include "app/workstation-private.h"
#include "core/organisation/rights.h"

typedef struct
{
  GBytes              *bytes;
  AxleCalendarOptions  options;
  AxleId               store;
  gboolean             dry_run;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->bytes, g_bytes_unref);
  g_time_zone_unref (asked->options.zone);
  g_free (asked);
}

void
axle_calendar_imported_free (AxleCalendarImported *self)
{
  g_ptr_array_unref (self->results);
  g_free (self);
}

static gboolean
plan_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const Asked *asked = data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(GPtrArray) events = axle_calendar_read (asked->bytes, &asked->options, &cause);

  if (events != NULL)
    {
      g_task_return_pointer (task, axle_calendar_plan_new (store, events, &asked->store, &asked->options),
                             (GDestroyNotify) axle_calendar_plan_free);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  AxleCalendarPlan *plan = g_object_get_data (G_OBJECT (task), "plan");
  GError *error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (operation < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  plan->imported->operation = operation;
  g_task_return_pointer (task, g_steal_pointer (&plan->imported), (GDestroyNotify) axle_calendar_imported_free);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  const Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;
  AxleCalendarPlan *plan = g_task_propagate_pointer (G_TASK (result), &error);

  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "plan", plan, (GDestroyNotify) axle_calendar_plan_free);
  if (asked->dry_run)
    g_ptr_array_set_size (plan->changes, 0);
  axle_workstation_save_async (AXLE_WORKSTATION (source), _("Calendar imported"), plan->changes,
                               g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  AxleWorkstation *workstation = g_task_get_source_object (task);
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
  inner = g_task_new (workstation, g_task_get_cancellable (task), planned_cb, g_object_ref (task));
  axle_workstation_browse (workstation, AXLE_JOB_LONG, inner, plan_job, asked);
}

void
axle_calendar_import_async (AxleWorkstation     *workstation,
                            GFile               *file,
                            gint64               from,
                            gint64               until,
                            gboolean             dry_run,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->options = (AxleCalendarOptions) {
    .zone = g_time_zone_ref (axle_workstation_get_zone (workstation)), .from = from, .until = until,
  };
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->dry_run = dry_run;
  g_task_set_task_data (task, asked, free_asked);
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
