/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AxleClockRow:
 *
 * A row over a time: a day to choose, and a time of day to type, such as 9, 930 or 9:30,
 * that the arrows move by a quarter of an hour. Enter goes on.
 *
 * Signals: `changed` when a person chose another.
 */
#define AXLE_TYPE_CLOCK_ROW (axle_clock_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleClockRow, axle_clock_row, AXLE, CLOCK_ROW, AdwActionRow)

GtkWidget *axle_clock_row_new      (const char   *title,
                                    GTimeZone    *zone);
/* In microseconds since 1970 UTC; 0 for none. */
gint64     axle_clock_row_get_time (AxleClockRow *self);
/* @day_of: the time on whose day it is while there is none; 0 for no day. */
void       axle_clock_row_set_time (AxleClockRow *self,
                                    gint64        time,
                                    gint64        day_of);

G_END_DECLS
