/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/**
 * AxleCustomerTab:
 *
 * A tab of the customer's page and the panels that panels.h hangs in it. What is read
 * first is there in the first frame; what stands under it comes frame by frame, and what
 * hung there before goes when all is there.
 */
#define AXLE_TYPE_CUSTOMER_TAB (axle_customer_tab_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerTab, axle_customer_tab, AXLE, CUSTOMER_TAB, GtkWidget)

/* @id: of the table of tabs; it is not copied. */
GtkWidget *axle_customer_tab_new        (const char          *id);
/* @first: (nullable): what stands over the panels. */
void       axle_customer_tab_fill       (AxleCustomerTab     *self,
                                         AxleWorkstation     *workstation,
                                         AxleCustomerProfile *profile,
                                         GtkWidget           *first);
gboolean   axle_customer_tab_is_filled  (AxleCustomerTab     *self);
void       axle_customer_tab_clear      (AxleCustomerTab     *self);
/* The panel of that name, which is made now when its turn has not come; %NULL when it
 * does not hang here. */
GtkWidget *axle_customer_tab_get_panel  (AxleCustomerTab     *self,
                                         const char          *id);
/* Whether anything hangs in the tab @id for who sits here, at the time that is shown. */
gboolean   axle_customer_tab_has_panels (const char          *id,
                                         AxleWorkstation     *workstation,
                                         AxleCustomerProfile *profile);

G_END_DECLS
