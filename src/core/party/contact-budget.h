/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleContactBudget:
 * @used: calls and messages from the dealership to the customer in this calendar month of
 *   the store
 * @total: how many a month may have
 * @may_contact: whether the customer agreed to being contacted
 * @may_market: whether the customer agreed to offers
 *
 * How much a customer may still be asked to listen to. Sales and service share it: the
 * customer does not tell them apart. A visit is none, and what the customer began neither.
 */
typedef struct
{
  guint    used;
  guint    total;
  gboolean may_contact;
  gboolean may_market;
} AxleContactBudget;

AxleContactBudget axle_contact_budget_measure     (const AxleRecord        *customer,
                                                   GPtrArray               *contacts,
                                                   gint64                   total,
                                                   gint64                   now,
                                                   GTimeZone               *zone);
guint             axle_contact_budget_get_left    (const AxleContactBudget *self);
char             *axle_contact_budget_dup_warning (const AxleContactBudget *self,
                                                   gboolean                 offer);

G_END_DECLS
