/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-profile.h"
#include "store/customers.h"

G_BEGIN_DECLS

/* The items of a profile; each is made anew when what it shows changed. */
AxleProfileVehicle *axle_profile_vehicle_new  (AxleRecord         *vehicle,
                                               AxleRecord         *ownership,
                                               gboolean            pending);
gboolean            axle_profile_vehicle_same (AxleProfileVehicle *a,
                                               AxleProfileVehicle *b);
AxleTimelineEntry  *axle_timeline_entry_new   (AxleWorkstation    *workstation,
                                               AxleRecord         *record,
                                               gboolean            pending);
gboolean            axle_timeline_entry_same  (AxleTimelineEntry  *a,
                                               AxleTimelineEntry  *b);
AxleHistoryItem    *axle_history_item_new     (const AxleEntity       *entity,
                                               const AxleHistoryEntry *entry);

G_END_DECLS
