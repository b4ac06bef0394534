/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/organisation.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/checks.h"
#include "core/organisation/rights.h"

static const AxleChoice rights[] = {
  { AXLE_RIGHT_CUSTOMERS_READ, N_("See customers") },
  { AXLE_RIGHT_CUSTOMERS_WRITE, N_("Change customers") },
  { AXLE_RIGHT_CUSTOMERS_DELETE, N_("Delete customers") },
  { AXLE_RIGHT_CUSTOMERS_IMPORT, N_("Import customers") },
  { AXLE_RIGHT_CUSTOMERS_EXPORT, N_("Export customers") },
  { AXLE_RIGHT_CUSTOMERS_MERGE, N_("Merge customers") },
  { AXLE_RIGHT_APPOINTMENTS_WRITE, N_("Book appointments") },
  { AXLE_RIGHT_APPOINTMENTS_OVERBOOK, N_("Overbook with a reason") },
  { AXLE_RIGHT_APPOINTMENTS_PLAN, N_("Plan rosters, bays and services") },
  { AXLE_RIGHT_PRIVACY, N_("Handle requests for deletion") },
  { AXLE_RIGHT_MONTHS_CLOSE, N_("Close and open months") },
  { AXLE_RIGHT_SETTINGS, N_("Change settings") },
  { NULL, NULL },
};

static const AxleChoice audiences[] = {
  { "office", N_("Sales and service") },
  { "workshop", N_("Workshop") },
  { "kiosk", N_("Lounge screen") },
  { NULL, NULL },
};

static const AxleField group_fields[] = {
  [AXLE_GROUP_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
};

static char *
group_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_GROUP_NAME));
}

const AxleEntity axle_group_entity = {
  .kind = "group",
  .label = N_("Group"),
  .flags = AXLE_ENTITY_GROUP | AXLE_ENTITY_PUBLIC,
  .fields = group_fields,
  .n_fields = G_N_ELEMENTS (group_fields),
  .dup_title = group_title,
};

static const AxleField store_fields[] = {
  [AXLE_STORE_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_STORE_CODE] = {
    .name = "code", .label = N_("Code"), .type = AXLE_FIELD_TEXT,
    .limit = 32,
  },
  [AXLE_STORE_CITY] = {
    .name = "city", .label = N_("City"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_STORE_ADDRESS] = {
    .name = "address", .label = N_("Address"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_STORE_PHONE] = {
    .name = "phone", .label = N_("Phone"), .type = AXLE_FIELD_TEXT,
    .limit = 32,
    .check = axle_check_phone,
  },
  [AXLE_STORE_TIME_ZONE] = {
    .name = "time_zone", .label = N_("Time zone"), .type = AXLE_FIELD_TEXT,
    .limit = 64,
  },
};

static char *
store_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_STORE_NAME));
}

const AxleEntity axle_store_entity = {
  .kind = "store",
  .label = N_("Store"),
  .flags = AXLE_ENTITY_GROUP | AXLE_ENTITY_PUBLIC,
  .fields = store_fields,
  .n_fields = G_N_ELEMENTS (store_fields),
  .dup_title = store_title,
};

static const AxleField role_fields[] = {
  [AXLE_ROLE_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_ROLE_RIGHTS] = {
    .name = "rights", .label = N_("Rights"), .type = AXLE_FIELD_SET,
    .choices = rights,
  },
};

static char *
role_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_ROLE_NAME));
}

const AxleEntity axle_role_entity = {
  .kind = "role",
  .label = N_("Role"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = role_fields,
  .n_fields = G_N_ELEMENTS (role_fields),
  .dup_title = role_title,
};

static const AxleField staff_fields[] = {
  [AXLE_STAFF_NAME] = {
    .name = "name", .label = N_("Name"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_STAFF_STORE] = {
    .name = "store", .label = N_("Store"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "store",
  },
  [AXLE_STAFF_ROLE] = {
    .name = "role", .label = N_("Role"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED,
    .target = "role",
  },
  [AXLE_STAFF_TITLE] = {
    .name = "title", .label = N_("Position"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_STAFF_PHONE] = {
    .name = "phone", .label = N_("Phone"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = 32,
    .check = axle_check_phone,
  },
  [AXLE_STAFF_ACTIVE] = {
    .name = "active", .label = N_("Works here"), .type = AXLE_FIELD_BOOLEAN,
  },
  [AXLE_STAFF_SKILLS] = {
    .name = "skills", .label = N_("Skills"), .type = AXLE_FIELD_SET,
    .choices = axle_skills,
  },
  [AXLE_STAFF_TEAM] = {
    .name = "team", .label = N_("Team"), .type = AXLE_FIELD_TEXT,
    .limit = 40,
  },
};

static char *
staff_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_STAFF_NAME));
}

const AxleEntity axle_staff_entity = {
  .kind = "staff",
  .label = N_("Staff"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = staff_fields,
  .n_fields = G_N_ELEMENTS (staff_fields),
  .dup_title = staff_title,
};

static const AxleField desk_fields[] = {
  [AXLE_DESK_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_DESK_STORE] = {
    .name = "store", .label = N_("Store"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .target = "store",
  },
  [AXLE_DESK_AUDIENCE] = {
    .name = "audience", .label = N_("Used by"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_FIXED,
    .choices = audiences,
  },
  [AXLE_DESK_REVOKED] = {
    .name = "revoked", .label = N_("Locked out"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
desk_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_DESK_NAME));
}

const AxleEntity axle_desk_entity = {
  .kind = "desk",
  .label = N_("Desk"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = desk_fields,
  .n_fields = G_N_ELEMENTS (desk_fields),
  .dup_title = desk_title,
};

#define DEFAULT_ZONE "Asia/Shanghai"

/**
 * axle_store_dup_zone:
 * @store: (nullable): the record of a store
 *
 * Returns: (transfer full): the time zone of its calendar
 */
GTimeZone *
axle_store_dup_zone (const AxleRecord *store)
{
  const char *name = store != NULL ? axle_record_get_text (store, AXLE_STORE_TIME_ZONE) : NULL;
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  if (zone == NULL)
    zone = g_time_zone_new_identifier (DEFAULT_ZONE);
  return zone != NULL ? zone : g_time_zone_new_utc ();
}
