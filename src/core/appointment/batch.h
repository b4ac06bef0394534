/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleBatch:
 *
 * Times for several cars of a company at once (MISSION 31), one after the other: none takes
 * what another has.
 */
typedef struct _AxleBatch AxleBatch;

AxleBatch  *axle_batch_new   (GPtrArray             *plans,
                              GPtrArray             *held,
                              guint                  per_day);
AxleSlot   *axle_batch_next  (AxleBatch             *self,
                              const AxleSuggestWish *wish);
void        axle_batch_free  (AxleBatch             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleBatch, axle_batch_free)

AxleRecord *axle_batch_place (const AxleDayPlan     *plan,
                              const AxleRecord      *appointment);

G_END_DECLS
