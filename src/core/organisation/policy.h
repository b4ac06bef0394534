/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A figure that the dealership set for itself, such as a threshold of a class. What is
 * not set has the value that the program comes with. */

typedef enum
{
  AXLE_POLICY_NAME,
  AXLE_POLICY_VALUE,
  AXLE_POLICY_N_FIELDS,
} AxlePolicyField;

extern const AxleEntity axle_policy_entity;

G_END_DECLS
