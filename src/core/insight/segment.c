/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/segment.h"

#include <glib/gi18n-lib.h>

static const AxleField segment_fields[] = {
  [AXLE_SEGMENT_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_SEGMENT_CONDITION] = {
    .name = "condition", .label = N_("Condition"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_SEGMENT_POSITION] = {
    .name = "position", .label = N_("Position"), .type = AXLE_FIELD_INTEGER,
  },
};

static char *
segment_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_SEGMENT_NAME));
}

const AxleEntity axle_segment_entity = {
  .kind = "segment",
  .label = N_("Segment"),
  .fields = segment_fields,
  .n_fields = G_N_ELEMENTS (segment_fields),
  .dup_title = segment_title,
};
