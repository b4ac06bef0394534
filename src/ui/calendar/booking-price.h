/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Why an appointment is where there was no room, and whom it makes wait. */
#define AXLE_TYPE_BOOKING_PRICE (axle_booking_price_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingPrice, axle_booking_price, AXLE, BOOKING_PRICE, AdwBin)

/* @appointment: as it is saved. */
GtkWidget *axle_booking_price_new (AxleWorkstation  *workstation,
                                   const AxleRecord *appointment);

G_END_DECLS
