/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar.h"

G_BEGIN_DECLS

/* Nobody steps through more. */
#define AXLE_CALENDAR_HITS 100

/**
 * AxleCalendarHit:
 * @appointment: which
 * @at: when it is, in microseconds since 1970 UTC
 * @who: (nullable): whose it is
 *
 * An appointment that was found.
 */
typedef struct
{
  AxleId  appointment;
  gint64  at;
  char   *who;
} AxleCalendarHit;

/* Finds appointments by who comes (name, pinyin, initials), plate, digits of the phone
 * number and what is done; each word of @text must match. All that the calendar shows is
 * looked at, and beyond it those of the customers that the store finds, until there are
 * AXLE_CALENDAR_HITS. Done aside, in slices: one that was cancelled keeps no other waiting. */
void       axle_calendar_search_async  (AxleCalendar         *calendar,
                                        const char           *text,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* @more: (out) (optional): whether there may be others. Returns: (transfer full)
 * (element-type AxleCalendarHit): the earliest first */
GPtrArray *axle_calendar_search_finish (GAsyncResult         *result,
                                        gboolean             *more,
                                        GError              **error);

gboolean   axle_calendar_item_matches  (const AxleCalendarItem *item,
                                        const char             *text);

G_END_DECLS
