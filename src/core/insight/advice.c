/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/advice.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice decisions[] = {
  { "accepted", N_("Accepted") },
  { "declined", N_("Declined") },
  { "later", N_("Later") },
  { NULL, NULL },
};

static const AxleField advice_fields[] = {
  [AXLE_ADVICE_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_ADVICE_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_ADVICE_RULE] = {
    .name = "rule", .label = N_("Rule"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_ADVICE_TITLE] = {
    .name = "title", .label = N_("Recommendation"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL,
  },
  [AXLE_ADVICE_DECISION] = {
    .name = "decision", .label = N_("Decision"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = decisions,
  },
  [AXLE_ADVICE_UNTIL] = {
    .name = "until", .label = N_("Again after"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_ADVICE_REASON] = {
    .name = "reason", .label = N_("Reason"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
  [AXLE_ADVICE_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_ADVICE_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
};

static char *
advice_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_ADVICE_TITLE));
}

const AxleEntity axle_advice_entity = {
  .kind = "advice",
  .label = N_("Recommendation"),
  .fields = advice_fields,
  .n_fields = G_N_ELEMENTS (advice_fields),
  .dup_title = advice_title,
};
