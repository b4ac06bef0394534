/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"
#include "sync/questions.h"
#include "sync/reply.h"

/* Questions to the server that have nothing to do with records: who is there. */

typedef struct
{
  AxleSyncLink   *link;
  AxleEnrolment  *enrolment;
  char           *session;
  char           *method;
  char           *path;
  AxleAnswerFunc  answer;
  GTask          *task;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->enrolment, axle_enrolment_free);
  g_free (question->session);
  g_free (question->method);
  g_free (question->path);
  axle_app_unref_task (question->task);
  g_free (question);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Question *question = data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(GBytes) body = g_task_propagate_pointer (G_TASK (result), &cause);

  if (body != NULL)
    question->answer (body, question->task);
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (question->task, error);
    }
  free_question (question);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *failure,
          gpointer         data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (axle_reply_check (reply, failure, &error))
    g_task_return_pointer (task, g_bytes_ref (reply->body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
ask_job (AxleWorker *worker,
         gpointer    data)
{
  Question *question = data;
  g_autoptr(AxleTransport) transport = axle_sync_link_dup_transport (question->link, question->enrolment, question->session);

  if (transport == NULL)
    {
      g_task_return_new_error (question->task, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE,
                               _("This desk is not enrolled with a server."));
      free_question (question);
      return G_SOURCE_REMOVE;
    }
  axle_request_run (transport, question->method, question->path, NULL, reply_cb,
                    g_task_new (NULL, g_task_get_cancellable (question->task), answered_cb, question));
  return G_SOURCE_REMOVE;
}

/* One request without a body; @answer gets what came, on the worker's thread, and
 * returns on the task, which is taken. */
void
axle_workstation_ask (AxleWorkstation *self,
                      const char      *method,
                      const char      *path,
                      AxleAnswerFunc   answer,
                      GTask           *task)
{
  Question *question;

  if (self->writer == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The profile is not open."));
      g_object_unref (task);
      return;
    }
  question = g_new0 (Question, 1);
  question->link = self->link;
  question->enrolment = self->enrolment != NULL ? axle_enrolment_copy (self->enrolment) : NULL;
  question->session = g_strdup (self->session);
  question->method = g_strdup (method);
  question->path = g_strdup (path);
  question->answer = answer;
  question->task = task;
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, ask_job, question, NULL);
}

static void
desks_cb (GBytes *body,
          GTask  *task)
{
  GError *error = NULL;
  GPtrArray *desks = axle_answer_read_desks (body, g_task_get_task_data (task), &error);

  if (desks != NULL)
    g_task_return_pointer (task, desks, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * axle_workstation_list_desks_async:
 * @self: an enrolled workstation
 * @cancellable: (nullable): a cancellable
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Asks the server which desks the store has.
 */
void
axle_workstation_list_desks_async (AxleWorkstation     *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AxleId desk = self->enrolment != NULL ? self->enrolment->desk : AXLE_ID_NONE;

  g_task_set_source_tag (task, axle_workstation_list_desks_async);
  g_task_set_task_data (task, g_memdup2 (&desk, sizeof desk), g_free);
  axle_workstation_ask (self, "GET", "/v1/desks", desks_cb, task);
}

/**
 * axle_workstation_list_desks_finish:
 * @self: a workstation
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleDeskInfo): the desks;
 *   %AXLE_APP_ERROR_OFFLINE when the server does not answer
 */
GPtrArray *
axle_workstation_list_desks_finish (AxleWorkstation  *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
