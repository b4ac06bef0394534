/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-link.h"

#include <string.h>

#include "app/workstation-private.h"
#include "sync/questions.h"

void
axle_calendar_link_free (AxleCalendarLink *self)
{
  g_free (self->address);
  g_free (self);
}

static void
answered_cb (GBytes *body,
             GTask  *task)
{
  const char *server = g_task_get_task_data (task);
  AxleCalendarLink *link;
  g_autofree char *path = NULL;
  GError *error = NULL;
  gboolean there;

  if (!axle_answer_read_link (body, &there, &path, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  link = g_new0 (AxleCalendarLink, 1);
  link->there = there;
  link->address = path != NULL ? g_strconcat (server, path, NULL) : NULL;
  g_task_return_pointer (task, link, (GDestroyNotify) axle_calendar_link_free);
}

/* Paths begin with a slash. */
static char *
dup_server (AxleWorkstation *workstation)
{
  char *server = g_strdup (workstation->enrolment != NULL ? workstation->enrolment->server : "");

  if (g_str_has_suffix (server, "/"))
    server[strlen (server) - 1] = '\0';
  return server;
}

void
axle_calendar_link_ask_async (AxleWorkstation        *workstation,
                              AxleCalendarLinkAction  action,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  static const char * const methods[] = {
    [AXLE_CALENDAR_LINK_LOOK] = "GET", [AXLE_CALENDAR_LINK_MAKE] = "POST", [AXLE_CALENDAR_LINK_REVOKE] = "DELETE",
  };
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);

  g_task_set_task_data (task, dup_server (workstation), g_free);
  axle_workstation_ask (workstation, methods[action], "/v1/calendar-link", answered_cb, task);
}

AxleCalendarLink *
axle_calendar_link_ask_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
