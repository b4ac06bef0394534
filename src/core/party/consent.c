/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/consent.h"

#include <glib/gi18n-lib.h>

static const AxleChoice purposes[] = {
  { "contact", N_("Being contacted") },
  { "marketing", N_("Offers") },
  { "driving", N_("Driving and charging data") },
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
