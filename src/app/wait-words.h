/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/waits.h"

G_BEGIN_DECLS

/* Who waits because of an overbooking, in words. */

/* The plate of the car of an appointment; %NULL where there is none. */
char *axle_appointment_dup_plate (AxleStore         *store,
                                  const AxleRecord  *appointment);
/* The customer of an appointment by name, or the car, or what else it is called. */
char *axle_appointment_dup_who   (AxleStore         *store,
                                  const AxleRecord  *appointment);
/* @who: (nullable): who waits; %NULL for the overbooked appointment itself. */
char *axle_wait_dup_words        (const AxleWait    *wait,
                                  const char        *who);
/* A line for each who waits because of an overbooked appointment, by the plan of its day; %NULL
 * where it is not overbooked, or nobody waits. For the main thread. */
char *axle_price_dup_words       (AxleWorkstation   *workstation,
                                  const AxleDayPlan *plan,
                                  const AxleRecord  *appointment);

G_END_DECLS
