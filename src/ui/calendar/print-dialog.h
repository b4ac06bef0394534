/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/day-sheets.h"
#include "ui/widgets/paper-dialog.h"

G_BEGIN_DECLS

/* The appointments of some days as they are printed: in the order of their times, by bay, by
 * technician, or as the day pack with phone numbers and promises. */
#define AXLE_TYPE_PRINT_DIALOG (axle_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxlePrintDialog, axle_print_dialog, AXLE, PRINT_DIALOG, AxlePaperDialog)

/* @pack: whether the day pack is shown first. */
AdwDialog *axle_print_dialog_new (AxleWorkstation *workstation,
                                  const AxleDate  *first,
                                  guint            n_days,
                                  gboolean         pack);

G_END_DECLS
