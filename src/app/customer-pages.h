/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-item.h"

G_BEGIN_DECLS

/**
 * AxleCustomerPages:
 *
 * The items of a list of customers that are looked at, by the number of their
 * row. An item that somebody holds is found again and brought up to date, so that
 * a selection survives; of the others the last few pages are kept.
 */
typedef struct _AxleCustomerPages AxleCustomerPages;

AxleCustomerPages *axle_customer_pages_new     (AxleWorkstation     *workstation);
void               axle_customer_pages_free    (AxleCustomerPages   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCustomerPages, axle_customer_pages_free)
AxleCustomerItem  *axle_customer_pages_get     (AxleCustomerPages   *self,
                                                GArray              *rows,
                                                guint                position);
void               axle_customer_pages_refresh (AxleCustomerPages   *self,
                                                const AxleChangeSet *changes);
void               axle_customer_pages_mark    (AxleCustomerPages   *self,
                                                GHashTable          *matches);

G_END_DECLS
