/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/waits.h"

G_BEGIN_DECLS

/* What overbookings cost: by whom they were allowed and why, whom they made wait and for how
 * long, and which promises were kept all the same (UX.md §3.2).
 *
 * An overbooking is an appointment with a reason for it. Counted is one whose time has come,
 * once, on the day on which it begins and by the plan of that day: what begins after midnight
 * is of another day, and is not made to wait by one of the day before. One that is deleted,
 * was cancelled or did not come made nobody wait, and is none any more; nor is one that was
 * moved to where there is room, for it keeps no reason. One still to come costs nothing yet.
 *
 * How long somebody waits is by the plan: how much later work begins in a bay or with a
 * technician than without the overbooking, see axle_waits_recall(). What really came is known
 * where something was promised and the work was noted as done: then it was handed over in
 * time or so much later. When work was begun nobody notes. A note that was taken back, and one
 * of an appointment that was made as done, tells of no time.
 *
 * Where two overbookings make the same customer wait, both are told with it. In the sum each
 * who waits is counted once, with the longer of the waits, and each promise once; what the
 * overbooked themselves wait is told of each and is no part of it. */

/**
 * AxleHandover:
 * @appointment: whose
 * @minutes: how much later it began by the plan, because of the overbooking; 0 for not
 * @promised: for when it was promised, in microseconds since 1970 UTC; 0 for nothing promised
 * @done: when it was noted as done; 0 where that is not known
 *
 * What became of an appointment that an overbooking was in the way of.
 */
typedef struct
{
  AxleRecord *appointment;
  int         minutes;
  gint64      promised;
  gint64      done;
} AxleHandover;

/**
 * AxleOverbooked:
 * @own: of the overbooking itself
 * @waits: (element-type AxleHandover): those whom it made wait, by time; not itself
 * @minutes: how long they waited together, by the plan
 * @allowed_by: who allowed it; no id where that is not known
 * @allowed_at: when, in microseconds since 1970 UTC
 *
 * One overbooking and its price.
 */
typedef struct
{
  AxleHandover *own;
  GPtrArray    *waits;
  int           minutes;
  AxleId        allowed_by;
  gint64        allowed_at;
} AxleOverbooked;

/**
 * AxleOverbookedSum:
 * @n_overbooked: how many there were
 * @n_costly: how many of these made others wait
 * @n_waits: how many others waited, each once
 * @minutes: how long they waited together
 * @n_promised: of how many it is known whether they were handed over as promised, the
 *   overbooked ones too, each once
 * @n_broken: how many of these were handed over later
 *
 * What the overbookings of some days cost together.
 */
typedef struct
{
  guint  n_overbooked;
  guint  n_costly;
  guint  n_waits;
  gint64 minutes;
  guint  n_promised;
  guint  n_broken;
} AxleOverbookedSum;

gboolean        axle_appointment_is_overbooked (const AxleRecord     *appointment);

AxleOverbooked *axle_overbooked_new            (const AxleDayPlan    *plan,
                                                const AxleRecord     *appointment);
void            axle_overbooked_free           (AxleOverbooked       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleOverbooked, axle_overbooked_free)

void            axle_overbooked_read_leave     (AxleOverbooked       *self,
                                                GPtrArray            *history);
void            axle_handover_read             (AxleHandover         *self,
                                                GPtrArray            *history);
gboolean        axle_handover_is_known         (const AxleHandover   *self);
int             axle_handover_get_over         (const AxleHandover   *self);

AxleOverbookedSum axle_overbooked_sum          (GPtrArray            *overbooked);

G_END_DECLS
