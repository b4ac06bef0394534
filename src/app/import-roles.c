/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-roles.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

#define CUSTOMER(name, column, field) { name, column, &axle_customer_entity, AXLE_CUSTOMER_##field }
#define VEHICLE(name, column, field) { name, column, &axle_vehicle_entity, AXLE_VEHICLE_##field }
#define OWNERSHIP(name, field) { name, AXLE_COLUMN_IGNORE, &axle_ownership_entity, AXLE_OWNERSHIP_##field }

/* In the order of an exported table. */
static const AxleRole roles[] = {
  { "ignore", AXLE_COLUMN_IGNORE, NULL, 0 },
  CUSTOMER ("name", AXLE_COLUMN_NAME, NAME),
  CUSTOMER ("type", AXLE_COLUMN_IGNORE, TYPE),
  CUSTOMER ("preferred_name", AXLE_COLUMN_IGNORE, PREFERRED_NAME),
  CUSTOMER ("phone", AXLE_COLUMN_PHONE, PHONES),
  CUSTOMER ("phone2", AXLE_COLUMN_PHONE2, PHONES),
  CUSTOMER ("phone3", AXLE_COLUMN_PHONE3, PHONES),
  CUSTOMER ("email", AXLE_COLUMN_EMAIL, EMAILS),
  CUSTOMER ("wechat", AXLE_COLUMN_WECHAT, WECHAT),
  CUSTOMER ("gender", AXLE_COLUMN_GENDER, GENDER),
  CUSTOMER ("birthday", AXLE_COLUMN_BIRTHDAY, BIRTHDAY),
  CUSTOMER ("occupation", AXLE_COLUMN_OCCUPATION, OCCUPATION),
  CUSTOMER ("company", AXLE_COLUMN_COMPANY, COMPANY),
  CUSTOMER ("credit_code", AXLE_COLUMN_IGNORE, CREDIT_CODE),
  CUSTOMER ("city", AXLE_COLUMN_CITY, CITY),
  CUSTOMER ("address", AXLE_COLUMN_ADDRESS, ADDRESS),
  CUSTOMER ("household", AXLE_COLUMN_IGNORE, HOUSEHOLD),
  CUSTOMER ("children", AXLE_COLUMN_IGNORE, CHILDREN),
  CUSTOMER ("car_use", AXLE_COLUMN_IGNORE, CAR_USE),
  CUSTOMER ("stage", AXLE_COLUMN_IGNORE, STAGE),
  CUSTOMER ("channel", AXLE_COLUMN_IGNORE, CHANNEL),
  CUSTOMER ("times", AXLE_COLUMN_IGNORE, TIMES),
  CUSTOMER ("source", AXLE_COLUMN_SOURCE, SOURCE),
  CUSTOMER ("consultant", AXLE_COLUMN_IGNORE, CONSULTANT),
  CUSTOMER ("advisor", AXLE_COLUMN_IGNORE, ADVISOR),
  CUSTOMER ("tags", AXLE_COLUMN_TAGS, TAGS),
  CUSTOMER ("consent_contact", AXLE_COLUMN_IGNORE, CONSENT_CONTACT),
  CUSTOMER ("consent_marketing", AXLE_COLUMN_IGNORE, CONSENT_MARKETING),
  CUSTOMER ("consent_driving", AXLE_COLUMN_IGNORE, CONSENT_DRIVING),
  VEHICLE ("vin", AXLE_COLUMN_VIN, VIN),
  VEHICLE ("plate", AXLE_COLUMN_PLATE, PLATE),
  VEHICLE ("make", AXLE_COLUMN_IGNORE, MAKE),
  VEHICLE ("model", AXLE_COLUMN_MODEL, MODEL),
  VEHICLE ("variant", AXLE_COLUMN_IGNORE, VARIANT),
  VEHICLE ("model_year", AXLE_COLUMN_IGNORE, MODEL_YEAR),
  VEHICLE ("colour", AXLE_COLUMN_IGNORE, COLOUR),
  VEHICLE ("powertrain", AXLE_COLUMN_IGNORE, POWERTRAIN),
  VEHICLE ("first_registration", AXLE_COLUMN_FIRST_REGISTRATION, FIRST_REGISTRATION),
  VEHICLE ("odometer", AXLE_COLUMN_ODOMETER, ODOMETER),
  VEHICLE ("service_distance", AXLE_COLUMN_IGNORE, SERVICE_DISTANCE),
  VEHICLE ("service_months", AXLE_COLUMN_IGNORE, SERVICE_MONTHS),
  VEHICLE ("warranty_until", AXLE_COLUMN_IGNORE, WARRANTY_UNTIL),
  VEHICLE ("warranty_distance", AXLE_COLUMN_IGNORE, WARRANTY_DISTANCE),
  VEHICLE ("insurance_until", AXLE_COLUMN_IGNORE, INSURANCE_UNTIL),
  VEHICLE ("insurer", AXLE_COLUMN_IGNORE, INSURER),
  VEHICLE ("inspection_until", AXLE_COLUMN_IGNORE, INSPECTION_UNTIL),
  OWNERSHIP ("role", ROLE),
  OWNERSHIP ("since", SINCE),
  OWNERSHIP ("until", UNTIL),
  { "note", AXLE_COLUMN_NOTE, &axle_note_entity, AXLE_NOTE_TEXT },
};

const AxleRole *
axle_roles_list (guint *n_roles)
{
  *n_roles = G_N_ELEMENTS (roles);
  return roles;
}

/* Returns: (nullable): the role of that name */
const AxleRole *
axle_roles_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, name))
      return &roles[i];
  return NULL;
}

const AxleRole *
axle_roles_of_column (AxleColumnRole column)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i].column == column)
      return &roles[i];
  return &roles[0];
}

static gboolean
names_role (const AxleRole *role,
            const char     *key)
{
  g_autofree char *label = NULL;
  g_autofree char *english = NULL;

  if (role->entity == NULL)
    return FALSE;
  label = axle_text_fold (axle_role_get_label (role));
  english = axle_text_fold (role->entity->fields[role->field].label);
  return g_str_equal (key, role->name) || g_str_equal (key, label) ||
         (role->column == AXLE_COLUMN_IGNORE && g_str_equal (key, english));
}

/* Returns: (nullable): the role that a header names exactly, by its name or its label */
const AxleRole *
axle_roles_of_header (const char *header)
{
  g_autofree char *key = axle_text_fold (header);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (names_role (&roles[i], key))
      return &roles[i];
  return NULL;
}

const char *
axle_role_get_label (const AxleRole *self)
{
  if (self->entity == NULL || self->column != AXLE_COLUMN_IGNORE)
    return axle_column_role_get_label (self->column);
  return _(self->entity->fields[self->field].label);
}
