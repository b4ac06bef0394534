/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "core/appointment/lengths.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/* What is said while an appointment is booked. */

/* “Today”, “Tomorrow” or the day of the week, with the date: “Tuesday, 11-24”. */
char *axle_booking_day_dup_words    (const AxleDate   *day,
                                     const AxleDate   *today);
/* “Tuesday, 11-24 · 09:00”. */
char *axle_booking_time_dup_words   (gint64            at,
                                     gint64            now,
                                     GTimeZone        *zone);
/* “Tuesday, 11-24 · 09:00–10:10”. */
char *axle_slot_dup_title           (const AxleSlot   *self,
                                     gint64            now,
                                     GTimeZone        *zone);
/* Where the length comes from. */
char *axle_length_dup_words         (const AxleLength *self);
/* How likely it is done in time; "" where that cannot be said. @promised: by a time that was
 * promised, or else within its length. */
char *axle_booking_chance_dup_words (double            chance,
                                     gboolean          promised);

G_END_DECLS
