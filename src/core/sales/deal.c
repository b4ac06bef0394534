/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sales/deal.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice kinds[] = {
  { "test-drive", N_("Test drive") },
  { "quotation", N_("Quotation") },
  { "order", N_("Order") },
  { "delivery", N_("Delivery") },
  { "accessory", N_("Accessories") },
  { "extended-warranty", N_("Extended warranty") },
  { "insurance", N_("Insurance") },
  { "finance", N_("Finance") },
  { "trade-in", N_("Trade-in") },
  { NULL, NULL },
};

static const AxleField deal_fields[] = {
  [AXLE_DEAL_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_DEAL_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_DEAL_KIND] = {
    .name = "kind", .label = N_("What"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = kinds,
  },
  [AXLE_DEAL_NUMBER] = {
    .name = "number", .label = N_("Order number"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED | AXLE_FIELD_SEARCHABLE,
    .limit = 40,
  },
  [AXLE_DEAL_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_DEAL_CONSULTANT] = {
    .name = "consultant", .label = N_("Sales consultant"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_DEAL_AMOUNT] = {
    .name = "amount", .label = N_("Amount"), .type = AXLE_FIELD_MONEY,
  },
  [AXLE_DEAL_VALID_UNTIL] = {
    .name = "valid_until", .label = N_("Valid until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_DEAL_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
};

static char *
deal_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_DEAL_NUMBER));
}

const AxleEntity axle_deal_entity = {
  .kind = "deal",
  .label = N_("Sales event"),
  .fields = deal_fields,
  .n_fields = G_N_ELEMENTS (deal_fields),
  .dup_title = deal_title,
  .dated_by = "at",
};
