/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/consent.h"

#include <glib/gi18n-lib.h>

#include "core/party/customer.h"
#include "core/vehicle/odometer.h"

static const AxleChoice purposes[] = {
  { AXLE_CONSENT_TO_CONTACT, N_("Being contacted") },
  { AXLE_CONSENT_TO_MARKETING, N_("Offers") },
  { AXLE_CONSENT_TO_DRIVING, N_("Driving and charging data") },
  { NULL, NULL },
};

static const AxleChoice forms[] = {
  { "paper", N_("On paper") },
  { "spoken", N_("Spoken") },
  { "wechat", N_("WeChat") },
  { "app", N_("In an app") },
  { NULL, NULL },
};

static const AxleField consent_fields[] = {
  [AXLE_CONSENT_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_CONSENT_PURPOSE] = {
    .name = "purpose", .label = N_("Purpose"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = purposes,
  },
  [AXLE_CONSENT_GIVEN] = {
    .name = "given", .label = N_("Agreed"), .type = AXLE_FIELD_BOOLEAN,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_CONSENT_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_CONSENT_VERSION] = {
    .name = "version", .label = N_("Version of the notice"), .type = AXLE_FIELD_TEXT,
    .limit = 40,
  },
  [AXLE_CONSENT_FORM] = {
    .name = "form", .label = N_("Form"), .type = AXLE_FIELD_CHOICE,
    .choices = forms,
  },
  [AXLE_CONSENT_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_CONSENT_EVIDENCE] = {
    .name = "evidence", .label = N_("Evidence"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
};

const AxleEntity axle_consent_entity = {
  .kind = "consent",
  .label = N_("Consent"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = consent_fields,
  .n_fields = G_N_ELEMENTS (consent_fields),
};

/**
 * axle_consent_list_purposes:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all purposes, in the
 *   order in which a person reads them
 */
const char * const *
axle_consent_list_purposes (void)
{
  static const char * const names[] = {
    AXLE_CONSENT_TO_CONTACT, AXLE_CONSENT_TO_MARKETING, AXLE_CONSENT_TO_DRIVING, NULL,
  };

  return names;
}

/**
 * axle_consent_find_field:
 * @purpose: the name of a purpose
 *
 * Returns: the field of a customer that says whether it holds now; -1 when there is no
 *   such purpose
 */
int
axle_consent_find_field (const char *purpose)
{
  if (g_str_equal (purpose, AXLE_CONSENT_TO_CONTACT))
    return AXLE_CUSTOMER_CONSENT_CONTACT;
  if (g_str_equal (purpose, AXLE_CONSENT_TO_MARKETING))
    return AXLE_CUSTOMER_CONSENT_MARKETING;
  return g_str_equal (purpose, AXLE_CONSENT_TO_DRIVING) ? AXLE_CUSTOMER_CONSENT_DRIVING : -1;
}

/**
 * axle_consent_holds:
 * @customer: a customer
 * @purpose: the name of a purpose
 *
 * Who was never asked has not agreed. Offers are contacts too: who may not be contacted
 * gets none.
 *
 * Returns: whether @customer agrees to @purpose now
 */
gboolean
axle_consent_holds (const AxleRecord *customer,
                    const char       *purpose)
{
  int field = axle_consent_find_field (purpose);

  if (g_str_equal (purpose, AXLE_CONSENT_TO_MARKETING) && !axle_consent_holds (customer, AXLE_CONSENT_TO_CONTACT))
    return FALSE;
  return field >= 0 && axle_record_get_boolean (customer, (guint) field);
}

/**
 * axle_consent_find_last:
 * @log: (element-type AxleRecord): lines of the log, in any order
 * @purpose: the name of a purpose
 *
 * Returns: (transfer none) (nullable): what was said of it last
 */
AxleRecord *
axle_consent_find_last (GPtrArray  *log,
                        const char *purpose)
{
  AxleRecord *last = NULL;

  for (guint i = 0; i < log->len; i++)
    {
      AxleRecord *line = log->pdata[i];

      if (g_strcmp0 (axle_record_get_text (line, AXLE_CONSENT_PURPOSE), purpose) == 0 &&
          (last == NULL ||
           axle_record_get_integer (line, AXLE_CONSENT_AT) > axle_record_get_integer (last, AXLE_CONSENT_AT)))
        last = line;
    }
  return last;
}

/**
 * axle_consent_needed:
 * @record: any record
 *
 * What a car sends tells where somebody was and how they drive. What was read off at a
 * visit does not.
 *
 * Returns: (nullable): the purpose that whoever has the car must agree to before @record
 *   is read
 */
const char *
axle_consent_needed (const AxleRecord *record)
{
  if (record->entity == &axle_odometer_entity &&
      g_strcmp0 (axle_record_get_text (record, AXLE_ODOMETER_SOURCE), "vehicle") == 0)
    return AXLE_CONSENT_TO_DRIVING;
  return NULL;
}
