/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/reply.h"

#include <glib/gi18n-lib.h>

#include "wire/message.h"

typedef struct
{
  AxleTransport *transport;
  guint          number;
  AxleReplyFunc  func;
  GTask         *task;
  GSource       *wakeup;
} Request;

/**
 * axle_reply_check:
 * @reply: (nullable): what came
 * @failure: (nullable): why nothing came
 * @error: return location
 *
 * Returns: whether the server did as it was asked
 */
gboolean
axle_reply_check (const AxleReply  *reply,
                  const GError     *failure,
                  GError          **error)
{
  g_autoptr(AxleErrorReply) problem = NULL;

  if (reply != NULL && reply->status == 200)
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  problem = axle_error_reply_decode (reply->body, NULL);
  if (problem != NULL)
    g_set_error_literal (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REFUSED, problem->message);
  else
    g_set_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REPLY, _("The server answered with status %u."), reply->status);
  return FALSE;
}

static void
request_free (Request *self)
{
  if (self->wakeup != NULL)
    {
      g_source_destroy (self->wakeup);
      g_source_unref (self->wakeup);
    }
  g_object_unref (self->transport);
  g_free (self);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  Request *self = user_data;

  self->func (reply, error, self->task);
  request_free (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Request *self = user_data;
  g_autoptr(GTask) task = self->task;

  axle_transport_cancel (self->transport, self->number);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Given up"));
  request_free (self);
  return G_SOURCE_REMOVE;
}

/**
 * axle_request_run:
 * @transport: the way to the server
 * @method: an HTTP method
 * @path: from the server's root
 * @body: (nullable): JSON to send
 * @func: gets the reply and @task; not called when the task is cancelled
 * @task: (transfer full): returned with an error when it is cancelled
 *
 * One request as the work of a task.
 */
void
axle_request_run (AxleTransport *transport,
                  const char    *method,
                  const char    *path,
                  GBytes        *body,
                  AxleReplyFunc  func,
                  GTask         *task)
{
  Request *self = g_new0 (Request, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->transport = g_object_ref (transport);
  self->func = func;
  self->task = task;
  self->number = axle_transport_send (transport, method, path, NULL, body, reply_cb, self);
  if (cancellable == NULL)
    return;
  self->wakeup = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->wakeup, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->wakeup, g_task_get_context (task));
}
