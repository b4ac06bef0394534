/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/ownership.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice roles[] = {
  { "owner", N_("Owner") },
  { "driver", N_("Driver") },
  { "payer", N_("Payer") },
  { NULL, NULL },
};

static const AxleField ownership_fields[] = {
  [AXLE_OWNERSHIP_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_OWNERSHIP_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "vehicle",
  },
  [AXLE_OWNERSHIP_ROLE] = {
    .name = "role", .label = N_("Role"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = roles,
  },
  [AXLE_OWNERSHIP_SINCE] = {
    .name = "since", .label = N_("Since"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_OWNERSHIP_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
};

const AxleEntity axle_ownership_entity = {
  .kind = "ownership",
  .label = N_("Ownership"),
  .fields = ownership_fields,
  .n_fields = G_N_ELEMENTS (ownership_fields),
};
