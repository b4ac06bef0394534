/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Logs what happened with a customer in one record: a sales event, a complaint, points; or
 * corrects it. */
#define AXLE_TYPE_LOG_DIALOG (axle_log_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleLogDialog, axle_log_dialog, AXLE, LOG_DIALOG, AxleRecordDialog)

AdwDialog *axle_log_dialog_new (AxleWorkstation  *workstation,
                                const AxleEntity *entity,
                                const AxleId     *customer,
                                const AxleRecord *record);

G_END_DECLS
