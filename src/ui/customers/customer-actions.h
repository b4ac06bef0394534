/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/customer-page.h"

G_BEGIN_DECLS

/* What can be done on a customer's page: the `customer.` actions, which its menu, its
 * panels and the view call by name. */
void axle_customer_actions_install (GtkWidgetClass   *class);
/* Lets through what who sits here may do to who is shown. */
void axle_customer_actions_update  (AxleCustomerPage *page);

G_END_DECLS
