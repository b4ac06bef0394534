/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* How long some work really took on a car: what lengths are learned from. */

typedef enum
{
  AXLE_DURATION_SERVICE,
  AXLE_DURATION_MODEL,
  AXLE_DURATION_MINUTES,
  AXLE_DURATION_AT,
  AXLE_DURATION_APPOINTMENT,
  AXLE_DURATION_N_FIELDS,
} AxleDurationField;

extern const AxleEntity axle_duration_entity;

G_END_DECLS
