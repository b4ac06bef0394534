/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A line of the ledger of points: earned, or spent when negative. */

typedef enum
{
  AXLE_POINTS_CUSTOMER,
  AXLE_POINTS_AT,
  AXLE_POINTS_AMOUNT,
  AXLE_POINTS_REASON,
  AXLE_POINTS_VISIT,
  AXLE_POINTS_N_FIELDS,
} AxlePointsField;

extern const AxleEntity axle_points_entity;

G_END_DECLS
