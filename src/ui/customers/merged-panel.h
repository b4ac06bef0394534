/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/panels.h"

G_BEGIN_DECLS

/* Who was merged into the customer, each to be taken out again. */
#define AXLE_TYPE_MERGED_PANEL (axle_merged_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleMergedPanel, axle_merged_panel, AXLE, MERGED_PANEL, AdwBin)
GtkWidget *axle_merged_panel_new (AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile);

G_END_DECLS
