/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/fit.h"

G_BEGIN_DECLS

/* What becomes of the promises of a day when something about it changes: somebody is ill,
 * a bay is closed, appointments are dragged about. See [method@Axle.DayPlan.fork]. */

/**
 * AxlePromise:
 * @appointment: as it is after the change, or was where it is not on any more
 * @before: whether it was kept: nothing was in its way, and it ended by when it was promised
 * @after: whether it still is; not when it is not on any more
 * @problems: (element-type AxleProblem): what is in its way after the change
 *
 * One appointment of two pictures of a day.
 */
typedef struct
{
  AxleRecord *appointment;
  gboolean    before;
  gboolean    after;
  GPtrArray  *problems;
} AxlePromise;

void       axle_promise_free     (AxlePromise       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePromise, axle_promise_free)

GPtrArray *axle_promises_compare (const AxleDayPlan *before,
                                  const AxleDayPlan *after);

G_END_DECLS
