/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/panels.h"

G_BEGIN_DECLS

/* The people of a company, the companies of a person, and families: each opens. */
#define AXLE_TYPE_RELATIONS_PANEL (axle_relations_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleRelationsPanel, axle_relations_panel, AXLE, RELATIONS_PANEL, AdwBin)
GtkWidget *axle_relations_panel_new (AxleWorkstation     *workstation,
                                     AxleCustomerProfile *profile);

G_END_DECLS
