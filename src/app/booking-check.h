/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleBookingCheck:
 * @problems: (element-type utf8): what is in the way, in words; empty when nothing is
 * @waits: (element-type utf8): what an overbooking costs: who would wait and how long
 * @over: (element-type AxleRecord): the appointments that something is in the way of
 *
 * What is found out about appointments before they are saved.
 */
typedef struct
{
  GPtrArray *problems;
  GPtrArray *waits;
  GPtrArray *over;
} AxleBookingCheck;

void              axle_booking_check_free   (AxleBookingCheck    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleBookingCheck, axle_booking_check_free)

/* Whether @appointment can be as this desk knows, by the guard and by the plan of its day.
 * @before: (nullable): as it is saved. What holds what it held needs no look. */
void              axle_booking_check_async  (AxleWorkstation     *workstation,
                                             const AxleRecord    *before,
                                             const AxleRecord    *appointment,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* The same for several new ones that are saved at once (element-type AxleRecord): what is in
 * the way of one may be another before it. */
void              axle_booking_check_all_async (AxleWorkstation  *workstation,
                                             GPtrArray           *appointments,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
AxleBookingCheck *axle_booking_check_finish (GAsyncResult        *result,
                                             GError             **error);

/* Who may overbook here, in words; what to do where nobody may. */
char             *axle_booking_check_dup_who_may (AxleWorkstation *workstation);

G_END_DECLS
