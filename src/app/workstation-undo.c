/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"

/* Changes taken back in one transaction. */
#define SLICE 500

static AxleUndoStack *
stack_of (AxleWorkstation *self,
          const AxleId    *staff)
{
  AxleUndoStack *stack = g_hash_table_lookup (self->undo_stacks, staff);

  if (stack == NULL)
    {
      stack = axle_undo_stack_new ();
      g_hash_table_insert (self->undo_stacks, g_memdup2 (staff, sizeof *staff), stack);
    }
  return stack;
}

static AxleUndoStack *
own_stack (AxleWorkstation *self)
{
  AxleId staff = axle_workstation_get_staff_id (self);
  return stack_of (self, &staff);
}

static void
notify_undo (AxleWorkstation *self)
{
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_CAN_UNDO);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_CAN_REDO);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_UNDO_TITLE);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_REDO_TITLE);
}

void
axle_workstation_remember (AxleWorkstation *self,
                           const AxleId    *staff,
                           gint64           operation,
                           const char      *title)
{
  if (operation != 0 && title != NULL)
    axle_undo_stack_push (stack_of (self, staff), operation, title);
  axle_workstation_tell_now (self);
  notify_undo (self);
  axle_workstation_poke_sync (self);
}

const char *
axle_workstation_get_undo_title (AxleWorkstation *self)
{
  const char *title;

  axle_undo_stack_peek_undo (own_stack (self), &title);
  return title;
}

const char *
axle_workstation_get_redo_title (AxleWorkstation *self)
{
  const char *title;

  axle_undo_stack_peek_redo (own_stack (self), &title);
  return title;
}

gboolean
axle_workstation_can_undo (AxleWorkstation *self)
{
  return !self->read_only && axle_workstation_get_undo_title (self) != NULL;
}

gboolean
axle_workstation_can_redo (AxleWorkstation *self)
{
  return !self->read_only && axle_workstation_get_redo_title (self) != NULL;
}

typedef struct
{
  gint64   operation;
  gint64   undoing;
  AxleId   staff;
  guint    n_kept;
  gboolean redo;
} Undoing;

static gboolean
undo_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Undoing *undoing = data;
  GError *cause = NULL;
  GError *error = NULL;
  guint n_left = 0;

  if (!axle_store_undo (store, undoing->operation, &undoing->staff, SLICE, &undoing->undoing, &n_left,
                        &undoing->n_kept, &cause))
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  if (n_left > 0)
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  Undoing *undoing = g_task_get_task_data (G_TASK (result));
  AxleUndoStack *stack = stack_of (self, &undoing->staff);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (undoing->redo)
    axle_undo_stack_redone (stack, undoing->operation, undoing->undoing);
  else
    axle_undo_stack_undone (stack, undoing->operation, undoing->undoing);
  axle_workstation_tell_now (self);
  notify_undo (self);
  axle_workstation_poke_sync (self);
  g_task_set_task_data (task, GUINT_TO_POINTER (undoing->n_kept), NULL);
  g_task_return_boolean (task, TRUE);
}

static void
start (AxleWorkstation     *self,
       gint64               operation,
       gboolean             redo,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  Undoing *undoing;

  g_task_set_check_cancellable (task, FALSE);
  if (operation == 0)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED,
                               redo ? _("There is nothing to do again.") : _("There is nothing to undo."));
      g_object_unref (task);
      return;
    }
  undoing = g_new0 (Undoing, 1);
  undoing->operation = operation;
  undoing->staff = axle_workstation_get_staff_id (self);
  undoing->redo = redo;
  inner = g_task_new (self, NULL, undone_cb, task);
  g_task_set_task_data (inner, undoing, g_free);
  axle_workstation_run (self, AXLE_JOB_URGENT, inner, undo_job, undoing);
}

void
axle_workstation_undo_async (AxleWorkstation     *self,
                             gint64               operation,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char *title;

  if (operation == 0)
    operation = axle_undo_stack_peek_undo (own_stack (self), &title);
  start (self, operation, FALSE, cancellable, callback, user_data);
}

/* Also finishes redo. */
gboolean
axle_workstation_undo_finish (AxleWorkstation  *self,
                              GAsyncResult     *result,
                              guint            *n_kept,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (n_kept != NULL)
    *n_kept = GPOINTER_TO_UINT (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
axle_workstation_redo_async (AxleWorkstation     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char *title;
  gint64 undoing = axle_undo_stack_peek_redo (own_stack (self), &title);

  start (self, undoing, TRUE, cancellable, callback, user_data);
}
