/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* A vehicle of a customer: plate, model, VIN, odometer, and their role to it. */
#define AXLE_TYPE_VEHICLE_CARD (axle_vehicle_card_get_type ())
G_DECLARE_FINAL_TYPE (AxleVehicleCard, axle_vehicle_card, AXLE, VEHICLE_CARD, GtkFlowBoxChild)

GtkWidget *axle_vehicle_card_new (AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile,
                                  AxleProfileVehicle  *vehicle);

G_END_DECLS
