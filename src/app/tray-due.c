/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray.h"
#include "app/workstation-private.h"
#include "core/organisation/policy.h"
#include "core/organisation/rights.h"
#include "store/appointments.h"

/* Requests that should have been answered: for the badge of the calendar, and the day. */

static guint
count (AxleWorkstation *self)
{
  int promise = (int) axle_policies_get (axle_workstation_get_policies (self), "appointment.answer");
  gint64 now = axle_host_now (axle_host_get_default ());
  g_autoptr(GPtrArray) requests = NULL;
  guint n = 0;

  if (self->reader == NULL || self->staff == NULL || !axle_workstation_may (self, AXLE_RIGHT_APPOINTMENTS_WRITE))
    return 0;
  requests = axle_store_list_requests (self->reader, AXLE_TRAY_LIMIT, NULL);
  for (guint i = 0; requests != NULL && i < requests->len; i++)
    n += axle_answer_clock_read (requests->pdata[i], axle_workstation_get_working_days (self), promise, now).state ==
         AXLE_ANSWER_OVERDUE;
  return n;
}

void
axle_workstation_count_requests (AxleWorkstation *self)
{
  guint n = count (self);

  if (self->requests_due == n)
    return;
  self->requests_due = n;
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_REQUESTS_DUE);
}

guint
axle_workstation_get_requests_due (AxleWorkstation *self)
{
  return self->requests_due;
}
