/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/fork-commit.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/rights.h"
#include "ui/widgets/reason-alert.h"

typedef struct
{
  AxleDayFork *fork;
  GtkWidget   *parent;
  gboolean     overbooks;  /* whether a reason was asked for */
} Commit;

static void
commit_free (gpointer data)
{
  Commit *self = data;

  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->fork);
  g_free (self);
}

static void save (GTask      *task,
                  const char *reason);

static void
answered_cb (const char *reason,
             gpointer    data)
{
  g_autoptr(GTask) task = data;

  if (reason == NULL)
    axle_reason_alert_go_back (task);
  else
    save (g_steal_pointer (&task), *reason != '\0' ? reason : NULL);
}

/* Takes @task. */
static void
ask (GTask                    *task,
     const AxleReasonQuestion *question)
{
  Commit *self = g_task_get_task_data (task);

  self->overbooks = question->row != NULL;
  axle_reason_alert_present (question, self->parent, answered_cb, task);
}

/* Saving. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  AxleWorkstation *workstation = AXLE_WORKSTATION (source);
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (workstation, result, &error);
  Commit *self = g_task_get_task_data (task);
  const AxleReasonQuestion overbook = {
    .heading = _("Overbook?"), .body = error != NULL ? error->message : NULL, .label = _("_Overbook"), .row = _("Why it has to be"),
  };

  if (error == NULL)
    g_task_return_int (task, operation);
  else if (g_error_matches (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID) && !self->overbooks &&
           axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_OVERBOOK))
    ask (g_steal_pointer (&task), &overbook);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
save (GTask      *task,
      const char *reason)
{
  Commit *self = g_task_get_task_data (task);

  axle_day_fork_commit_async (self->fork, reason, NULL, saved_cb, task);
}

void
axle_fork_commit (GtkWidget           *parent,
                  AxleWorkstation     *workstation,
                  AxleDayFork         *fork,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = g_task_new (workstation, NULL, callback, user_data);
  g_autoptr(GPtrArray) clashes = axle_day_fork_list_clashes (fork);
  Commit *self = g_new0 (Commit, 1);
  g_autoptr(GString) text = g_string_new (NULL);

  self->fork = g_object_ref (fork);
  g_set_weak_pointer (&self->parent, parent);
  g_task_set_task_data (task, self, commit_free);
  for (guint i = 0; i < clashes->len; i++)
    {
      const AxleDayForkClash *clash = clashes->pdata[i];
      g_autofree char *title = axle_record_dup_title (clash->record);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", title != NULL ? title : "", title != NULL ? ": " : "", clash->text);
    }
  if (clashes->len > 0)
    ask (task, &(AxleReasonQuestion) { .heading = _("Changed Meanwhile"), .body = text->str, .label = _("_Keep Mine") });
  else
    save (task, NULL);
}
