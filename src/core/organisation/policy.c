/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/policy.h"

#include <glib/gi18n-lib.h>

static const AxleField policy_fields[] = {
  [AXLE_POLICY_NAME] = {
    .name = "name", .label = N_("Name"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_UNIQUE | AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_POLICY_VALUE] = {
    .name = "value", .label = N_("Value"), .type = AXLE_FIELD_TEXT,
    .limit = 1000,
  },
};

static char *
policy_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_POLICY_NAME));
}

const AxleEntity axle_policy_entity = {
  .kind = "policy",
  .label = N_("Policy"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = policy_fields,
  .n_fields = G_N_ELEMENTS (policy_fields),
  .dup_title = policy_title,
};
