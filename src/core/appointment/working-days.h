/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/date.h"

G_BEGIN_DECLS

/* Which days are worked on, by the official calendar, and when a store is open.
 *
 * A working day is one from Monday to Friday that is no holiday, or a weekend's day that
 * is worked on instead (调休). A dealership is open on more days than those: its opening
 * hours say on which. A holiday closes it nevertheless, unless a line of opening hours
 * was written for those days. */

/**
 * AxleDaySpan:
 * @from: minutes after midnight in the store's zone
 * @until: minutes after midnight, later than @from
 */
typedef struct
{
  int from;
  int until;
} AxleDaySpan;

/* A line of opening hours that has both ends and lasts no longer is written for just
 * these days: it stands in the place of all others, on holidays too. */
#define AXLE_WORKING_DAYS_SPECIAL 14

/**
 * AxleWorkingDays:
 *
 * The days of one store. Counted by reference and never changed, so that it may be read
 * on any thread.
 */
typedef struct _AxleWorkingDays AxleWorkingDays;

#define AXLE_TYPE_WORKING_DAYS (axle_working_days_get_type ())
GType            axle_working_days_get_type     (void) G_GNUC_CONST;
AxleWorkingDays *axle_working_days_new          (GPtrArray             *holidays,
                                                 GPtrArray             *opening,
                                                 GTimeZone             *zone);
AxleWorkingDays *axle_working_days_ref          (AxleWorkingDays       *self);
void             axle_working_days_unref        (AxleWorkingDays       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleWorkingDays, axle_working_days_unref)

GTimeZone       *axle_working_days_get_zone     (const AxleWorkingDays *self);
gboolean         axle_working_days_is_working   (const AxleWorkingDays *self,
                                                 const AxleDate        *date);
gboolean         axle_working_days_is_makeup    (const AxleWorkingDays *self,
                                                 const AxleDate        *date);
const char      *axle_working_days_get_name     (const AxleWorkingDays *self,
                                                 const AxleDate        *date);
gboolean         axle_working_days_is_announced (const AxleWorkingDays *self,
                                                 int                    year);
AxleDate         axle_working_days_add          (const AxleWorkingDays *self,
                                                 const AxleDate        *date,
                                                 int                    n_working_days);
int              axle_working_days_count        (const AxleWorkingDays *self,
                                                 const AxleDate        *from,
                                                 const AxleDate        *until);

gboolean         axle_working_days_is_open      (const AxleWorkingDays *self,
                                                 const AxleDate        *date);
gboolean         axle_working_days_get_hours    (const AxleWorkingDays *self,
                                                 const AxleDate        *date,
                                                 int                   *opens,
                                                 int                   *closes);
GArray          *axle_working_days_list_hours   (const AxleWorkingDays *self,
                                                 const AxleDate        *date);

void             axle_day_spans_add             (GArray                *spans,
                                                 int                    from,
                                                 int                    until);

G_END_DECLS
