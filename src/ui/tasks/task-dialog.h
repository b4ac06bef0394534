/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* A promise or a call back that a person adds, and any task to edit or hand over. */
#define AXLE_TYPE_TASK_DIALOG (axle_task_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleTaskDialog, axle_task_dialog, AXLE, TASK_DIALOG, AxleRecordDialog)

/* @task: (nullable): %NULL for a new one of @customer. */
AdwDialog *axle_task_dialog_new (AxleWorkstation  *workstation,
                                 const AxleId     *customer,
                                 const AxleRecord *task);

G_END_DECLS
