/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/task-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/task-operations.h"
#include "core/followup/task.h"
#include "core/party/customer.h"

struct _AxleTaskDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            customer;
  AxleRecord       *before;
  AxleForm         *form;
};

G_DEFINE_FINAL_TYPE (AxleTaskDialog, axle_task_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint fields[] = { AXLE_TASK_TITLE, AXLE_TASK_DUE, AXLE_TASK_STAFF, AXLE_TASK_KIND };
static const AxleFieldGroup groups[] = { { NULL, NULL, fields, G_N_ELEMENTS (fields) } };

static void
axle_task_dialog_fill (AxleRecordDialog *dialog)
{
  AxleTaskDialog *self = AXLE_TASK_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) task = axle_task_draft_new (workstation, &self->customer, "promise");
  g_autofree char *name = g_strdup_printf ("task/edit/%s",
                                           AXLE_ID_TEXT (self->before != NULL ? &self->before->id : &self->customer));

  g_clear_object (&self->form);
  self->form = axle_form_new (workstation, name, self->before, self->before != NULL ? self->before : task);
  axle_record_dialog_add_groups (dialog, self->form, groups, G_N_ELEMENTS (groups));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleTaskDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self),
                              self->before == NULL ? _("Task added") : _("Task changed"), operation);
}

static void
axle_task_dialog_save (AxleRecordDialog *dialog)
{
  AxleTaskDialog *self = AXLE_TASK_DIALOG (dialog);

  axle_task_save_async (axle_record_dialog_get_workstation (dialog), axle_form_get_before (self->form),
                        axle_form_get_record (self->form), NULL, saved_cb, g_object_ref (self));
}

static void
axle_task_dialog_dispose (GObject *object)
{
  AxleTaskDialog *self = AXLE_TASK_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->before, axle_record_unref);
  G_OBJECT_CLASS (axle_task_dialog_parent_class)->dispose (object);
}

static void
axle_task_dialog_class_init (AxleTaskDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_task_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_task_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_task_dialog_save;
}

static void
axle_task_dialog_init (AxleTaskDialog *self)
{
  adw_dialog_set_content_height (ADW_DIALOG (self), 420);
}

static char *
dup_title (AxleWorkstation *workstation,
           const AxleId    *customer)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (workstation, &axle_customer_entity, customer);
  g_autofree char *name = record != NULL ? axle_record_dup_title (record) : g_strdup ("");

  /* Translators: a task for a customer. */
  return g_strdup_printf (_("New Task: %s"), name);
}

AdwDialog *
axle_task_dialog_new (AxleWorkstation  *workstation,
                      const AxleId     *customer,
                      const AxleRecord *task)
{
  AxleTaskDialog *self = g_object_new (AXLE_TYPE_TASK_DIALOG, NULL);
  g_autofree char *title = task == NULL ? dup_title (workstation, customer) : g_strdup (_("Edit Task"));

  self->customer = *customer;
  if (task != NULL)
    self->before = axle_record_copy (task);
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation, title);
  return ADW_DIALOG (self);
}
