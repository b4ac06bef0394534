/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What a customer may decide of their data. Each finishes with
 * axle_workstation_save_finish(). */

/* One line of the log, and what holds from now on; undone as one. @form and @evidence may
 * be %NULL. */
void       axle_consent_set_async         (AxleWorkstation     *workstation,
                                           const AxleRecord    *customer,
                                           const char          *purpose,
                                           gboolean             given,
                                           const char          *form,
                                           const char          *evidence,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/* Starts the clock of ten working days. */
void       axle_erasure_request_async     (AxleWorkstation     *workstation,
                                           const AxleId        *customer,
                                           const char          *form,
                                           const char          *remarks,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* The customer thought better of it. */
void       axle_erasure_withdraw_async    (AxleWorkstation     *workstation,
                                           const AxleRecord    *erasure,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* Cannot be undone: ask first. With @hold_reason, what the law makes the dealership keep
 * stays, masked, until @hold_until (ISO 8601, may be %NULL). It happens when the server
 * hears of it. */
void       axle_erasure_carry_out_async   (AxleWorkstation     *workstation,
                                           const AxleRecord    *erasure,
                                           const char          *hold_reason,
                                           const char          *hold_until,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/* Working days that are left for a request, in the store's calendar; below 0 when it is late. */
int        axle_erasure_get_days_left     (AxleWorkstation     *workstation,
                                           const AxleRecord    *erasure);
/* The request that is not answered yet, or was carried out in part; %NULL for none. */
AxleRecord *axle_erasure_find_current     (GPtrArray           *erasures);
/* (element-type AxleRecord): of all customers, those that are due first. */
GPtrArray *axle_erasure_list_open         (AxleWorkstation     *workstation,
                                           GError             **error);

G_END_DECLS
