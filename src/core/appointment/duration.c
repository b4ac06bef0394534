/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/duration.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleField duration_fields[] = {
  [AXLE_DURATION_SERVICE] = {
    .name = "service", .label = N_("Service item"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .limit = 40,
  },
  [AXLE_DURATION_MODEL] = {
    .name = "model", .label = N_("Model"), .type = AXLE_FIELD_TEXT,
    .limit = 80,
  },
  [AXLE_DURATION_MINUTES] = {
    .name = "minutes", .label = N_("Length"), .type = AXLE_FIELD_MINUTES,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_length,
  },
  [AXLE_DURATION_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_DURATION_APPOINTMENT] = {
    .name = "appointment", .label = N_("Appointment"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "appointment",
  },
};

const AxleEntity axle_duration_entity = {
  .kind = "duration",
  .label = N_("Measured duration"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = duration_fields,
  .n_fields = G_N_ELEMENTS (duration_fields),
};
