/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"
#include "base/date.h"

G_BEGIN_DECLS

/* Days and months of the calendar, and what is on in them. */

/**
 * AxleCalendarDay:
 * @date: which
 * @items: (element-type AxleCalendarItem): what is on at some moment of it; those of the
 *   list that it was made from, not owned: what lasts all day first, then the earliest, and
 *   behind them who was cancelled or did not come
 * @n_on: how many of them are on
 *
 * A day as a month or a list shows it.
 */
typedef struct
{
  AxleDate   date;
  GPtrArray *items;
  guint      n_on;
} AxleCalendarDay;

void       axle_calendar_day_free        (AxleCalendarDay *self);

GPtrArray *axle_calendar_days_new        (GPtrArray       *items,
                                          GTimeZone       *zone,
                                          const AxleDate  *first,
                                          guint            n_days);
gint64     axle_calendar_days_move       (gint64           at,
                                          int              days,
                                          GTimeZone       *zone);
int        axle_calendar_days_count      (const AxleDate  *from,
                                          const AxleDate  *until);
gint64     axle_calendar_days_find_start (const AxleDate  *date,
                                          int              minute,
                                          GTimeZone       *zone);

void       axle_month_get_weeks          (const AxleDate  *date,
                                          AxleDate        *first,
                                          guint           *n_days);
AxleDate   axle_month_step               (const AxleDate  *date,
                                          int              by);
char      *axle_date_dup_month           (const AxleDate  *date);
char      *axle_date_dup_words           (const AxleDate  *date);

G_END_DECLS
