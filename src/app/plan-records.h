/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/change-set.h"
#include "core/appointment/working-days.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What the plans of some days are made from, see core/appointment/day-plan.h. */

GPtrArray       *axle_plan_records_read          (AxleStore      *store,
                                                  gint64          from,
                                                  gint64          until,
                                                  GError        **error);
GPtrArray       *axle_plan_records_read_standing (AxleStore      *store,
                                                  GError        **error);
gboolean         axle_plan_records_are_touched   (AxleChangeSet  *changes);
AxleWorkingDays *axle_plan_records_get_days      (GPtrArray      *records,
                                                  GTimeZone      *zone);

G_END_DECLS
