/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A filter of customers that was kept under a name. */

typedef enum
{
  AXLE_SEGMENT_NAME,
  AXLE_SEGMENT_CONDITION,
  AXLE_SEGMENT_POSITION,
  AXLE_SEGMENT_N_FIELDS,
} AxleSegmentField;

extern const AxleEntity axle_segment_entity;

G_END_DECLS
