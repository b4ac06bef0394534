/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/service-item.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/repair/job.h"

static const AxleField service_item_fields[] = {
  [AXLE_SERVICE_ITEM_CODE] = {
    .name = "code", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED | AXLE_FIELD_UNIQUE,
    .limit = 40,
  },
  [AXLE_SERVICE_ITEM_NAME] = {
    .name = "name", .label = N_("Designation"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 80,
  },
  [AXLE_SERVICE_ITEM_AREA] = {
    .name = "area", .label = N_("Area"), .type = AXLE_FIELD_CHOICE,
    .choices = axle_job_areas,
  },
  [AXLE_SERVICE_ITEM_MINUTES] = {
    .name = "minutes", .label = N_("Labour"), .type = AXLE_FIELD_MINUTES,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_length,
  },
  [AXLE_SERVICE_ITEM_SKILL] = {
    .name = "skill", .label = N_("Skill"), .type = AXLE_FIELD_CHOICE,
    .choices = axle_skills,
  },
  [AXLE_SERVICE_ITEM_EQUIPMENT] = {
    .name = "equipment", .label = N_("Equipment"), .type = AXLE_FIELD_SET,
    .choices = axle_equipment,
  },
  [AXLE_SERVICE_ITEM_PRICE] = {
    .name = "price", .label = N_("Price from"), .type = AXLE_FIELD_MONEY,
  },
  [AXLE_SERVICE_ITEM_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_MULTILINE,
    .limit = 500,
  },
  [AXLE_SERVICE_ITEM_POSITION] = {
    .name = "position", .label = N_("Position"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_SERVICE_ITEM_ACTIVE] = {
    .name = "active", .label = N_("In use"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
service_item_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_SERVICE_ITEM_NAME));
}

const AxleEntity axle_service_item_entity = {
  .kind = "service",
  .label = N_("Service item"),
  .flags = AXLE_ENTITY_GROUP | AXLE_ENTITY_PUBLIC,
  .fields = service_item_fields,
  .n_fields = G_N_ELEMENTS (service_item_fields),
  .dup_title = service_item_title,
};
