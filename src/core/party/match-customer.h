/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/party/match.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleMatchCustomer:
 *
 * A customer with their cars, made ready to be compared with others.
 */
typedef struct _AxleMatchCustomer AxleMatchCustomer;

/**
 * AxleMatchCommon:
 * @kind: what it is
 * @text: a value, as axle_match_fold() gives it
 * @data: what was given along
 *
 * Returns: how many customers have it, at least; 0 or 1 for nobody else
 */
typedef guint (*AxleMatchCommon) (AxleMatchKind  kind,
                                  const char    *text,
                                  gpointer       data);

AxleMatchCustomer *axle_match_customer_new     (const AxleRecord        *customer,
                                                GPtrArray               *vehicles);
void               axle_match_customer_free    (AxleMatchCustomer       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleMatchCustomer, axle_match_customer_free)

void               axle_match_customer_weigh   (AxleMatchCustomer       *self,
                                                double                   n_customers,
                                                AxleMatchCommon          common,
                                                gpointer                 data);
char             **axle_match_customer_dup_keys (const AxleMatchCustomer *self);
const char        *axle_match_customer_get     (const AxleMatchCustomer *self,
                                                AxleMatchKind            kind,
                                                guint                    index);
guint              axle_match_customer_compare (const AxleMatchCustomer *self,
                                                const AxleMatchCustomer *other,
                                                GPtrArray              **reasons);

G_END_DECLS
