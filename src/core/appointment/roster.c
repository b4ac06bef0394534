/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/roster.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleField roster_fields[] = {
  [AXLE_ROSTER_STAFF] = {
    .name = "staff", .label = N_("Person"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_ROSTER_DAYS] = {
    .name = "days", .label = N_("Days"), .type = AXLE_FIELD_SET,
    .flags = AXLE_FIELD_REQUIRED,
    .merge = AXLE_MERGE_UNION,
    .choices = axle_weekdays,
  },
  [AXLE_ROSTER_STARTS] = {
    .name = "starts", .label = N_("Starts"), .type = AXLE_FIELD_CLOCK,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_day_minutes,
  },
  [AXLE_ROSTER_ENDS] = {
    .name = "ends", .label = N_("Ends"), .type = AXLE_FIELD_CLOCK,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_day_minutes,
  },
  [AXLE_ROSTER_SINCE] = {
    .name = "since", .label = N_("Since"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_ROSTER_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
};

static void
check_order (const AxleRecord *record,
             GPtrArray        *problems)
{
  if (axle_record_get_integer (record, AXLE_ROSTER_ENDS) <= axle_record_get_integer (record, AXLE_ROSTER_STARTS))
    axle_problems_add (problems, "order", "ends", TRUE, _("Work ends after it starts. Give a later time."));
}

const AxleEntity axle_roster_entity = {
  .kind = "roster",
  .label = N_("Roster"),
  .fields = roster_fields,
  .n_fields = G_N_ELEMENTS (roster_fields),
  .check = check_order,
};
