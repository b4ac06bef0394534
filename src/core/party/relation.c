/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/relation.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice roles[] = {
  { "contact", N_("Contact") },
  { "fleet-manager", N_("Fleet manager") },
  { "driver", N_("Driver") },
  { "payer", N_("Payer") },
  { "decision-maker", N_("Decision maker") },
  { "spouse", N_("Spouse") },
  { "parent", N_("Parent") },
  { "child", N_("Child") },
  { "relative", N_("Relative") },
  { NULL, NULL },
};

static const AxleField relation_fields[] = {
  [AXLE_RELATION_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_RELATION_OTHER] = {
    .name = "other", .label = N_("To whom"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_RELATION_ROLE] = {
    .name = "role", .label = N_("Role"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = roles,
  },
  [AXLE_RELATION_SINCE] = {
    .name = "since", .label = N_("Since"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_RELATION_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_RELATION_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
};

const AxleEntity axle_relation_entity = {
  .kind = "relation",
  .label = N_("Relation"),
  .fields = relation_fields,
  .n_fields = G_N_ELEMENTS (relation_fields),
};
