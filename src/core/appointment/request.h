/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A wish for an appointment that has no time yet: it lies in the tray until it is answered. */

typedef enum
{
  AXLE_REQUEST_CUSTOMER,
  AXLE_REQUEST_VEHICLE,
  AXLE_REQUEST_NAME,
  AXLE_REQUEST_PHONE,
  AXLE_REQUEST_CHANNEL,
  AXLE_REQUEST_WISH,
  AXLE_REQUEST_SERVICES,
  AXLE_REQUEST_SINCE,
  AXLE_REQUEST_UNTIL,
  AXLE_REQUEST_DAYS,
  AXLE_REQUEST_RECEIVED_AT,
  AXLE_REQUEST_ANSWERED_AT,
  AXLE_REQUEST_ANSWERED_BY,
  AXLE_REQUEST_STATE,
  AXLE_REQUEST_REASON,
  AXLE_REQUEST_RULE,
  AXLE_REQUEST_OCCASION,
  AXLE_REQUEST_N_FIELDS,
} AxleRequestField;

extern const AxleEntity axle_request_entity;

AxleId   axle_request_id      (const AxleId     *scope,
                               const char       *rule,
                               const char       *occasion);
gboolean axle_request_is_open (const AxleRecord *request);

G_END_DECLS
