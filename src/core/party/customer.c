/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/customer.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"
#include "core/party/merge.h"

static const AxleChoice types[] = {
  { "person", N_("Person") },
  { "company", N_("Company") },
  { NULL, NULL },
};

static const AxleChoice genders[] = {
  { "female", N_("Female") },
  { "male", N_("Male") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleChoice uses[] = {
  { "commute", N_("Commuting") },
  { "family", N_("Family") },
  { "business", N_("Business") },
  { "motorway", N_("Long trips") },
  { "ride-hailing", N_("Ride-hailing") },
  { "goods", N_("Goods") },
  { "leisure", N_("Leisure") },
  { NULL, NULL },
};

static const AxleChoice stages[] = {
  { "potential", N_("Potential") },
  { "intent", N_("Intent") },
  { "deal", N_("Deal") },
  { "after-sales", N_("After-sales") },
  { "loyal", N_("Loyal") },
  { NULL, NULL },
};

static const AxleChoice channels[] = {
  { "phone", N_("Phone") },
  { "wechat", N_("WeChat") },
  { "sms", N_("SMS") },
  { "visit", N_("In person") },
  { NULL, NULL },
};

static const AxleChoice times[] = {
  { "weekday-morning", N_("Weekday mornings") },
  { "weekday-afternoon", N_("Weekday afternoons") },
  { "weekday-evening", N_("Weekday evenings") },
  { "weekend-morning", N_("Weekend mornings") },
  { "weekend-afternoon", N_("Weekend afternoons") },
  { NULL, NULL },
};

static const AxleField customer_fields[] = {
  [AXLE_CUSTOMER_TYPE] = {
    .name = "type", .label = N_("Type"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = types,
  },
  [AXLE_CUSTOMER_NAME] = {
    .name = "name", .label = N_("Name"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_SEARCHABLE | AXLE_FIELD_PERSONAL,
  },
  [AXLE_CUSTOMER_PREFERRED_NAME] = {
    .name = "preferred_name", .label = N_("Form of address"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_SEARCHABLE | AXLE_FIELD_PERSONAL,
  },
  [AXLE_CUSTOMER_PHONES] = {
    .name = "phones", .label = N_("Phone numbers"), .type = AXLE_FIELD_SET,
    .flags = AXLE_FIELD_SEARCHABLE | AXLE_FIELD_PERSONAL,
    .merge = AXLE_MERGE_UNION,
    .limit = 40,
    .check = axle_check_phone,
  },
  [AXLE_CUSTOMER_EMAILS] = {
    .name = "emails", .label = N_("Email addresses"), .type = AXLE_FIELD_SET,
    .flags = AXLE_FIELD_PERSONAL,
    .merge = AXLE_MERGE_UNION,
  },
  [AXLE_CUSTOMER_WECHAT] = {
    .name = "wechat", .label = N_("WeChat"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 64,
  },
  [AXLE_CUSTOMER_GENDER] = {
    .name = "gender", .label = N_("Gender"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_PERSONAL,
    .choices = genders,
  },
  [AXLE_CUSTOMER_BIRTHDAY] = {
    .name = "birthday", .label = N_("Birthday"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_PERSONAL,
    .check = axle_check_date,
  },
  [AXLE_CUSTOMER_OCCUPATION] = {
    .name = "occupation", .label = N_("Occupation"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_CUSTOMER_COMPANY] = {
    .name = "company", .label = N_("Company"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_SEARCHABLE,
  },
  [AXLE_CUSTOMER_CREDIT_CODE] = {
    .name = "credit_code", .label = N_("Credit code"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 32,
    .check = axle_check_credit_code,
  },
  [AXLE_CUSTOMER_CITY] = {
    .name = "city", .label = N_("City"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_CUSTOMER_ADDRESS] = {
    .name = "address", .label = N_("Address"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
  [AXLE_CUSTOMER_HOUSEHOLD] = {
    .name = "household", .label = N_("Household"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
  [AXLE_CUSTOMER_CHILDREN] = {
    .name = "children", .label = N_("Children"), .type = AXLE_FIELD_INTEGER,
    .flags = AXLE_FIELD_PERSONAL,
  },
  [AXLE_CUSTOMER_CAR_USE] = {
    .name = "car_use", .label = N_("Use of the car"), .type = AXLE_FIELD_CHOICE,
    .choices = uses,
  },
  [AXLE_CUSTOMER_STAGE] = {
    .name = "stage", .label = N_("Stage"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_INDEXED,
    .choices = stages,
  },
  [AXLE_CUSTOMER_CHANNEL] = {
    .name = "channel", .label = N_("Preferred channel"), .type = AXLE_FIELD_CHOICE,
    .choices = channels,
  },
  [AXLE_CUSTOMER_TIMES] = {
    .name = "times", .label = N_("Preferred times"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
    .choices = times,
  },
  [AXLE_CUSTOMER_SOURCE] = {
    .name = "source", .label = N_("Source"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_CUSTOMER_CONSULTANT] = {
    .name = "consultant", .label = N_("Sales consultant"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_CUSTOMER_ADVISOR] = {
    .name = "advisor", .label = N_("Service advisor"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_CUSTOMER_TAGS] = {
    .name = "tags", .label = N_("Tags"), .type = AXLE_FIELD_SET,
    .merge = AXLE_MERGE_UNION,
    .limit = 40,
  },
  [AXLE_CUSTOMER_CONSENT_CONTACT] = {
    .name = "consent_contact", .label = N_("May be contacted"), .type = AXLE_FIELD_BOOLEAN,
    .merge = AXLE_MERGE_RESTRICT,
  },
  [AXLE_CUSTOMER_CONSENT_MARKETING] = {
    .name = "consent_marketing", .label = N_("May get offers"), .type = AXLE_FIELD_BOOLEAN,
    .merge = AXLE_MERGE_RESTRICT,
  },
  [AXLE_CUSTOMER_CONSENT_DRIVING] = {
    .name = "consent_driving", .label = N_("Driving data may be used"), .type = AXLE_FIELD_BOOLEAN,
    .merge = AXLE_MERGE_RESTRICT,
  },
  [AXLE_CUSTOMER_MERGED_INTO] = {
    .name = "merged_into", .label = N_("Merged into"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_CUSTOMER_ERASED_AT] = {
    .name = "erased_at", .label = N_("Deleted on request"), .type = AXLE_FIELD_TIME,
  },
};

static char *
customer_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_CUSTOMER_NAME));
}

static const AxleGuard * const customer_guards[] = { &axle_merge_guard, NULL };

const AxleEntity axle_customer_entity = {
  .kind = "customer",
  .label = N_("Customer"),
  .fields = customer_fields,
  .n_fields = G_N_ELEMENTS (customer_fields),
  .dup_title = customer_title,
  .guards = customer_guards,
};
