/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/answer.h"

#include <glib/gi18n-lib.h>

static const AxleField answer_fields[] = {
  [AXLE_ANSWER_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_ANSWER_TASK] = {
    .name = "task", .label = N_("Task"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "task",
  },
  [AXLE_ANSWER_QUESTION] = {
    .name = "question", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_ANSWER_TEXT] = {
    .name = "text", .label = N_("Question"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 500,
  },
  [AXLE_ANSWER_VALUE] = {
    .name = "value", .label = N_("Answer"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_ANSWER_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_ANSWER_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
};

static char *
answer_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_ANSWER_VALUE));
}

const AxleEntity axle_answer_entity = {
  .kind = "answer",
  .label = N_("Answer"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = answer_fields,
  .n_fields = G_N_ELEMENTS (answer_fields),
  .dup_title = answer_title,
};
