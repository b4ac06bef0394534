/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* The cars of a customer, the present ones first. */
#define AXLE_TYPE_VEHICLES_PANEL (axle_vehicles_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleVehiclesPanel, axle_vehicles_panel, AXLE, VEHICLES_PANEL, AdwBin)

GtkWidget *axle_vehicles_panel_new (AxleWorkstation     *workstation,
                                    AxleCustomerProfile *profile);

G_END_DECLS
