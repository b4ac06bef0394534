/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* What happened with a customer and their cars, the latest first, under a place to log
 * the next contact. */
#define AXLE_TYPE_TIMELINE_PANEL (axle_timeline_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimelinePanel, axle_timeline_panel, AXLE, TIMELINE_PANEL, AdwBin)

GtkWidget *axle_timeline_panel_new (AxleWorkstation     *workstation,
                                    AxleCustomerProfile *profile);

/* Has it show another customer as if it were new. @profile: %NULL to rest. */
void       axle_timeline_panel_turn (GtkWidget           *panel,
                                     AxleCustomerProfile *profile);

/* Shows one kind of entries, or those of one car. @group: %AXLE_TIMELINE_N_GROUPS for
 * all; @car: %NULL for all. */
void       axle_timeline_panel_show_only (AxleTimelinePanel *self,
                                          AxleTimelineGroup  group,
                                          const AxleId      *car);

G_END_DECLS
