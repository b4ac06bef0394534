/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What was done to a car on a visit, or was found and put off. */

typedef enum
{
  AXLE_JOB_VISIT,
  AXLE_JOB_TITLE,
  AXLE_JOB_AREA,
  AXLE_JOB_STATE,
  AXLE_JOB_AMOUNT,
  AXLE_JOB_REASON,
  AXLE_JOB_DUE,
  AXLE_JOB_DUE_ODOMETER,
  AXLE_JOB_N_FIELDS,
} AxleJobField;

/* The parts of a car; ends with a zeroed entry. */
extern const AxleChoice axle_job_areas[];

extern const AxleEntity axle_job_entity;

G_END_DECLS
