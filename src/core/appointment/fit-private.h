/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/day-plan-private.h"
#include "core/appointment/fit.h"

G_BEGIN_DECLS

/* What is found is kept apart from its words: a shade asks for thousands of the one and
 * none of the other. */

typedef enum
{
  AXLE_FINDING_CLOSED_DAY,
  AXLE_FINDING_CLOSED_THEN,
  AXLE_FINDING_AFTER_CLOSING,
  AXLE_FINDING_OVERNIGHT,
  AXLE_FINDING_PARTS_LATER,
  AXLE_FINDING_PARTS_SAME_DAY,
  AXLE_FINDING_UNKNOWN,
  AXLE_FINDING_UNSKILLED,
  AXLE_FINDING_UNEQUIPPED,
  AXLE_FINDING_AWAY,
  AXLE_FINDING_OFF,
  AXLE_FINDING_BREAK,
  AXLE_FINDING_TAKEN,
  AXLE_FINDING_NEEDED,
  AXLE_FINDING_NONE_LEFT,
  AXLE_FINDING_UNSURE,
  AXLE_FINDING_CARRIED,
  AXLE_FINDING_RECEIVING,
} AxleFindingKind;

/**
 * AxleFinding:
 * @kind: what
 * @field: of an appointment, what it is about
 * @unit: (nullable): who or what
 * @span: when
 * @bits: skills or equipment
 */
typedef struct
{
  AxleFindingKind         kind;
  AxleAppointmentField    field;
  const AxlePlanUnit     *unit;
  AxlePlanSpan            span;
  guint64                 bits;
} AxleFinding;

gboolean axle_finding_is_blocking (const AxleFinding *self);
void     axle_finding_tell        (const AxleFinding *self,
                                   const AxleDayPlan *plan,
                                   const AxleDate    *parts_on,
                                   GPtrArray         *problems);

G_END_DECLS
