/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* All that is known of a customer, by headings. */
#define AXLE_TYPE_DETAILS_PANEL (axle_details_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleDetailsPanel, axle_details_panel, AXLE, DETAILS_PANEL, AdwBin)

GtkWidget *axle_details_panel_new (AxleWorkstation     *workstation,
                                   AxleCustomerProfile *profile);

G_END_DECLS
