/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/record-dialog.h"

G_BEGIN_DECLS

/* Makes a customer, with a first vehicle when one is typed; or changes one.
 * Customers who may be the same person are listed while typing. */
#define AXLE_TYPE_CUSTOMER_DIALOG (axle_customer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerDialog, axle_customer_dialog, AXLE, CUSTOMER_DIALOG, AxleRecordDialog)

AdwDialog *axle_customer_dialog_new       (AxleWorkstation  *workstation,
                                           const AxleRecord *customer,
                                           const char       *typed);
/* Whether there is a new customer that was begun and not saved. */
gboolean   axle_customer_dialog_has_draft (AxleWorkstation  *workstation);

/* Puts the focus where something is to be typed. */
void       axle_customer_dialog_focus_field (AxleCustomerDialog *self,
                                             guint            field);

G_END_DECLS
