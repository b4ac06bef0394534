/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A customer asked that what is kept about them be deleted: until when that must be done,
 * and what the law makes us keep. */

typedef enum
{
  AXLE_ERASURE_CUSTOMER,
  AXLE_ERASURE_REQUESTED_AT,
  AXLE_ERASURE_FORM,
  AXLE_ERASURE_DUE,
  AXLE_ERASURE_STATE,
  AXLE_ERASURE_HOLD_REASON,
  AXLE_ERASURE_HOLD_UNTIL,
  AXLE_ERASURE_DONE_AT,
  AXLE_ERASURE_DONE_BY,
  AXLE_ERASURE_REMARKS,
  AXLE_ERASURE_N_FIELDS,
} AxleErasureField;

extern const AxleEntity axle_erasure_entity;

G_END_DECLS
