/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A rule that a dealership changed or added: what the program comes with is a table, and
 * a record with the same code stands in its place. See condition.h for how it is written. */

typedef enum
{
  AXLE_RULE_CODE,
  AXLE_RULE_AREA,
  AXLE_RULE_NAME,
  AXLE_RULE_CONDITION,
  AXLE_RULE_TEXT,
  AXLE_RULE_TAG,
  AXLE_RULE_EFFECT,
  AXLE_RULE_DELAY,
  AXLE_RULE_POSITION,
  AXLE_RULE_ACTIVE,
  AXLE_RULE_N_FIELDS,
} AxleRuleField;

extern const AxleEntity axle_rule_entity;

G_END_DECLS
