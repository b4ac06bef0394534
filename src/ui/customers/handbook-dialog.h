/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"
#include "ui/widgets/paper-dialog.h"

G_BEGIN_DECLS

/* Shows the care handbook of a car as it is printed, prints it and saves it. */
#define AXLE_TYPE_HANDBOOK_DIALOG (axle_handbook_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleHandbookDialog, axle_handbook_dialog, AXLE, HANDBOOK_DIALOG, AxlePaperDialog)

/* @vehicles: a list of AxleProfileVehicle; @first: (nullable): the one that is shown first. */
AdwDialog *axle_handbook_dialog_new (AxleWorkstation *workstation,
                                     GListModel      *vehicles,
                                     const AxleId    *first);

G_END_DECLS
