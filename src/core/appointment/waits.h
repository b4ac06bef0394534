/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/day-plan.h"

G_BEGIN_DECLS

/* The price of an overbooking: who waits, and how long. */

/**
 * AxleWait:
 * @appointment: whose
 * @minutes: how much longer than without the overbooking, above 0
 *
 * An appointment that begins later than it was booked for.
 */
typedef struct
{
  AxleRecord *appointment;
  int         minutes;
} AxleWait;

void       axle_wait_free     (AxleWait          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleWait, axle_wait_free)

GPtrArray *axle_waits_measure (const AxleDayPlan *plan,
                               const AxleRecord  *appointment);
GPtrArray *axle_waits_recall  (const AxleDayPlan *plan,
                               const AxleRecord  *appointment);

G_END_DECLS
