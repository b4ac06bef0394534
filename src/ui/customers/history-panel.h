/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* Who changed what of a customer and their cars, the latest first. */
#define AXLE_TYPE_HISTORY_PANEL (axle_history_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleHistoryPanel, axle_history_panel, AXLE, HISTORY_PANEL, AdwBin)

GtkWidget *axle_history_panel_new (AxleWorkstation     *workstation,
                                   AxleCustomerProfile *profile);

G_END_DECLS
