/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleCustomerChooser:
 *
 * Asks for one customer. `chosen` is emitted once, after it has closed; it is not when
 * the person goes back.
 */
#define AXLE_TYPE_CUSTOMER_CHOOSER (axle_customer_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerChooser, axle_customer_chooser, AXLE, CUSTOMER_CHOOSER, AdwDialog)

/* @except: who is not offered. */
AdwDialog    *axle_customer_chooser_new        (AxleWorkstation     *workstation,
                                                const char          *title,
                                                const AxleId        *except);
/* Offers to go on without a customer: then `chosen` is emitted with no id. @label: what the
 * button says. */
void          axle_customer_chooser_offer_other (AxleCustomerChooser *self,
                                                const char          *label);
/* Valid while `chosen` is emitted. */
const AxleId *axle_customer_chooser_get_chosen (AxleCustomerChooser *self);
/* The same: what was typed to find them. */
const char   *axle_customer_chooser_get_text   (AxleCustomerChooser *self);

G_END_DECLS
