/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/appointment.h"
#include "core/guard.h"

G_BEGIN_DECLS

/* Nothing is in two appointments at a time: neither a bay nor a technician, neither a loan
 * car nor the customer's own. Where somebody with the right to says in writing why it has
 * to be, it may; whoever comes later without a reason is still refused. A reason is good for
 * where and when it was given: elsewhere it has to be given anew. */

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

/* The code of a refusal: one appointment would hold something for more than a day. */
#define AXLE_APPOINTMENT_TOO_LONG "too-long"

gboolean    axle_appointment_overlaps      (const AxleRecord *a,
                                            const AxleRecord *b);
gboolean    axle_appointment_holds_more    (const AxleRecord *current,
                                            const AxleRecord *result);
const char *axle_appointment_find_too_long (const AxleRecord *appointment);
AxleChange *axle_appointment_add_change    (GPtrArray        *changes,
                                            const AxleRecord *before,
                                            const AxleRecord *after);

G_END_DECLS
