/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleContactPurpose:
 * @AXLE_CONTACT_PROMISED: part of what was bought or promised, or asked for by the customer
 * @AXLE_CONTACT_TO_REMIND: to ask, to remind or to greet
 * @AXLE_CONTACT_TO_OFFER: to offer something
 *
 * What a customer is called or written to for.
 */
typedef enum
{
  AXLE_CONTACT_PROMISED,
  AXLE_CONTACT_TO_REMIND,
  AXLE_CONTACT_TO_OFFER,
} AxleContactPurpose;

/**
 * AxleContactHold:
 * @AXLE_CONTACT_FREE: nothing
 * @AXLE_CONTACT_NOT_AGREED: the customer did not agree to being contacted
 * @AXLE_CONTACT_NO_OFFERS: the customer did not agree to offers
 * @AXLE_CONTACT_ENOUGH: the customer heard from us often enough this month
 *
 * What stands against a contact.
 */
typedef enum
{
  AXLE_CONTACT_FREE,
  AXLE_CONTACT_NOT_AGREED,
  AXLE_CONTACT_NO_OFFERS,
  AXLE_CONTACT_ENOUGH,
} AxleContactHold;

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

void              axle_contact_budget_init        (AxleContactBudget       *self,
                                                   const AxleRecord        *customer,
                                                   gint64                   used,
                                                   gint64                   total);
AxleContactBudget axle_contact_budget_measure     (const AxleRecord        *customer,
                                                   GPtrArray               *contacts,
                                                   gint64                   total,
                                                   gint64                   now,
                                                   GTimeZone               *zone);
void              axle_contact_budget_spend       (AxleContactBudget       *self,
                                                   const AxleRecord        *contact);
guint             axle_contact_budget_get_left    (const AxleContactBudget *self);
AxleContactHold   axle_contact_budget_judge       (const AxleContactBudget *self,
                                                   AxleContactPurpose       purpose);
char             *axle_contact_budget_dup_warning (const AxleContactBudget *self,
                                                   AxleContactPurpose       purpose);
const char       *axle_contact_hold_get_label     (AxleContactHold          self);

G_END_DECLS
