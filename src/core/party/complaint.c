/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/complaint.h"

#include <glib/gi18n-lib.h>

static const AxleChoice themes[] = {
  { "wait", N_("Long wait") },
  { "price", N_("Unclear price") },
  { "quality", N_("Quality of the work") },
  { "manner", N_("Manner") },
  { "parts", N_("Parts") },
  { "delivery", N_("Delivery") },
  { "charging", N_("Charging") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleChoice states[] = {
  { "open", N_("Open") },
  { "answered", N_("Answered") },
  { "closed", N_("Closed") },
  { NULL, NULL },
};

static const AxleField complaint_fields[] = {
  [AXLE_COMPLAINT_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_COMPLAINT_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_COMPLAINT_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_COMPLAINT_THEME] = {
    .name = "theme", .label = N_("Theme"), .type = AXLE_FIELD_CHOICE,
    .choices = themes,
  },
  [AXLE_COMPLAINT_TEXT] = {
    .name = "text", .label = N_("What the customer says"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 4000,
  },
  [AXLE_COMPLAINT_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .choices = states,
  },
  [AXLE_COMPLAINT_OWNER] = {
    .name = "owner", .label = N_("Responsible"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_COMPLAINT_DUE] = {
    .name = "due", .label = N_("Answer until"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_COMPLAINT_ANSWER] = {
    .name = "answer", .label = N_("Answer"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 4000,
  },
  [AXLE_COMPLAINT_CLOSED_AT] = {
    .name = "closed_at", .label = N_("Closed"), .type = AXLE_FIELD_TIME,
  },
};

static char *
complaint_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_COMPLAINT_TEXT));
}

const AxleEntity axle_complaint_entity = {
  .kind = "complaint",
  .label = N_("Complaint"),
  .fields = complaint_fields,
  .n_fields = G_N_ELEMENTS (complaint_fields),
  .dup_title = complaint_title,
};

/**
 * axle_complaint_is_open:
 * @complaint: a complaint
 *
 * One that was answered is open until the customer is content with the answer.
 *
 * Returns: whether somebody still has to see to it
 */
gboolean
axle_complaint_is_open (const AxleRecord *complaint)
{
  return !complaint->deleted && g_strcmp0 (axle_record_get_text (complaint, AXLE_COMPLAINT_STATE), "closed") != 0;
}
