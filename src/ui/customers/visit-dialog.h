/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Logs a visit to the workshop with what was done on it, put off and turned down, or corrects
 * one. A job is added with Ctrl+J. */
#define AXLE_TYPE_VISIT_DIALOG (axle_visit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleVisitDialog, axle_visit_dialog, AXLE, VISIT_DIALOG, AxleRecordDialog)

AdwDialog *axle_visit_dialog_new (AxleWorkstation  *workstation,
                                  const AxleId     *customer,
                                  const AxleRecord *visit);

G_END_DECLS
