/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/contact-budget.h"

#include <glib/gi18n-lib.h>

#include "core/party/consent.h"
#include "core/party/contact.h"

static gint64
find_month_start (gint64     now,
                  GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr(GDateTime) first = g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local), 1, 0, 0, 0);

  return g_date_time_to_unix (first) * G_USEC_PER_SEC;
}

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
  AxleContactBudget self = {
    .total = (guint) CLAMP (total, 0, G_MAXINT),
    .may_contact = axle_consent_holds (customer, AXLE_CONSENT_TO_CONTACT),
    .may_market = axle_consent_holds (customer, AXLE_CONSENT_TO_MARKETING),
  };
  gint64 since = find_month_start (now, zone);

  for (guint i = 0; i < contacts->len; i++)
    self.used += counts (contacts->pdata[i], since, now);
  return self;
}

guint
axle_contact_budget_get_left (const AxleContactBudget *self)
{
  return self->used < self->total ? self->total - self->used : 0;
}

/**
 * axle_contact_budget_dup_warning:
 * @self: what is left
 * @offer: whether something is to be offered, and not only said
 *
 * A person may go on all the same when they have a reason; without consent to offers
 * none is made.
 *
 * Returns: (transfer full) (nullable): what to think of before the customer is called
 *   or written to; %NULL for nothing
 */
char *
axle_contact_budget_dup_warning (const AxleContactBudget *self,
                                 gboolean                 offer)
{
  if (!self->may_contact)
    return g_strdup (_("This customer has not agreed to being contacted. Call only for work that is under way."));
  if (offer && !self->may_market)
    return g_strdup (_("This customer has not agreed to offers. Make none."));
  if (self->used >= self->total)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "This customer was already contacted once this month, and that is enough. Wait, unless it cannot wait.",
                                         "This customer was already contacted %u times this month, and that is enough. Wait, unless it cannot wait.",
                                         self->used), self->used);
  return NULL;
}
