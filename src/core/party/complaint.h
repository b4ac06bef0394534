/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What a customer is not content with, until it is closed. */

typedef enum
{
  AXLE_COMPLAINT_CUSTOMER,
  AXLE_COMPLAINT_VEHICLE,
  AXLE_COMPLAINT_AT,
  AXLE_COMPLAINT_THEME,
  AXLE_COMPLAINT_TEXT,
  AXLE_COMPLAINT_STATE,
  AXLE_COMPLAINT_OWNER,
  AXLE_COMPLAINT_DUE,
  AXLE_COMPLAINT_ANSWER,
  AXLE_COMPLAINT_CLOSED_AT,
  AXLE_COMPLAINT_N_FIELDS,
} AxleComplaintField;

extern const AxleEntity axle_complaint_entity;

gboolean axle_complaint_is_open (const AxleRecord *complaint);

G_END_DECLS
