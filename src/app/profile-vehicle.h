/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/record.h"

G_BEGIN_DECLS

/* One vehicle of a customer, with the customer's role to it; made anew when what it
 * shows changed. */
#define AXLE_TYPE_PROFILE_VEHICLE (axle_profile_vehicle_get_type ())
G_DECLARE_FINAL_TYPE (AxleProfileVehicle, axle_profile_vehicle, AXLE, PROFILE_VEHICLE, GObject)

AxleProfileVehicle *axle_profile_vehicle_new           (AxleRecord         *vehicle,
                                                        AxleRecord         *ownership,
                                                        gboolean            pending);
AxleRecord         *axle_profile_vehicle_get_vehicle   (AxleProfileVehicle *self);
AxleRecord         *axle_profile_vehicle_get_ownership (AxleProfileVehicle *self);
gboolean            axle_profile_vehicle_is_current    (AxleProfileVehicle *self);
gboolean            axle_profile_vehicle_is_pending    (AxleProfileVehicle *self);
gboolean            axle_profile_vehicle_same          (AxleProfileVehicle *a,
                                                        AxleProfileVehicle *b);

G_END_DECLS
