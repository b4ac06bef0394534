/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Who runs the dealership: its group of stores, people, their roles and their desks. */

typedef enum
{
  AXLE_GROUP_NAME,
  AXLE_GROUP_N_FIELDS,
} AxleGroupField;

typedef enum
{
  AXLE_STORE_NAME,
  AXLE_STORE_CODE,
  AXLE_STORE_CITY,
  AXLE_STORE_ADDRESS,
  AXLE_STORE_PHONE,
  AXLE_STORE_TIME_ZONE,
  AXLE_STORE_N_FIELDS,
} AxleStoreField;

typedef enum
{
  AXLE_ROLE_NAME,
  AXLE_ROLE_RIGHTS,
  AXLE_ROLE_N_FIELDS,
} AxleRoleField;

typedef enum
{
  AXLE_STAFF_NAME,
  AXLE_STAFF_STORE,
  AXLE_STAFF_ROLE,
  AXLE_STAFF_TITLE,
  AXLE_STAFF_PHONE,
  AXLE_STAFF_ACTIVE,
  AXLE_STAFF_SKILLS,
  AXLE_STAFF_TEAM,
  AXLE_STAFF_N_FIELDS,
} AxleStaffField;

typedef enum
{
  AXLE_DESK_NAME,
  AXLE_DESK_STORE,
  AXLE_DESK_AUDIENCE,
  AXLE_DESK_REVOKED,
  AXLE_DESK_N_FIELDS,
} AxleDeskField;

extern const AxleEntity axle_group_entity;
extern const AxleEntity axle_store_entity;
extern const AxleEntity axle_role_entity;
extern const AxleEntity axle_staff_entity;
extern const AxleEntity axle_desk_entity;

GTimeZone *axle_store_dup_zone (const AxleRecord *store);

G_END_DECLS
