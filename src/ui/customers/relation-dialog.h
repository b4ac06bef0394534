/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* What two customers are to each other. */
#define AXLE_TYPE_RELATION_DIALOG (axle_relation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleRelationDialog, axle_relation_dialog, AXLE, RELATION_DIALOG, AxleRecordDialog)

/* @new: whether it is still to be made, see axle_relation_draft_new(). */
AdwDialog *axle_relation_dialog_new (AxleWorkstation  *workstation,
                                     const AxleRecord *relation,
                                     gboolean          new);

G_END_DECLS
