/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Who did not come or came late, and what overbookings cost, of the last days. A customer and
 * an appointment are opened from it; both tables can be saved for a spreadsheet (Ctrl+S). */
#define AXLE_TYPE_KEPT_DIALOG (axle_kept_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleKeptDialog, axle_kept_dialog, AXLE, KEPT_DIALOG, AdwDialog)

AdwDialog *axle_kept_dialog_new (AxleWorkstation *workstation);

G_END_DECLS
