/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* One call, message or visit: the contact log of a customer. */

typedef enum
{
  AXLE_CONTACT_CUSTOMER,
  AXLE_CONTACT_VEHICLE,
  AXLE_CONTACT_CHANNEL,
  AXLE_CONTACT_DIRECTION,
  AXLE_CONTACT_AT,
  AXLE_CONTACT_STAFF,
  AXLE_CONTACT_SUMMARY,
  AXLE_CONTACT_N_FIELDS,
} AxleContactField;

extern const AxleEntity axle_contact_entity;

G_END_DECLS
