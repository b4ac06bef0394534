/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/relation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/checks.h"

static const AxleChoice roles[] = {
  { "contact", N_("Contact") },
  { "fleet-manager", N_("Fleet manager") },
  { "driver", N_("Driver") },
  { "payer", N_("Payer") },
  { "decision-maker", N_("Decision maker") },
  { "spouse", N_("Spouse") },
  { "parent", N_("Parent") },
  { "child", N_("Child") },
  { "relative", N_("Relative") },
  { NULL, NULL },
};

static const AxleField relation_fields[] = {
  [AXLE_RELATION_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_RELATION_OTHER] = {
    .name = "other", .label = N_("To whom"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "customer",
  },
  [AXLE_RELATION_ROLE] = {
    .name = "role", .label = N_("Role"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = roles,
  },
  [AXLE_RELATION_SINCE] = {
    .name = "since", .label = N_("Since"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_RELATION_UNTIL] = {
    .name = "until", .label = N_("Until"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_RELATION_REMARKS] = {
    .name = "remarks", .label = N_("Remarks"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
};

const AxleEntity axle_relation_entity = {
  .kind = "relation",
  .label = N_("Relation"),
  .fields = relation_fields,
  .n_fields = G_N_ELEMENTS (relation_fields),
};

/* What the customer is to the other, where the word is another one. */
static const struct
{
  const char *role;
  const char *label;
} inverses[] = {
  { "contact", N_("Contact of") },
  { "fleet-manager", N_("Manages the fleet of") },
  { "driver", N_("Drives for") },
  { "payer", N_("Pays for") },
  { "decision-maker", N_("Decides for") },
  { "spouse", N_("Spouse") },
  { "parent", N_("Child") },
  { "child", N_("Parent") },
  { "relative", N_("Relative") },
};

/**
 * axle_relation_is_current:
 * @relation: a relation
 * @now: microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: whether it has not ended
 */
gboolean
axle_relation_is_current (const AxleRecord *relation,
                          gint64            now,
                          GTimeZone        *zone)
{
  const char *until = axle_record_get_text (relation, AXLE_RELATION_UNTIL);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *today = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;

  return until == NULL || today == NULL || strcmp (until, today) > 0;
}

/**
 * axle_relation_get_label:
 * @relation: a relation
 * @inverse: whether it is told of the other: what that one has the customer as
 *
 * Returns: (transfer none): the role as a person reads it, translated
 */
const char *
axle_relation_get_label (const AxleRecord *relation,
                         gboolean          inverse)
{
  const char *role = axle_record_get_text (relation, AXLE_RELATION_ROLE);

  for (guint i = 0; inverse && i < G_N_ELEMENTS (inverses); i++)
    if (g_strcmp0 (role, inverses[i].role) == 0)
      return _(inverses[i].label);
  return role != NULL ? axle_field_choice_label (&relation_fields[AXLE_RELATION_ROLE], role) : "";
}
