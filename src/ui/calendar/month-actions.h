/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/month-grid.h"

G_BEGIN_DECLS

/* What is done in a month, by key and by pointer alike: each activates an action of the
 * view. %FALSE where there is no such action. */

gboolean axle_month_activate_item (AxleMonthGrid    *self,
                                   const char       *action,
                                   const AxleRecord *appointment);
gboolean axle_month_activate_day  (AxleMonthGrid    *self,
                                   const char       *action,
                                   AxleMonthCell    *cell);
/* Books on that day: when the store opens, or on the day itself the next quarter of an hour. */
gboolean axle_month_book          (AxleMonthGrid    *self,
                                   AxleMonthCell    *cell);
gint64   axle_month_find_time     (AxleMonthGrid    *self,
                                   AxleMonthCell    *cell);
/* To another day at the same time. */
gboolean axle_month_move_by       (AxleMonthGrid    *self,
                                   const AxleRecord *appointment,
                                   int               days,
                                   gboolean          copy);

G_END_DECLS
