/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/contact-budget.h"

#include <glib/gi18n-lib.h>

#include "core/calendar.h"
#include "core/party/consent.h"
#include "core/party/contact.h"

static gboolean
counts (const AxleRecord *contact,
        gint64            since,
        gint64            now)
{
  gint64 at = axle_record_get_integer (contact, AXLE_CONTACT_AT);

  return at >= since && at <= now && g_strcmp0 (axle_record_get_text (contact, AXLE_CONTACT_DIRECTION), "out") == 0 &&
         g_strcmp0 (axle_record_get_text (contact, AXLE_CONTACT_CHANNEL), "visit") != 0;
}

/**
 * axle_contact_budget_init:
 * @self: (out): what is left
 * @customer: a customer
 * @used: how often they were contacted this month
 * @total: how often a month they may be, the policy `contact.budget`
 */
void
axle_contact_budget_init (AxleContactBudget *self,
                          const AxleRecord  *customer,
                          gint64             used,
                          gint64             total)
{
  *self = (AxleContactBudget) {
    .used = (guint) CLAMP (used, 0, G_MAXINT),
    .total = (guint) CLAMP (total, 0, G_MAXINT),
    .may_contact = axle_consent_holds (customer, AXLE_CONSENT_TO_CONTACT),
    .may_market = axle_consent_holds (customer, AXLE_CONSENT_TO_MARKETING),
  };
}

/**
 * axle_contact_budget_measure:
 * @customer: a customer
 * @contacts: (element-type AxleRecord): their contact log
 * @total: how many a month may have, the policy `contact.budget`
 * @now: the time, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: what is left
 */
AxleContactBudget
axle_contact_budget_measure (const AxleRecord *customer,
                             GPtrArray        *contacts,
                             gint64            total,
                             gint64            now,
                             GTimeZone        *zone)
{
  AxleContactBudget self;
  gint64 since = axle_calendar_find_month (now, zone);
  guint used = 0;

  for (guint i = 0; i < contacts->len; i++)
    used += counts (contacts->pdata[i], since, now);
  axle_contact_budget_init (&self, customer, used, total);
  return self;
}

/**
 * axle_contact_budget_spend:
 * @self: what is left
 * @contact: an entry of the contact log that is not yet among those that were counted
 */
void
axle_contact_budget_spend (AxleContactBudget *self,
                           const AxleRecord  *contact)
{
  self->used += counts (contact, G_MININT64, G_MAXINT64);
}

guint
axle_contact_budget_get_left (const AxleContactBudget *self)
{
  return self->used < self->total ? self->total - self->used : 0;
}

/**
 * axle_contact_budget_judge:
 * @self: what is left
 * @purpose: what the customer would be contacted for
 *
 * Returns: what stands against it
 */
AxleContactHold
axle_contact_budget_judge (const AxleContactBudget *self,
                           AxleContactPurpose       purpose)
{
  if (purpose == AXLE_CONTACT_PROMISED)
    return AXLE_CONTACT_FREE;
  if (!self->may_contact)
    return AXLE_CONTACT_NOT_AGREED;
  if (purpose == AXLE_CONTACT_TO_OFFER && !self->may_market)
    return AXLE_CONTACT_NO_OFFERS;
  return self->used >= self->total ? AXLE_CONTACT_ENOUGH : AXLE_CONTACT_FREE;
}

/**
 * axle_contact_hold_get_label:
 * @self: what stands against a contact
 *
 * Returns: (transfer none): the same in a few words, translated; "" for nothing
 */
const char *
axle_contact_hold_get_label (AxleContactHold self)
{
  static const char * const labels[] = {
    [AXLE_CONTACT_NOT_AGREED] = N_("not agreed to being contacted"),
    [AXLE_CONTACT_NO_OFFERS] = N_("not agreed to offers"),
    [AXLE_CONTACT_ENOUGH] = N_("contacted often enough this month"),
  };

  return self == AXLE_CONTACT_FREE ? "" : _(labels[self]);
}

/**
 * axle_contact_budget_dup_warning:
 * @self: what is left
 * @purpose: what the customer would be contacted for
 *
 * A person may go on all the same when they have a reason; without consent to offers
 * none is made.
 *
 * Returns: (transfer full) (nullable): what to think of before the customer is called
 *   or written to; %NULL for nothing
 */
char *
axle_contact_budget_dup_warning (const AxleContactBudget *self,
                                 AxleContactPurpose       purpose)
{
  switch (axle_contact_budget_judge (self, purpose))
    {
    case AXLE_CONTACT_NOT_AGREED:
      return g_strdup (_("This customer has not agreed to being contacted. Call only for work that is under way."));
    case AXLE_CONTACT_NO_OFFERS:
      return g_strdup (_("This customer has not agreed to offers. Make none."));
    case AXLE_CONTACT_ENOUGH:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "This customer was already contacted once this month, and that is enough. Wait, unless it cannot wait.",
                                           "This customer was already contacted %u times this month, and that is enough. Wait, unless it cannot wait.",
                                           self->used), self->used);
    case AXLE_CONTACT_FREE:
    default:
      return NULL;
    }
}
