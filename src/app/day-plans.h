/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/day-plan.h"
#include "core/appointment/lengths.h"

G_BEGIN_DECLS

/**
 * AxleDayPlans:
 * @records: (element-type AxleRecord): what the plans are made from
 * @plans: (element-type AxleDayPlan): one for each day, the first first
 * @lengths: what was learned of how long work takes
 *
 * Some days of a store in a row, as its cache has them.
 */
typedef struct
{
  GPtrArray   *records;
  GPtrArray   *plans;
  AxleLengths *lengths;
} AxleDayPlans;

/* May be read on any thread. @store: no id for a desk that is not enrolled. */
AxleDayPlans *axle_day_plans_read (AxleStore     *reader,
                                   const AxleId  *store,
                                   GTimeZone     *zone,
                                   gint64         from,
                                   guint          n_days,
                                   GError       **error);
void          axle_day_plans_free (AxleDayPlans  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDayPlans, axle_day_plans_free)

/* As they would be with other records in the place of those with their ids.
 * @changes: (element-type AxleRecord). May be called on any thread. */
void          axle_day_plans_fork (AxleDayPlans  *self,
                                   GPtrArray     *changes);

/* The same, read aside. */
void          axle_day_plans_load_async  (AxleWorkstation     *workstation,
                                          gint64               from,
                                          guint                n_days,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
AxleDayPlans *axle_day_plans_load_finish (GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
