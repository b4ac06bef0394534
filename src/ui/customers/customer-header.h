/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* Who a customer is: the name, what they are called and do, where they stand, the number
 * to ring, and their tags. */
#define AXLE_TYPE_CUSTOMER_HEADER (axle_customer_header_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerHeader, axle_customer_header, AXLE, CUSTOMER_HEADER, AdwBin)

/* @profile: %NULL for nobody. */
void axle_customer_header_set_profile (AxleCustomerHeader  *self,
                                       AxleWorkstation     *workstation,
                                       AxleCustomerProfile *profile);

G_END_DECLS
