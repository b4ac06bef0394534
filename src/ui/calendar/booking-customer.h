/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/**
 * AxleBookingCustomer:
 *
 * Who comes, and with which car: found by name, pinyin, number, plate or VIN, in place.
 *
 * Signals: `newcomer` (const char *typed) when somebody is to be made who is not known yet;
 * `new-car` when a car is; `done` when the next thing can be asked for.
 */
#define AXLE_TYPE_BOOKING_CUSTOMER (axle_booking_customer_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingCustomer, axle_booking_customer, AXLE, BOOKING_CUSTOMER, GtkWidget)

GtkWidget *axle_booking_customer_new         (AxleWorkstation     *workstation,
                                              AxleBooking         *booking);
/* Whether somebody new is typed elsewhere: then nobody is looked for. */
void       axle_booking_customer_set_newcomer (AxleBookingCustomer *self,
                                               gboolean             newcomer);

G_END_DECLS
