/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/rule.h"

#include <glib/gi18n-lib.h>

static const AxleChoice areas[] = {
  { "portrait", N_("Portrait") },
  { "recommendation", N_("Recommendation") },
  { "task", N_("Follow-up") },
  { "answer", N_("Answer") },
  { NULL, NULL },
};

static const AxleField rule_fields[] = {
  [AXLE_RULE_CODE] = {
    .name = "code", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_UNIQUE | AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_RULE_AREA] = {
    .name = "area", .label = N_("Used for"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = areas,
  },
  [AXLE_RULE_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_RULE_CONDITION] = {
    .name = "condition", .label = N_("Condition"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_RULE_TEXT] = {
    .name = "text", .label = N_("Words"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_MULTILINE,
    .limit = 1000,
  },
  [AXLE_RULE_TAG] = {
    .name = "tag", .label = N_("Tag"), .type = AXLE_FIELD_TEXT,
    .limit = 40,
  },
  [AXLE_RULE_EFFECT] = {
    .name = "effect", .label = N_("Effect"), .type = AXLE_FIELD_TEXT,
    .limit = 200,
  },
  [AXLE_RULE_DELAY] = {
    .name = "delay", .label = N_("Delay in hours"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_RULE_POSITION] = {
    .name = "position", .label = N_("Position"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_RULE_ACTIVE] = {
    .name = "active", .label = N_("Active"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
rule_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_RULE_NAME));
}

const AxleEntity axle_rule_entity = {
  .kind = "rule",
  .label = N_("Rule"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = rule_fields,
  .n_fields = G_N_ELEMENTS (rule_fields),
  .dup_title = rule_title,
};
