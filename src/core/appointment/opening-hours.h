/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* When a store is open, on days of the week, for as long as the line holds. */

typedef enum
{
  AXLE_OPENING_HOURS_DAYS,
  AXLE_OPENING_HOURS_OPENS,
  AXLE_OPENING_HOURS_CLOSES,
  AXLE_OPENING_HOURS_SINCE,
  AXLE_OPENING_HOURS_UNTIL,
  AXLE_OPENING_HOURS_N_FIELDS,
} AxleOpeningHoursField;

extern const AxleEntity axle_opening_hours_entity;

G_END_DECLS
