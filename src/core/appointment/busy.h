/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/appointment.h"
#include "core/guard.h"

G_BEGIN_DECLS

/* Nothing is in two appointments at a time: neither a bay nor a technician, neither a loan
 * car nor the customer's own. Where somebody with the right to says in writing why it has
 * to be, it may; whoever comes later without a reason is still refused. */

/**
 * AxleAppointmentHeld:
 * @field: a reference of an appointment
 * @words: says that it is held; marked with N_()
 */
typedef struct
{
  AxleAppointmentField field;
  const char          *words;
} AxleAppointmentHeld;

#define AXLE_APPOINTMENT_N_HELD 7

/* What an appointment holds for as long as it lasts. */
extern const AxleAppointmentHeld axle_appointment_held[AXLE_APPOINTMENT_N_HELD];

extern const AxleGuard axle_appointment_busy_guard;

gboolean axle_appointment_overlaps   (const AxleRecord *a,
                                      const AxleRecord *b);
gboolean axle_appointment_holds_more (const AxleRecord *current,
                                      const AxleRecord *result);

G_END_DECLS
