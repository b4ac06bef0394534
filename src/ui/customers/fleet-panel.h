/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/panels.h"

G_BEGIN_DECLS

/* The cars of a company and of its drivers, and what they come to. */
#define AXLE_TYPE_FLEET_PANEL (axle_fleet_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleFleetPanel, axle_fleet_panel, AXLE, FLEET_PANEL, AdwBin)
GtkWidget *axle_fleet_panel_new (AxleWorkstation     *workstation,
                                 AxleCustomerProfile *profile);

G_END_DECLS
