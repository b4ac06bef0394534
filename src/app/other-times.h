/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/day-plans.h"
#include "app/workstation.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/* Where else an appointment could be, from what this desk knows. It keeps what it named,
 * but whoever has time may do it in any bay that is good for it. May be called on any
 * thread. */

/* Nobody comes sooner than so many minutes from now. */
#define AXLE_OTHER_TIMES_NOTICE 60

/* Returns: (transfer full) (element-type AxleSlot): the best times from @not_before on, near
 * the day and hour of @appointment first; never more than @limit. */
GPtrArray *axle_other_times_find         (AxleStore          *store,
                                          const AxleDayPlans *days,
                                          const AxleRecord   *appointment,
                                          gint64              not_before,
                                          guint               limit);
/* Returns: (transfer full) (nullable): the best time that is at least an hour before the
 * one that @appointment has, on a day and at an hour that suit the customer. */
AxleSlot  *axle_other_times_find_earlier (AxleStore          *store,
                                          const AxleDayPlans *days,
                                          const AxleRecord   *appointment,
                                          gint64              not_before);
/* Puts @appointment there. */
void       axle_other_times_take         (AxleRecord         *appointment,
                                          const AxleSlot     *slot);

/* When, where and by whom, for a desk’s main thread. */
char      *axle_slot_dup_place           (const AxleSlot     *slot,
                                          AxleWorkstation    *workstation);
/* What speaks for it, in one line. */
char      *axle_slot_dup_reasons         (const AxleSlot     *slot);

G_END_DECLS
