/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* One customer, readable in three seconds: who, how to reach them, which cars,
 * what happened; with the commonest next steps one press away. */
#define AXLE_TYPE_CUSTOMER_PAGE (axle_customer_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerPage, axle_customer_page, AXLE, CUSTOMER_PAGE, AdwNavigationPage)

GtkWidget    *axle_customer_page_new          (AxleWorkstation  *workstation);
/* @customer: %NULL to show nobody. */
void          axle_customer_page_set_customer (AxleCustomerPage *self,
                                               const AxleId     *customer);
const AxleId *axle_customer_page_get_customer (AxleCustomerPage *self);
/* Puts the focus where one begins to read. */
void          axle_customer_page_focus        (AxleCustomerPage *self);

G_END_DECLS
