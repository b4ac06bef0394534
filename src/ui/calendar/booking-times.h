/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/* When: the times that are suggested, with why; a day and a time of one's own; how long; and
 * what is in the way. */
#define AXLE_TYPE_BOOKING_TIMES (axle_booking_times_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingTimes, axle_booking_times, AXLE, BOOKING_TIMES, AdwPreferencesGroup)

GtkWidget *axle_booking_times_new (AxleWorkstation *workstation,
                                   AxleBooking     *booking);

G_END_DECLS
