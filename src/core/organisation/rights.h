/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"

G_BEGIN_DECLS

/* The names of the rights of a role. */
#define AXLE_RIGHT_CUSTOMERS_READ "customers.read"
#define AXLE_RIGHT_CUSTOMERS_WRITE "customers.write"
#define AXLE_RIGHT_CUSTOMERS_DELETE "customers.delete"
#define AXLE_RIGHT_CUSTOMERS_IMPORT "customers.import"
#define AXLE_RIGHT_CUSTOMERS_EXPORT "customers.export"
#define AXLE_RIGHT_CUSTOMERS_MERGE "customers.merge"
#define AXLE_RIGHT_APPOINTMENTS_WRITE "appointments.write"
#define AXLE_RIGHT_APPOINTMENTS_OVERBOOK "appointments.overbook"
#define AXLE_RIGHT_APPOINTMENTS_PLAN "appointments.plan"
#define AXLE_RIGHT_PRIVACY "privacy"
#define AXLE_RIGHT_MONTHS_CLOSE "months.close"
#define AXLE_RIGHT_SETTINGS "settings"

gboolean    axle_rights_contain (const AxleValue  *rights,
                                 const char       *right);
const char *axle_rights_needed  (const AxleEntity *entity,
                                 AxleChangeAction  action);
const char *axle_rights_find_missing (const AxleValue  *rights,
                                      const AxleChange *change,
                                      const AxleRecord *current);
gboolean    axle_rights_allow   (const AxleValue  *rights,
                                 const AxleChange *change,
                                 const AxleRecord *current);

G_END_DECLS
