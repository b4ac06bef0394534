/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/merging.h"

#include <glib/gi18n-lib.h>

#include "core/party/merge.h"

static const AxleField merging_fields[] = {
  [AXLE_MERGING_SURVIVOR] = {
    .name = "survivor", .label = N_("Kept"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_MERGING_ABSORBED] = {
    .name = "absorbed", .label = N_("Merged into it"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_MERGING_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_MERGING_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_MERGING_SCORE] = {
    .name = "score", .label = N_("Score"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_MERGING_REASONS] = {
    .name = "reasons", .label = N_("Reasons"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 1000,
  },
  [AXLE_MERGING_FIELDS] = {
    .name = "fields", .label = N_("Fields that were chosen"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 20000,
  },
  [AXLE_MERGING_UNDONE_AT] = {
    .name = "undone_at", .label = N_("Taken back"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_MERGING_UNDONE_BY] = {
    .name = "undone_by", .label = N_("Taken back by"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
};

static const AxleGuard * const merging_guards[] = { &axle_merge_told_guard, NULL };

const AxleEntity axle_merging_entity = {
  .kind = "merging",
  .label = N_("Merge"),
  .fields = merging_fields,
  .n_fields = G_N_ELEMENTS (merging_fields),
  .guards = merging_guards,
};
