/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/request.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/appointment/words.h"
#include "core/checks.h"

static const AxleChoice states[] = {
  { "open", N_("Open") },
  { "booked", N_("Booked") },
  { "declined", N_("Declined") },
  { "withdrawn", N_("Withdrawn") },
  { NULL, NULL },
};

static const AxleField request_fields[] = {
  [AXLE_REQUEST_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_REQUEST_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_REQUEST_NAME] = {
    .name = "name", .label = N_("Name"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 80,
  },
  [AXLE_REQUEST_PHONE] = {
    .name = "phone", .label = N_("Phone"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 32,
    .check = axle_check_phone,
  },
  [AXLE_REQUEST_CHANNEL] = {
    .name = "channel", .label = N_("Channel"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = axle_booking_channels,
  },
  [AXLE_REQUEST_WISH] = {
    .name = "wish", .label = N_("Wish"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 1000,
  },
  [AXLE_REQUEST_SERVICES] = {
    .name = "services", .label = N_("Services"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
  },
  [AXLE_REQUEST_SINCE] = {
    .name = "since", .label = N_("Earliest"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_REQUEST_UNTIL] = {
    .name = "until", .label = N_("Latest"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_REQUEST_DAYS] = {
    .name = "days", .label = N_("Preferred days"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
    .choices = axle_weekdays,
  },
  [AXLE_REQUEST_RECEIVED_AT] = {
    .name = "received_at", .label = N_("Received"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_REQUEST_ANSWERED_AT] = {
    .name = "answered_at", .label = N_("Answered"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_REQUEST_ANSWERED_BY] = {
    .name = "answered_by", .label = N_("Answered by"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_REQUEST_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .choices = states,
  },
  [AXLE_REQUEST_REASON] = {
    .name = "reason", .label = N_("Reason"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 300,
  },
  [AXLE_REQUEST_RULE] = {
    .name = "rule", .label = N_("Rule"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_REQUEST_OCCASION] = {
    .name = "occasion", .label = N_("Occasion"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_FIXED,
    .limit = 80,
  },
};

/* What finds a rule's request by its id must find the only one. */
static void
check_id (const AxleRecord *record,
          GPtrArray        *problems)
{
  const char *rule = axle_record_get_text (record, AXLE_REQUEST_RULE);
  const char *occasion = axle_record_get_text (record, AXLE_REQUEST_OCCASION);
  AxleId id;

  if (rule == NULL || occasion == NULL || axle_id_is_none (&record->scope))
    return;
  id = axle_request_id (&record->scope, rule, occasion);
  if (!axle_id_equal (&id, &record->id))
    axle_problems_add (problems, "wrong-id", "occasion", TRUE,
                       _("The rule “%s” has another request for this occasion."), rule);
}

static char *
request_title (const AxleRecord *record)
{
  const char *name = axle_record_get_text (record, AXLE_REQUEST_NAME);

  return g_strdup (name != NULL ? name : axle_record_get_text (record, AXLE_REQUEST_WISH));
}

const AxleEntity axle_request_entity = {
  .kind = "request",
  .label = N_("Booking request"),
  .flags = AXLE_ENTITY_ALIKE,
  .fields = request_fields,
  .n_fields = G_N_ELEMENTS (request_fields),
  .check = check_id,
  .dup_title = request_title,
};

/**
 * axle_request_id:
 * @scope: the store
 * @rule: the code of a rule
 * @occasion: what it is about, such as `service/0192f0c4-…`
 *
 * Returns: the id of the request that the rule makes for that occasion, on every desk
 */
AxleId
axle_request_id (const AxleId *scope,
                 const char   *rule,
                 const char   *occasion)
{
  g_autofree char *name = g_strconcat (axle_request_entity.kind, "/", rule, "/", occasion, NULL);

  return axle_id_new_derived (scope, name);
}

/**
 * axle_request_is_open:
 * @request: a request
 *
 * Returns: whether it waits for an answer
 */
gboolean
axle_request_is_open (const AxleRecord *request)
{
  return !request->deleted && g_strcmp0 (axle_record_get_text (request, AXLE_REQUEST_STATE), "open") == 0;
}
