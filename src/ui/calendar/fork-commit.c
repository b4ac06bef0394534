/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/fork-commit.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/rights.h"

typedef struct
{
  AxleDayFork *fork;
  GtkWidget   *parent;
  gboolean     overbooks;  /* whether a reason was asked for */
} Commit;

/* One alert: that of before may still be going when the next one comes. */
typedef struct
{
  GTask     *task;
  GtkWidget *reason;    /* NULL where none is asked for */
  gboolean   answered;
} Question;

static void
commit_free (gpointer data)
{
  Commit *self = data;

  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->fork);
  g_free (self);
}

static void
go_back (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was saved."));
}

static void save (GTask      *task,
                  const char *reason);

/* The alert. */

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             Question       *self)
{
  g_autofree char *reason = self->reason != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)))) : NULL;

  if (self->answered)
    return;
  self->answered = TRUE;
  if (g_str_equal (response, "keep"))
    save (g_object_ref (self->task), reason);
  else
    go_back (self->task);
}

/* A window that closes takes its alerts along, unanswered. */
static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *self = data;

  if (!self->answered)
    go_back (self->task);
  g_object_unref (self->task);
  g_free (self);
}

static void
reason_changed_cb (AdwAlertDialog *dialog,
                   GtkEditable    *row)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  adw_alert_dialog_set_response_enabled (dialog, "keep", *reason != '\0');
}

static void
add_reason (AdwAlertDialog *dialog,
            Question       *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->reason = adw_entry_row_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _("Why it has to be"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->reason), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->reason);
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_set_response_enabled (dialog, "keep", FALSE);
  g_signal_connect_object (self->reason, "changed", G_CALLBACK (reason_changed_cb), dialog, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (dialog), self->reason);
}

/* Takes @task. @over: whether the answer has to give a reason. */
static void
ask (GTask      *task,
     const char *heading,
     const char *body,
     gboolean    over)
{
  Commit *commit = g_task_get_task_data (task);
  Question *self;
  AdwDialog *dialog;

  if (commit->parent == NULL)
    {
      go_back (task);
      g_object_unref (task);
      return;
    }
  commit->overbooks = over;
  self = g_new0 (Question, 1);
  self->task = task;
  dialog = adw_alert_dialog_new (heading, NULL);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "back", _("_Back"), "keep", over ? _("_Overbook") : _("_Keep Mine"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "keep", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  if (over)
    add_reason (ADW_ALERT_DIALOG (dialog), self);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, free_question, 0);
  adw_dialog_present (dialog, commit->parent);
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

  if (error == NULL)
    g_task_return_int (task, operation);
  else if (g_error_matches (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID) && !self->overbooks &&
           axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_OVERBOOK))
    ask (g_steal_pointer (&task), _("Overbook?"), error->message, TRUE);
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
    ask (task, _("Changed Meanwhile"), text->str, FALSE);
  else
    save (task, NULL);
}
