/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/resource.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleChoice kinds[] = {
  { "bay", N_("Bay") },
  { "equipment", N_("Equipment") },
  { "loan-car", N_("Loan car") },
  { "service-car", N_("Service car") },
  { NULL, NULL },
};

static const AxleField resource_fields[] = {
  [AXLE_RESOURCE_NAME] = {
    .name = "name", .label = N_("Designation"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 80,
  },
  [AXLE_RESOURCE_KIND] = {
    .name = "kind", .label = N_("Kind"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = kinds,
  },
  [AXLE_RESOURCE_SKILLS] = {
    .name = "skills", .label = N_("Good for"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
    .choices = axle_skills,
  },
  [AXLE_RESOURCE_PROVIDES] = {
    .name = "provides", .label = N_("Equipment"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
    .choices = axle_equipment,
  },
  [AXLE_RESOURCE_PLATE] = {
    .name = "plate", .label = N_("Plate"), .type = AXLE_FIELD_TEXT,
    .limit = 20,
    .check = axle_check_plate,
  },
  [AXLE_RESOURCE_ELECTRIC] = {
    .name = "electric", .label = N_("Electric"), .type = AXLE_FIELD_BOOLEAN,
  },
  [AXLE_RESOURCE_POSITION] = {
    .name = "position", .label = N_("Position"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_RESOURCE_ACTIVE] = {
    .name = "active", .label = N_("In use"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
resource_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_RESOURCE_NAME));
}

const AxleEntity axle_resource_entity = {
  .kind = "resource",
  .label = N_("Workshop resource"),
  .fields = resource_fields,
  .n_fields = G_N_ELEMENTS (resource_fields),
  .dup_title = resource_title,
};
