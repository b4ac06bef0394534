/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/leave.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleChoice kinds[] = {
  { "leave", N_("Leave") },
  { "ill", N_("Ill") },
  { "training", N_("Training") },
  { "maintenance", N_("Maintenance") },
  { "lent", N_("Lent out") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleField leave_fields[] = {
  [AXLE_LEAVE_STAFF] = {
    .name = "staff", .label = N_("Person"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_LEAVE_RESOURCE] = {
    .name = "resource", .label = N_("Workshop resource"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "resource",
  },
  [AXLE_LEAVE_KIND] = {
    .name = "kind", .label = N_("Kind"), .type = AXLE_FIELD_CHOICE,
    .choices = kinds,
  },
  [AXLE_LEAVE_SINCE] = {
    .name = "since", .label = N_("From"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_LEAVE_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_LEAVE_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 500,
  },
};

static void
check_span (const AxleRecord *record,
            GPtrArray        *problems)
{
  gboolean person = axle_record_get (record, AXLE_LEAVE_STAFF)->kind != AXLE_VALUE_NONE;
  gboolean thing = axle_record_get (record, AXLE_LEAVE_RESOURCE)->kind != AXLE_VALUE_NONE;

  if (person == thing)
    axle_problems_add (problems, "who", "staff", TRUE, _("Leave is of one person, or of one bay, car or piece of equipment."));
  if (axle_record_get_integer (record, AXLE_LEAVE_UNTIL) <= axle_record_get_integer (record, AXLE_LEAVE_SINCE))
    axle_problems_add (problems, "order", "until", TRUE, _("Leave ends after it begins. Give a later time."));
}

const AxleEntity axle_leave_entity = {
  .kind = "leave",
  .label = N_("Leave"),
  .fields = leave_fields,
  .n_fields = G_N_ELEMENTS (leave_fields),
  .check = check_span,
};
