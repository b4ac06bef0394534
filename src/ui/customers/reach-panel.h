/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* The numbers of a customer, each ready to be copied. */
#define AXLE_TYPE_REACH_PANEL (axle_reach_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleReachPanel, axle_reach_panel, AXLE, REACH_PANEL, AdwBin)

GtkWidget *axle_reach_panel_new (AxleWorkstation     *workstation,
                                 AxleCustomerProfile *profile);

G_END_DECLS
