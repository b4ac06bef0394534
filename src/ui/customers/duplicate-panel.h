/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"
#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleDuplicatePanel:
 *
 * A line about who may be the same as the customer, where somebody is; it leads to both side
 * by side.
 */
#define AXLE_TYPE_DUPLICATE_PANEL (axle_duplicate_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleDuplicatePanel, axle_duplicate_panel, AXLE, DUPLICATE_PANEL, AdwBin)

GtkWidget *axle_duplicate_panel_new (AxleWorkstation     *workstation,
                                     AxleCustomerProfile *profile);

G_END_DECLS
