/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-list.h"
#include "store/customers.h"

G_BEGIN_DECLS

AxleCustomerItem *axle_customer_item_new        (AxleWorkstation           *workstation,
                                                 const AxleCustomerSummary *summary);
void              axle_customer_item_take       (AxleCustomerItem          *self,
                                                 AxleWorkstation           *workstation,
                                                 const AxleCustomerSummary *summary);
void              axle_customer_item_set_match  (AxleCustomerItem          *self,
                                                 const char                *markup);
gboolean          axle_customer_item_has_vehicle (AxleCustomerItem         *self,
                                                 const AxleId              *vehicle);

G_END_DECLS
