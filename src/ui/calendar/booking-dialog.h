/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/day-fork.h"
#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Books an appointment, changes one, or books a request. All of it can be done by keys: Enter
 * goes on, Ctrl+Enter saves from anywhere. Saves by axle_overbooking_book(). */
#define AXLE_TYPE_BOOKING_DIALOG (axle_booking_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleBookingDialog, axle_booking_dialog, AXLE, BOOKING_DIALOG, AxleRecordDialog)

/* @before: (nullable): %NULL for a new one. @record: (nullable): what the form begins with:
 * without a time one is suggested, without a length that too; %NULL for @before, or for an
 * empty one. @request: (nullable): what it answers. */
AdwDialog *axle_booking_dialog_new (AxleWorkstation  *workstation,
                                    const AxleRecord *before,
                                    const AxleRecord *record,
                                    const AxleRecord *request);
/* The same of an appointment as it is tried out: it is saved there. Who comes has to be known. */
AdwDialog *axle_booking_dialog_new_in_fork (AxleWorkstation  *workstation,
                                            AxleDayFork      *fork,
                                            const AxleRecord *before,
                                            const AxleRecord *record);
/* A new one for a customer. @vehicle: (nullable): their car, if it is known which. */
AdwDialog *axle_booking_dialog_new_for (AxleWorkstation *workstation,
                                        const AxleId    *customer,
                                        const AxleId    *vehicle);
/* What is typed of the appointment. */
AxleForm  *axle_booking_dialog_get_form (AxleBookingDialog *self);

G_END_DECLS
