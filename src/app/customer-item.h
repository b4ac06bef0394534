/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-list.h"
#include "store/customers.h"

G_BEGIN_DECLS

/* Fills the item, by axle_customer_item_take(). */
typedef void    (*AxleCustomerItemLoad)         (AxleCustomerItem          *self,
                                                 gpointer                   data);

/* One that is read when it is first looked at: a list hands out many more than that. */
AxleCustomerItem *axle_customer_item_new        (AxleCustomerItemLoad       load,
                                                 gpointer                   data);
gboolean          axle_customer_item_is_loaded  (AxleCustomerItem          *self);
void              axle_customer_item_take       (AxleCustomerItem          *self,
                                                 AxleWorkstation           *workstation,
                                                 const AxleCustomerSummary *summary);
void              axle_customer_item_set_match  (AxleCustomerItem          *self,
                                                 const char                *markup);
gboolean          axle_customer_item_has_vehicle (AxleCustomerItem         *self,
                                                 const AxleId              *vehicle);

G_END_DECLS
