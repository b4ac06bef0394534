/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Who owns, drives or pays for a car, and from when to when. */

typedef enum
{
  AXLE_OWNERSHIP_CUSTOMER,
  AXLE_OWNERSHIP_VEHICLE,
  AXLE_OWNERSHIP_ROLE,
  AXLE_OWNERSHIP_SINCE,
  AXLE_OWNERSHIP_UNTIL,
  AXLE_OWNERSHIP_N_FIELDS,
} AxleOwnershipField;

extern const AxleEntity axle_ownership_entity;

G_END_DECLS
