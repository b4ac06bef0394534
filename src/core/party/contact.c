/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/contact.h"

#include <glib/gi18n-lib.h>

static const AxleChoice channels[] = {
  { "call", N_("Call") },
  { "wechat", N_("WeChat message") },
  { "sms", N_("SMS") },
  { "visit", N_("Visit") },
  { "email", N_("Email") },
  { NULL, NULL },
};

static const AxleChoice directions[] = {
  { "in", N_("From the customer") },
  { "out", N_("From us") },
  { NULL, NULL },
};

static const AxleField contact_fields[] = {
  [AXLE_CONTACT_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_CONTACT_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .target = "vehicle",
  },
  [AXLE_CONTACT_CHANNEL] = {
    .name = "channel", .label = N_("Channel"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = channels,
  },
  [AXLE_CONTACT_DIRECTION] = {
    .name = "direction", .label = N_("Direction"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = directions,
  },
  [AXLE_CONTACT_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_CONTACT_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_CONTACT_SUMMARY] = {
    .name = "summary", .label = N_("What was said"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 4000,
  },
};

static char *
contact_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_CONTACT_SUMMARY));
}

const AxleEntity axle_contact_entity = {
  .kind = "contact",
  .label = N_("Contact"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = contact_fields,
  .n_fields = G_N_ELEMENTS (contact_fields),
  .dup_title = contact_title,
  .dated_by = "at",
};
