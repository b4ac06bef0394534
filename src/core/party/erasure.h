/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/working-days.h"
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

/* Provisions on the management of automobile data security, 2021, article 8: a request is
 * carried out within ten working days. */
#define AXLE_ERASURE_WORKING_DAYS 10

/* Where the holidays of a year are not announced or not read in yet, the clock may run a
 * few days early or late around them: whoever is responsible says so. */
int      axle_erasure_days_left (const AxleRecord      *erasure,
                                 const AxleWorkingDays *days,
                                 const AxleDate        *today);
gboolean axle_erasure_is_open   (const AxleRecord      *erasure);

G_END_DECLS
