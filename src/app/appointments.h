/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/day-plan.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/* What a person can do with appointments: what a drag, a key and a menu item all call. Each
 * is one transaction and one undo; each finishes with axle_workstation_save_finish(). Times
 * are microseconds since 1970 UTC. */

/* An appointment at @at that who is signed in takes care of, not yet saved. */
AxleRecord *axle_appointment_draft_new     (AxleWorkstation     *workstation,
                                            gint64               at,
                                            int                  minutes);
/* A copy at another time, booked anew, not yet saved. */
AxleRecord *axle_appointment_copy_new      (AxleWorkstation     *workstation,
                                            const AxleRecord    *appointment,
                                            gint64               at);

/* What is booked, by the names of the menu; @record: an appointment or a request. */
char       *axle_services_dup_names        (AxleWorkstation     *workstation,
                                            const AxleRecord    *record);

/* What was to come before then, and did not, is late: for axle_appointment_is_late(). */
gint64      axle_appointment_get_late_before (AxleWorkstation    *workstation);

/* Made when @before is %NULL, moved, made longer or changed otherwise when it is not.
 * @reason: (nullable): why it may be overbooked. One that has room again keeps no reason. */
void        axle_appointment_save_async    (AxleWorkstation     *workstation,
                                            const AxleRecord    *before,
                                            const AxleRecord    *after,
                                            const char          *reason,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* One that brings what was not known until now: the customer, their car, whose it is.
 * @request: (nullable): the request that it answers. @more: (nullable) (element-type
 * AxleRecord): what is made with it, in order. */
void        axle_appointment_book_async    (AxleWorkstation     *workstation,
                                            const AxleRecord    *request,
                                            const AxleRecord    *before,
                                            const AxleRecord    *after,
                                            GPtrArray           *more,
                                            const char          *reason,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* Several of a company at once (element-type AxleRecord), none of them saved yet. @over:
 * (nullable) (element-type AxleRecord): those of them, by id, that @reason is for. */
void        axle_appointments_book_async   (AxleWorkstation     *workstation,
                                            GPtrArray           *appointments,
                                            GPtrArray           *over,
                                            const char          *reason,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* (transfer full): @appointment in another of the state's choices, with all that goes with
 * it: a car that is here has arrived now. @reason: (nullable): why, in the person’s words. */
AxleRecord *axle_appointment_with_state_new (const AxleRecord    *appointment,
                                            const char          *state,
                                            const char          *reason);
/* @appointments: (element-type AxleRecord); @state: see axle_appointment_with_state_new(). */
void        axle_appointments_set_state_async (AxleWorkstation  *workstation,
                                            GPtrArray           *appointments,
                                            const char          *state,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* Who waited for an earlier time takes @slot, and waits no more; %NULL: stays where it is. */
void        axle_appointment_take_earlier_async (AxleWorkstation *workstation,
                                            const AxleRecord    *appointment,
                                            const AxleSlot      *slot,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* @state: `cancelled` or `no-show`; @reason: (nullable): why, in the person’s words. */
void        axle_appointments_call_off_async (AxleWorkstation   *workstation,
                                            GPtrArray           *appointments,
                                            const char          *state,
                                            const char          *reason,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
void        axle_appointments_delete_async (AxleWorkstation     *workstation,
                                            GPtrArray           *appointments,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/* Requests. One that was booked has its appointment; an answer is timed. */
AxleRecord *axle_request_draft_new         (AxleWorkstation     *workstation,
                                            const char          *channel);
void        axle_request_save_async        (AxleWorkstation     *workstation,
                                            const AxleRecord    *before,
                                            const AxleRecord    *after,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* How long what a request asks for takes by the menu, or usually. */
int         axle_request_guess_minutes     (const AxleRecord    *request,
                                            const AxleDayPlan   *plan);
/* The appointment that a request asks for, not yet saved: at @at, or without a time where
 * that is 0, and without a length where @minutes is 0. */
AxleRecord *axle_request_draft_appointment (AxleWorkstation     *workstation,
                                            const AxleRecord    *request,
                                            gint64               at,
                                            int                  minutes);
/* @state: `declined` or `withdrawn`. */
void        axle_request_close_async       (AxleWorkstation     *workstation,
                                            const AxleRecord    *request,
                                            const char          *state,
                                            const char          *reason,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

G_END_DECLS
