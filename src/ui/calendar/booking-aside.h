/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/* What is good to know while booking: what the car needs, each with one press to book it,
 * what was promised, and the last visits. */
#define AXLE_TYPE_BOOKING_ASIDE (axle_booking_aside_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingAside, axle_booking_aside, AXLE, BOOKING_ASIDE, AdwBin)

GtkWidget *axle_booking_aside_new (AxleWorkstation *workstation,
                                   AxleBooking     *booking);

G_END_DECLS
