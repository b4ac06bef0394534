/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A visit of a car to the workshop, as it is told afterwards: what the customer came for,
 * how far the car had gone and what was paid. What was done on it are its jobs, see job.h. */

typedef enum
{
  AXLE_VISIT_CUSTOMER,
  AXLE_VISIT_VEHICLE,
  AXLE_VISIT_NUMBER,
  AXLE_VISIT_AT,
  AXLE_VISIT_ODOMETER,
  AXLE_VISIT_REASON,
  AXLE_VISIT_CONCERN,
  AXLE_VISIT_ADVISOR,
  AXLE_VISIT_AMOUNT,
  AXLE_VISIT_SOURCE,
  AXLE_VISIT_N_FIELDS,
} AxleVisitField;

extern const AxleEntity axle_visit_entity;

G_END_DECLS
