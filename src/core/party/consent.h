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

/* What a customer is asked for; the names of the choices of AXLE_CONSENT_PURPOSE. */
#define AXLE_CONSENT_TO_CONTACT "contact"
#define AXLE_CONSENT_TO_MARKETING "marketing"
#define AXLE_CONSENT_TO_DRIVING "driving"

/* The notice that is read out and signed: of another text, another version. */
#define AXLE_CONSENT_VERSION_NOW "2026-01"

const char * const *
            axle_consent_list_purposes (void);
int         axle_consent_find_field    (const char       *purpose);
gboolean    axle_consent_holds         (const AxleRecord *customer,
                                        const char       *purpose);
AxleRecord *axle_consent_find_last     (GPtrArray        *log,
                                        const char       *purpose);
const char *axle_consent_needed        (const AxleRecord *record);

G_END_DECLS
