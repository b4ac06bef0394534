/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include "core/calendar.h"
#include "store/private.h"

/* Counted as in core/party/contact-budget.h. */
#define COUNT "SELECT count(*) FROM contact WHERE customer IN " AXLE_MERGED_PEOPLE ("?1") " " \
              "AND deleted = 0 AND direction = 'out' AND channel != 'visit' AND at >= ?2"

/**
 * axle_store_measure_contacts:
 * @self: a store
 * @customer: a customer who stands for themselves
 * @total: how often a month they may be contacted, the policy `contact.budget`
 * @at: a time, in microseconds since 1970 UTC; now, or when somebody will contact them
 * @zone: the time zone of the store's calendar
 * @budget: (out): what is left in that month
 * @error: return location
 *
 * Returns: whether it could be counted
 */
gboolean
axle_store_measure_contacts (AxleStore          *self,
                             const AxleRecord   *customer,
                             gint64              total,
                             gint64              at,
                             GTimeZone          *zone,
                             AxleContactBudget  *budget,
                             GError            **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, COUNT, &reason);

  if (statement != NULL)
    {
      axle_bind_id (statement, 1, &customer->id);
      axle_statement_bind_int64 (statement, 2, axle_calendar_find_month (at, zone));
      if (axle_statement_step (statement, &reason) == AXLE_STEP_ROW)
        {
          axle_contact_budget_init (budget, customer, axle_statement_get_int64 (statement, 0), total);
          return TRUE;
        }
    }
  axle_store_fail (error, g_steal_pointer (&reason));
  return FALSE;
}
