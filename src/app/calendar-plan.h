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
 * @events: (element-type AxleCalendarEvent): what the file has
 * @n_planned: how many of them are worked out
 *
 * What an import is going to do, worked out before anything is saved.
 */
typedef struct
{
  GPtrArray            *changes;
  AxleCalendarImported *imported;
  GPtrArray            *events;
  guint                 n_planned;

  /*< private >*/
  AxleId                scope;
  AxleCalendarOptions   options;
  GHashTable           *told;
  GPtrArray            *cars;
} AxleCalendarPlan;

AxleCalendarPlan *axle_calendar_plan_new  (GPtrArray                 *events,
                                           const AxleId              *scope,
                                           const AxleCalendarOptions *options);
gboolean          axle_calendar_plan_step (AxleCalendarPlan          *self,
                                           AxleStore                 *store);
void              axle_calendar_plan_free (AxleCalendarPlan          *self);

G_END_DECLS
