/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A step of a sale, or something sold beside the workshop. */

typedef enum
{
  AXLE_DEAL_CUSTOMER,
  AXLE_DEAL_VEHICLE,
  AXLE_DEAL_KIND,
  AXLE_DEAL_NUMBER,
  AXLE_DEAL_AT,
  AXLE_DEAL_CONSULTANT,
  AXLE_DEAL_AMOUNT,
  AXLE_DEAL_VALID_UNTIL,
  AXLE_DEAL_REMARKS,
  AXLE_DEAL_N_FIELDS,
} AxleDealField;

extern const AxleEntity axle_deal_entity;

G_END_DECLS
