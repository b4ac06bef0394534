/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* When somebody works, on days of the week, for as long as the line holds. A break is the gap
 * between two lines. */

typedef enum
{
  AXLE_ROSTER_STAFF,
  AXLE_ROSTER_DAYS,
  AXLE_ROSTER_STARTS,
  AXLE_ROSTER_ENDS,
  AXLE_ROSTER_SINCE,
  AXLE_ROSTER_UNTIL,
  AXLE_ROSTER_N_FIELDS,
} AxleRosterField;

extern const AxleEntity axle_roster_entity;

G_END_DECLS
