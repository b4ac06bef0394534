/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"

G_BEGIN_DECLS

/* What is done in the calendar: several desks come to the same few bays, people and cars at
 * the same hours, and answer the same requests. */

/* The hours that everybody wants: 24 October 2026, 21:00 UTC, and what follows. Midnight is
 * among them, of UTC as of the first store, whose summer time ends there as well. */
#define SIM_BOOKING_FIRST G_GINT64_CONSTANT (1792875600000000)
#define SIM_BOOKING_SLOT (30 * G_TIME_SPAN_MINUTE)
#define SIM_BOOKING_N_SLOTS 10

void sim_book       (SimDesk *desk);
void sim_rebook     (SimDesk *desk);
void sim_resize     (SimDesk *desk);
void sim_set_state  (SimDesk *desk);
void sim_unbook     (SimDesk *desk);
void sim_plan       (SimDesk *desk);
void sim_ask        (SimDesk *desk);

G_END_DECLS
