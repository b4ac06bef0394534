/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"

#include <glib/gi18n-lib.h>

static const AxleField history_fields[] = {
  [AXLE_HISTORY_RECORD] = {
    .name = "record", .label = N_("Record"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_HISTORY_KIND] = {
    .name = "kind", .label = N_("Kind"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_HISTORY_FIELD] = {
    .name = "field", .label = N_("Field"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_HISTORY_BEFORE] = {
    .name = "before", .label = N_("Before"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 20000,
  },
  [AXLE_HISTORY_AFTER] = {
    .name = "after", .label = N_("After"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 20000,
  },
  [AXLE_HISTORY_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_HISTORY_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_HISTORY_DESK] = {
    .name = "desk", .label = N_("Desk"), .type = AXLE_FIELD_REFERENCE,
    .target = "desk",
  },
};

const AxleEntity axle_history_entity = {
  .kind = "history",
  .label = N_("Change"),
  .flags = AXLE_ENTITY_APPEND_ONLY | AXLE_ENTITY_SERVER,
  .fields = history_fields,
  .n_fields = G_N_ELEMENTS (history_fields),
};
