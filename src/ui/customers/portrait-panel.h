/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* Who the customer is in one sentence whose clauses say what is behind them, the same in
 * catchwords, and what to offer. */
#define AXLE_TYPE_PORTRAIT_PANEL (axle_portrait_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxlePortraitPanel, axle_portrait_panel, AXLE, PORTRAIT_PANEL, AdwBin)

GtkWidget *axle_portrait_panel_new (AxleWorkstation     *workstation,
                                    AxleCustomerProfile *profile);

G_END_DECLS
