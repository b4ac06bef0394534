/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/* Rows of the booking dialog over fields of the appointment; they follow the form. */

/* One of those that there are, see axle_booking_list_choices(). @none: what it is called
 * where nothing is chosen. */
GtkWidget *axle_booking_choice_row_new (AxleBooking *booking,
                                        guint        field,
                                        const char  *none);
/* Where it is done and by whom, one such row for each. */
GtkWidget *axle_booking_choices_group_new (AxleBooking *booking);
/* One of the choices of the field. */
GtkWidget *axle_booking_option_row_new (AxleBooking *booking,
                                        guint        field);
GtkWidget *axle_booking_switch_row_new (AxleBooking *booking,
                                        guint        field,
                                        const char  *subtitle);
/* A time; while there is none its day is that of the appointment. */
GtkWidget *axle_booking_clock_row_new  (AxleWorkstation *workstation,
                                        AxleBooking *booking,
                                        guint        field);
/* How long it takes, with where that comes from and how likely it is done in time. */
GtkWidget *axle_booking_length_row_new (AxleBooking *booking);

G_END_DECLS
