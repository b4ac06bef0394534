/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What a workshop has one of at a time: a bay, a piece of equipment that moves between bays,
 * a loan car, a service car. */

typedef enum
{
  AXLE_RESOURCE_NAME,
  AXLE_RESOURCE_KIND,
  AXLE_RESOURCE_SKILLS,
  AXLE_RESOURCE_PROVIDES,
  AXLE_RESOURCE_PLATE,
  AXLE_RESOURCE_ELECTRIC,
  AXLE_RESOURCE_POSITION,
  AXLE_RESOURCE_ACTIVE,
  AXLE_RESOURCE_N_FIELDS,
} AxleResourceField;

extern const AxleEntity axle_resource_entity;

G_END_DECLS
