/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/booking.h"
#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/**
 * AxleBookingNewcomer:
 *
 * Somebody new, or a new car, in a dialog that books an appointment: the forms for them, who
 * may be meant instead, and what is made of them.
 *
 * Signals: `done` when it is known who comes without them.
 */
#define AXLE_TYPE_BOOKING_NEWCOMER (axle_booking_newcomer_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingNewcomer, axle_booking_newcomer, AXLE, BOOKING_NEWCOMER, GObject)

/* @dialog: which must outlive it. @who: the #AxleBookingCustomer that asks for them, and above
 * them. @draft: what the draft of the appointment is called. */
AxleBookingNewcomer *axle_booking_newcomer_new      (AxleRecordDialog    *dialog,
                                                     AxleBooking         *booking,
                                                     GtkWidget           *who,
                                                     const char          *draft);
/* What was typed before, and what @request (nullable) says of somebody who is not known. */
void                 axle_booking_newcomer_resume   (AxleBookingNewcomer *self,
                                                     const AxleRecord    *request);
/* Names in @appointment what is made with it. Returns: (transfer full) (element-type
 * AxleRecord): that, in order. */
GPtrArray           *axle_booking_newcomer_complete (AxleBookingNewcomer *self,
                                                     AxleRecord          *appointment);

G_END_DECLS
