/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Books several cars of a company for the same work: which, for what, from when and how many
 * a day; a time is suggested for each, can be changed, and all are saved at once. */
#define AXLE_TYPE_BATCH_DIALOG (axle_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleBatchDialog, axle_batch_dialog, AXLE, BATCH_DIALOG, AxleRecordDialog)

AdwDialog *axle_batch_dialog_new (AxleWorkstation *workstation,
                                  const AxleId    *company);

G_END_DECLS
