/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* What one knows of a customer at a glance: what asks for something, their class and
 * consent, who looks after them, and each car with its next service. Everything opens
 * what is behind it. */
#define AXLE_TYPE_CUSTOMER_GLANCE (axle_customer_glance_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerGlance, axle_customer_glance, AXLE, CUSTOMER_GLANCE, AdwBin)

/* @profile: %NULL for nobody. */
void axle_customer_glance_set_profile (AxleCustomerGlance  *self,
                                       AxleWorkstation     *workstation,
                                       AxleCustomerProfile *profile);
/* How many cars stand side by side. */
void axle_customer_glance_set_columns (AxleCustomerGlance  *self,
                                       guint                n_columns);

G_END_DECLS
