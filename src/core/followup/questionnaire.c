/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/questionnaire.h"

#include <glib/gi18n-lib.h>

static const AxleField questionnaire_fields[] = {
  [AXLE_QUESTIONNAIRE_CODE] = {
    .name = "code", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_UNIQUE | AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_QUESTIONNAIRE_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_QUESTIONNAIRE_ACTIVE] = {
    .name = "active", .label = N_("Active"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
questionnaire_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_QUESTIONNAIRE_NAME));
}

const AxleEntity axle_questionnaire_entity = {
  .kind = "questionnaire",
  .label = N_("Questionnaire"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = questionnaire_fields,
  .n_fields = G_N_ELEMENTS (questionnaire_fields),
  .dup_title = questionnaire_title,
};
