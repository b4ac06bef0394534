/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/repair/visit.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice reasons[] = {
  { "maintenance", N_("Maintenance") },
  { "repair", N_("Repair") },
  { "warranty", N_("Warranty repair") },
  { "body", N_("Body and paint") },
  { "inspection", N_("Inspection") },
  { "recall", N_("Recall") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleChoice sources[] = {
  { "desk", N_("Typed at a desk") },
  { "import", N_("Imported") },
  { "workshop", N_("From the workshop") },
  { NULL, NULL },
};

static const AxleField visit_fields[] = {
  [AXLE_VISIT_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_VISIT_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_VISIT_NUMBER] = {
    .name = "number", .label = N_("Order number"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED | AXLE_FIELD_SEARCHABLE,
    .limit = 40,
  },
  [AXLE_VISIT_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_VISIT_ODOMETER] = {
    .name = "odometer", .label = N_("Odometer"), .type = AXLE_FIELD_DISTANCE,
    .check = axle_check_distance,
  },
  [AXLE_VISIT_REASON] = {
    .name = "reason", .label = N_("Reason"), .type = AXLE_FIELD_CHOICE,
    .choices = reasons,
  },
  [AXLE_VISIT_CONCERN] = {
    .name = "concern", .label = N_("Concern"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_VISIT_ADVISOR] = {
    .name = "advisor", .label = N_("Service advisor"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_VISIT_AMOUNT] = {
    .name = "amount", .label = N_("Amount"), .type = AXLE_FIELD_MONEY,
  },
  [AXLE_VISIT_SOURCE] = {
    .name = "source", .label = N_("Source"), .type = AXLE_FIELD_CHOICE,
    .choices = sources,
  },
};

static char *
visit_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_VISIT_NUMBER));
}

const AxleEntity axle_visit_entity = {
  .kind = "visit",
  .label = N_("Service visit"),
  .flags = AXLE_ENTITY_OF_VEHICLE,
  .fields = visit_fields,
  .n_fields = G_N_ELEMENTS (visit_fields),
  .dup_title = visit_title,
  .dated_by = "at",
};
