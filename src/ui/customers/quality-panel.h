/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* How good what is known of a customer is, and what would make it better: one press leads
 * to the field. */
#define AXLE_TYPE_QUALITY_PANEL (axle_quality_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleQualityPanel, axle_quality_panel, AXLE, QUALITY_PANEL, AdwBin)

GtkWidget *axle_quality_panel_new (AxleWorkstation     *workstation,
                                   AxleCustomerProfile *profile);

G_END_DECLS
