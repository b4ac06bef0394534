/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* All of an appointment on a card, with what stands in its way and what can be done with
 * it. Its buttons activate actions of the view that it is in.
 *
 * Signals: `done` once a button was pressed. */
#define AXLE_TYPE_APPOINTMENT_CARD (axle_appointment_card_get_type ())
G_DECLARE_FINAL_TYPE (AxleAppointmentCard, axle_appointment_card, AXLE, APPOINTMENT_CARD, GtkWidget)

GtkWidget *axle_appointment_card_new  (void);
/* @item is not kept. */
void       axle_appointment_card_show (AxleAppointmentCard    *self,
                                       AxleCalendar           *calendar,
                                       const AxleCalendarItem *item);

G_END_DECLS
