/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/look.h"

typedef struct
{
  gpointer        asked;
  AxleLook        look;
  GDestroyNotify  free_found;
  gboolean        in_slices;
} Looking;

static gboolean
look_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const Looking *self = data;
  GError *cause = NULL;
  GError *error = NULL;
  gpointer found;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  found = self->look (store, self->asked, &cause);
  if (found != NULL)
    {
      g_task_return_pointer (task, found, self->free_found);
      return G_SOURCE_REMOVE;
    }
  if (cause == NULL && self->in_slices)
    return G_SOURCE_CONTINUE;
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

static void
begin (AxleWorkstation *workstation,
       AxleJobPriority  priority,
       GTask           *task,
       AxleLook         look,
       gboolean         in_slices,
       GDestroyNotify   free_found)
{
  Looking *self = g_new0 (Looking, 1);

  self->asked = g_task_get_task_data (task);
  self->look = look;
  self->in_slices = in_slices;
  self->free_found = free_found;
  g_object_set_data_full (G_OBJECT (task), "looking", self, g_free);
  axle_workstation_browse (workstation, priority, task, look_job, self);
}

void
axle_look_aside (AxleWorkstation *workstation,
                 AxleJobPriority  priority,
                 GTask           *task,
                 AxleLook         look,
                 GDestroyNotify   free_found)
{
  begin (workstation, priority, task, look, FALSE, free_found);
}

void
axle_look_in_slices (AxleWorkstation *workstation,
                     AxleJobPriority  priority,
                     GTask           *task,
                     AxleLook         look,
                     GDestroyNotify   free_found)
{
  begin (workstation, priority, task, look, TRUE, free_found);
}
