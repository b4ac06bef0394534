/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"
#include "base/date.h"

G_BEGIN_DECLS

/**
 * AxleCustomerPage:
 *
 * One customer, readable in three seconds, over tabs that hold the rest: panels.h
 * lists the tabs and what hangs in them, customer-actions.c what can be done.
 */
#define AXLE_TYPE_CUSTOMER_PAGE (axle_customer_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerPage, axle_customer_page, AXLE, CUSTOMER_PAGE, AdwNavigationPage)

GtkWidget           *axle_customer_page_new          (AxleWorkstation  *workstation);
/* @customer: %NULL to show nobody. */
void                 axle_customer_page_set_customer (AxleCustomerPage *self,
                                                      const AxleId     *customer);
const AxleId        *axle_customer_page_get_customer (AxleCustomerPage *self);
AxleWorkstation     *axle_customer_page_get_workstation (AxleCustomerPage *self);
/* %NULL while nobody is shown. */
AxleCustomerProfile *axle_customer_page_get_profile  (AxleCustomerPage *self);
/* A tab in which there is nothing for who sits here is passed over. */
void                 axle_customer_page_show_tab     (AxleCustomerPage *self,
                                                      const char       *tab);
/* The panel of that name in the tab that is shown; %NULL when it is not there. */
GtkWidget           *axle_customer_page_get_panel    (AxleCustomerPage *self,
                                                      const char       *id);
/* The customer as they were known at the end of a day; see
 * [method@Axle.CustomerProfile.set_as_of]. */
void                 axle_customer_page_show_past    (AxleCustomerPage *self,
                                                      const AxleDate   *day);
/* Back from there to now; %FALSE when it is now. */
gboolean             axle_customer_page_leave_past   (AxleCustomerPage *self);
/* Takes the draft into account that a form left or took away. */
void                 axle_customer_page_show_draft   (AxleCustomerPage *self);
/* Puts the focus where one begins to read. */
void                 axle_customer_page_focus        (AxleCustomerPage *self);

G_END_DECLS
