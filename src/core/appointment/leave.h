/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Somebody or something that is not there for a while although the roster says so: a person
 * on leave, a bay that is closed. */

typedef enum
{
  AXLE_LEAVE_STAFF,
  AXLE_LEAVE_RESOURCE,
  AXLE_LEAVE_KIND,
  AXLE_LEAVE_SINCE,
  AXLE_LEAVE_UNTIL,
  AXLE_LEAVE_REMARKS,
  AXLE_LEAVE_N_FIELDS,
} AxleLeaveField;

extern const AxleEntity axle_leave_entity;

G_END_DECLS
