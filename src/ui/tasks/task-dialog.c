/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/task-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/task-operations.h"
#include "core/followup/task.h"
#include "core/party/customer.h"
#include "ui/customers/form-dialog.h"

static const guint fields[] = { AXLE_TASK_TITLE, AXLE_TASK_DUE, AXLE_TASK_STAFF, AXLE_TASK_KIND };

static const AxleFormDialogKind kind = {
  fields, G_N_ELEMENTS (fields), 420, N_("Task added"), N_("Task changed"), axle_task_save_async,
};

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
  g_autoptr(AxleRecord) fresh = axle_task_draft_new (workstation, customer, "promise");
  g_autofree char *title = task == NULL ? dup_title (workstation, customer) : g_strdup (_("Edit Task"));
  g_autofree char *draft = g_strdup_printf ("task/edit/%s", AXLE_ID_TEXT (task != NULL ? &task->id : customer));

  return axle_form_dialog_new (workstation, &kind, title, NULL, draft, task, task != NULL ? task : fresh);
}
