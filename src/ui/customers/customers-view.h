/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* All customers in a table, searched as one types, and the page of one beside it;
 * on a narrow window one after the other. */
#define AXLE_TYPE_CUSTOMERS_VIEW (axle_customers_view_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomersView, axle_customers_view, AXLE, CUSTOMERS_VIEW, AdwBin)

GtkWidget *axle_customers_view_new (AxleWorkstation *workstation);

G_END_DECLS
