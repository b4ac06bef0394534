/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A line of the service menu: what a customer can book, how long it takes and what it needs. */

typedef enum
{
  AXLE_SERVICE_ITEM_CODE,
  AXLE_SERVICE_ITEM_NAME,
  AXLE_SERVICE_ITEM_AREA,
  AXLE_SERVICE_ITEM_MINUTES,
  AXLE_SERVICE_ITEM_SKILL,
  AXLE_SERVICE_ITEM_EQUIPMENT,
  AXLE_SERVICE_ITEM_PRICE,
  AXLE_SERVICE_ITEM_REMARKS,
  AXLE_SERVICE_ITEM_POSITION,
  AXLE_SERVICE_ITEM_ACTIVE,
  AXLE_SERVICE_ITEM_N_FIELDS,
} AxleServiceItemField;

extern const AxleEntity axle_service_item_entity;

G_END_DECLS
