/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/customer-page.h"

G_BEGIN_DECLS

/* What is logged on a customer's page, and the handbook of their cars: more `customer.`
 * actions. */
void axle_log_actions_install (GtkWidgetClass   *class);
void axle_log_actions_update  (AxleCustomerPage *page,
                               gboolean          known);

G_END_DECLS
