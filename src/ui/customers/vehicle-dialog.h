/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Makes or changes a vehicle of a customer, and the customer's role to it. */
#define AXLE_TYPE_VEHICLE_DIALOG (axle_vehicle_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleVehicleDialog, axle_vehicle_dialog, AXLE, VEHICLE_DIALOG, AxleRecordDialog)

/* @vehicle and @ownership: %NULL for a new one. */
AdwDialog *axle_vehicle_dialog_new (AxleWorkstation  *workstation,
                                    const AxleId     *customer,
                                    const AxleRecord *vehicle,
                                    const AxleRecord *ownership);

/* Puts the focus where something of the vehicle is to be typed. */
void       axle_vehicle_dialog_focus_field (AxleVehicleDialog *self,
                                    guint             field);

G_END_DECLS
