/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/opening-hours.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleField opening_hours_fields[] = {
  [AXLE_OPENING_HOURS_DAYS] = {
    .name = "days", .label = N_("Days"), .type = AXLE_FIELD_SET,
    .flags = AXLE_FIELD_REQUIRED,
    .merge = AXLE_MERGE_UNION,
    .choices = axle_weekdays,
  },
  [AXLE_OPENING_HOURS_OPENS] = {
    .name = "opens", .label = N_("Opens"), .type = AXLE_FIELD_CLOCK,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_day_minutes,
  },
  [AXLE_OPENING_HOURS_CLOSES] = {
    .name = "closes", .label = N_("Closes"), .type = AXLE_FIELD_CLOCK,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_day_minutes,
  },
  [AXLE_OPENING_HOURS_SINCE] = {
    .name = "since", .label = N_("Since"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_OPENING_HOURS_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
};

static void
check_order (const AxleRecord *record,
             GPtrArray        *problems)
{
  if (axle_record_get_integer (record, AXLE_OPENING_HOURS_CLOSES) <= axle_record_get_integer (record, AXLE_OPENING_HOURS_OPENS))
    axle_problems_add (problems, "order", "closes", TRUE, _("A store closes after it opens. Give a later time."));
}

const AxleEntity axle_opening_hours_entity = {
  .kind = "opening",
  .label = N_("Opening hours"),
  .flags = AXLE_ENTITY_PUBLIC,
  .fields = opening_hours_fields,
  .n_fields = G_N_ELEMENTS (opening_hours_fields),
  .check = check_order,
};
