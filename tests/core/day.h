/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/day-plan.h"

G_BEGIN_DECLS

/**
 * AxleTestDay:
 * @store: whose day
 * @date: which
 * @zone: of the store
 * @records: (element-type AxleRecord): all that there is
 *
 * A day of a workshop that a test fills. Times of day are minutes after midnight by the
 * clock on the wall; words are separated by blanks, "" for none.
 */
typedef struct
{
  AxleId     store;
  AxleDate   date;
  GTimeZone *zone;
  GPtrArray *records;
} AxleTestDay;

void         axle_test_day_open        (AxleTestDay      *self,
                                        const char       *date,
                                        const char       *zone);
void         axle_test_day_close       (AxleTestDay      *self);
gint64       axle_test_day_at          (const AxleTestDay *self,
                                        int               minute);
AxleRecord  *axle_test_day_add         (AxleTestDay      *self,
                                        const AxleEntity *entity);
AxleRecord  *axle_test_day_add_hours   (AxleTestDay      *self,
                                        int               opens,
                                        int               closes);
AxleRecord  *axle_test_day_add_thing   (AxleTestDay      *self,
                                        const char       *kind,
                                        const char       *name,
                                        const char       *skills,
                                        const char       *provides);
AxleRecord  *axle_test_day_add_person  (AxleTestDay      *self,
                                        const char       *name,
                                        const char       *skills);
AxleRecord  *axle_test_day_add_roster  (AxleTestDay      *self,
                                        const AxleRecord *person,
                                        int               starts,
                                        int               ends);
AxleRecord  *axle_test_day_add_leave   (AxleTestDay      *self,
                                        const AxleRecord *who,
                                        int               from,
                                        int               until);
AxleRecord  *axle_test_day_add_service (AxleTestDay      *self,
                                        const char       *code,
                                        const char       *skill,
                                        const char       *equipment,
                                        int               minutes);
AxleRecord  *axle_test_day_add_booking (AxleTestDay      *self,
                                        int               minute,
                                        int               minutes,
                                        const char       *services);
AxleDayPlan *axle_test_day_plan        (const AxleTestDay *self);

G_END_DECLS
