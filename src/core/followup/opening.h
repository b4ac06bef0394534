/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/working-days.h"

G_BEGIN_DECLS

/* When a store is open, so that what is due is due while somebody is there. Times are
 * microseconds since 1970 UTC. */

/**
 * AxleOpening:
 * @zone: the time zone of the store
 * @opens: minutes after midnight
 * @closes: minutes after midnight, later than @opens
 * @days: the days of the week that it is open: bit 0 is Monday; at least one
 * @calendar: (nullable): which of those it is closed on after all, and which others are
 *   worked on in their place; %NULL where that does not matter
 */
typedef struct
{
  GTimeZone             *zone;
  int                    opens;
  int                    closes;
  guint                  days;
  const AxleWorkingDays *calendar;
} AxleOpening;

#define AXLE_OPENING_EVERY_DAY 0x7f

gint64   axle_opening_next  (const AxleOpening *self,
                             gint64             at);
gint64   axle_opening_add   (const AxleOpening *self,
                             gint64             from,
                             gint64             span);
gint64   axle_opening_of    (const AxleOpening *self,
                             const AxleDate    *date);
AxleDate axle_opening_today (const AxleOpening *self,
                             gint64             now);
gint64   axle_opening_midnight (const AxleOpening *self,
                                gint64             now,
                                int                days);

G_END_DECLS
