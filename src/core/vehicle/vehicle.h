/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* One car. */

typedef enum
{
  AXLE_VEHICLE_VIN,
  AXLE_VEHICLE_PLATE,
  AXLE_VEHICLE_MAKE,
  AXLE_VEHICLE_MODEL,
  AXLE_VEHICLE_VARIANT,
  AXLE_VEHICLE_MODEL_YEAR,
  AXLE_VEHICLE_COLOUR,
  AXLE_VEHICLE_POWERTRAIN,
  AXLE_VEHICLE_FIRST_REGISTRATION,
  AXLE_VEHICLE_ODOMETER,
  AXLE_VEHICLE_N_FIELDS,
} AxleVehicleField;

extern const AxleEntity axle_vehicle_entity;

G_END_DECLS
