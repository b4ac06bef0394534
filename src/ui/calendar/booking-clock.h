/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/**
 * AxleBookingClock:
 *
 * A row over a time of the appointment: a day to choose, and a time of day to type, such as
 * 9, 930 or 9:30, that the arrows move by a quarter of an hour. Enter goes on.
 */
#define AXLE_TYPE_BOOKING_CLOCK (axle_booking_clock_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingClock, axle_booking_clock, AXLE, BOOKING_CLOCK, AdwActionRow)

/* @field: where it has no time, its day is that of the appointment. */
GtkWidget *axle_booking_clock_new (AxleWorkstation *workstation,
                                   AxleBooking     *booking,
                                   guint            field);

G_END_DECLS
