/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* What a customer agreed to, what they asked for, and who read their data. */
#define AXLE_TYPE_PRIVACY_PANEL (axle_privacy_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxlePrivacyPanel, axle_privacy_panel, AXLE, PRIVACY_PANEL, AdwBin)

GtkWidget *axle_privacy_panel_new (AxleWorkstation     *workstation,
                                   AxleCustomerProfile *profile);

G_END_DECLS
