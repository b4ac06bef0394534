/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* One reading of a car's odometer. */

typedef enum
{
  AXLE_ODOMETER_VEHICLE,
  AXLE_ODOMETER_READING,
  AXLE_ODOMETER_AT,
  AXLE_ODOMETER_SOURCE,
  AXLE_ODOMETER_N_FIELDS,
} AxleOdometerField;

extern const AxleEntity axle_odometer_entity;

G_END_DECLS
