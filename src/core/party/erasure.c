/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/erasure.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/calendar.h"
#include "core/checks.h"

static const AxleChoice forms[] = {
  { "paper", N_("On paper") },
  { "spoken", N_("Spoken") },
  { "phone", N_("Phone") },
  { "wechat", N_("WeChat") },
  { "app", N_("In an app") },
  { NULL, NULL },
};

static const AxleChoice states[] = {
  { "requested", N_("Requested") },
  { "held", N_("Held by law") },
  { "done", N_("Done") },
  { "withdrawn", N_("Withdrawn") },
  { NULL, NULL },
};

static const AxleField erasure_fields[] = {
  [AXLE_ERASURE_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_ERASURE_REQUESTED_AT] = {
    .name = "requested_at", .label = N_("Requested"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_ERASURE_FORM] = {
    .name = "form", .label = N_("Form"), .type = AXLE_FIELD_CHOICE,
    .choices = forms,
  },
  [AXLE_ERASURE_DUE] = {
    .name = "due", .label = N_("Due"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .check = axle_check_date,
  },
  [AXLE_ERASURE_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .choices = states,
  },
  [AXLE_ERASURE_HOLD_REASON] = {
    .name = "hold_reason", .label = N_("Why it is kept"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 1000,
  },
  [AXLE_ERASURE_HOLD_UNTIL] = {
    .name = "hold_until", .label = N_("Kept until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_ERASURE_DONE_AT] = {
    .name = "done_at", .label = N_("Done"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_ERASURE_DONE_BY] = {
    .name = "done_by", .label = N_("Done by"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_ERASURE_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 1000,
  },
};

/* Who is told that something is kept is told why. */
static void
check_erasure (const AxleRecord *record,
               GPtrArray        *problems)
{
  if (g_strcmp0 (axle_record_get_text (record, AXLE_ERASURE_STATE), "held") == 0 &&
      axle_record_get_text (record, AXLE_ERASURE_HOLD_REASON) == NULL)
    axle_problems_add (problems, "hold-reason", "hold_reason", TRUE, _("Say which law makes us keep it."));
}

const AxleEntity axle_erasure_entity = {
  .kind = "erasure",
  .label = N_("Request for deletion"),
  .fields = erasure_fields,
  .n_fields = G_N_ELEMENTS (erasure_fields),
  .check = check_erasure,
};

/**
 * axle_erasure_days_left:
 * @erasure: a request
 * @days: the days of the store
 * @today: the store's day
 *
 * Returns: working days from @today to when it is due, 0 on that day, below 0 behind it
 */
int
axle_erasure_days_left (const AxleRecord      *erasure,
                        const AxleWorkingDays *days,
                        const AxleDate        *today)
{
  const char *text = axle_record_get_text (erasure, AXLE_ERASURE_DUE);
  AxleDate due;

  if (text == NULL || !axle_date_parse (text, &due, NULL) || due.year == 0)
    return 0;
  return axle_working_days_count (days, today, &due);
}

/**
 * axle_erasure_is_open:
 * @erasure: a request
 *
 * Returns: whether it waits to be carried out
 */
gboolean
axle_erasure_is_open (const AxleRecord *erasure)
{
  return g_strcmp0 (axle_record_get_text (erasure, AXLE_ERASURE_STATE), "requested") == 0;
}
