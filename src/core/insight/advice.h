/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What became of a recommendation to a customer. */

typedef enum
{
  AXLE_ADVICE_CUSTOMER,
  AXLE_ADVICE_VEHICLE,
  AXLE_ADVICE_RULE,
  AXLE_ADVICE_TITLE,
  AXLE_ADVICE_DECISION,
  AXLE_ADVICE_UNTIL,
  AXLE_ADVICE_REASON,
  AXLE_ADVICE_AT,
  AXLE_ADVICE_STAFF,
  AXLE_ADVICE_N_FIELDS,
} AxleAdviceField;

extern const AxleEntity axle_advice_entity;

G_END_DECLS
