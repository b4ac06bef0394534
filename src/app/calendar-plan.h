/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-import.h"
#include "formats/calendar.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleCalendarPlan:
 * @changes: (element-type AxleChange): what makes appointments of the events
 * @imported: what is told of it
 *
 * What an import is going to do, worked out before anything is saved.
 */
typedef struct
{
  GPtrArray            *changes;
  AxleCalendarImported *imported;
} AxleCalendarPlan;

AxleCalendarPlan *axle_calendar_plan_new  (AxleStore                 *store,
                                           GPtrArray                 *events,
                                           const AxleId              *scope,
                                           const AxleCalendarOptions *options);
void              axle_calendar_plan_free (AxleCalendarPlan          *self);

G_END_DECLS
