/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/loyalty/points.h"

#include <glib/gi18n-lib.h>

static const AxleField points_fields[] = {
  [AXLE_POINTS_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_POINTS_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_POINTS_AMOUNT] = {
    .name = "amount", .label = N_("Points"), .type = AXLE_FIELD_INTEGER,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_POINTS_REASON] = {
    .name = "reason", .label = N_("Reason"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL,
  },
  [AXLE_POINTS_VISIT] = {
    .name = "visit", .label = N_("Service visit"), .type = AXLE_FIELD_REFERENCE,
    .target = "visit",
  },
};

static char *
points_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_POINTS_REASON));
}

const AxleEntity axle_points_entity = {
  .kind = "points",
  .label = N_("Points"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = points_fields,
  .n_fields = G_N_ELEMENTS (points_fields),
  .dup_title = points_title,
  .dated_by = "at",
};
