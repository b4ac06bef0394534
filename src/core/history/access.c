/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/access.h"

#include <glib/gi18n-lib.h>

static const AxleChoice whats[] = {
  { AXLE_ACCESS_OPENED, N_("Opened") },
  { AXLE_ACCESS_EXPORTED, N_("Exported") },
  { AXLE_ACCESS_LISTED, N_("Listed") },
  { NULL, NULL },
};

static const AxleField access_fields[] = {
  [AXLE_ACCESS_WHAT] = {
    .name = "what", .label = N_("What was done"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = whats,
  },
  [AXLE_ACCESS_KIND] = {
    .name = "kind", .label = N_("Kind"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_ACCESS_RECORD] = {
    .name = "record", .label = N_("Record"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED,
    .limit = AXLE_ID_TEXT_SIZE,
  },
  [AXLE_ACCESS_COUNT] = {
    .name = "count", .label = N_("How many"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_ACCESS_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
};

const AxleEntity axle_access_entity = {
  .kind = "access",
  .label = N_("Reading of personal data"),
  .flags = AXLE_ENTITY_APPEND_ONLY | AXLE_ENTITY_SEALED,
  .fields = access_fields,
  .n_fields = G_N_ELEMENTS (access_fields),
};
