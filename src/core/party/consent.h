/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What a customer agreed to or withdrew: one line each time, never changed. What holds
 * now is in the fields of the customer, which a withdrawal anywhere wins. */

typedef enum
{
  AXLE_CONSENT_CUSTOMER,
  AXLE_CONSENT_PURPOSE,
  AXLE_CONSENT_GIVEN,
  AXLE_CONSENT_AT,
  AXLE_CONSENT_VERSION,
  AXLE_CONSENT_FORM,
  AXLE_CONSENT_STAFF,
  AXLE_CONSENT_EVIDENCE,
  AXLE_CONSENT_N_FIELDS,
} AxleConsentField;

extern const AxleEntity axle_consent_entity;

G_END_DECLS
