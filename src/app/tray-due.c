/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tray.h"

#include "app/workstation-private.h"
#include "core/organisation/policy.h"
#include "core/organisation/rights.h"
#include "store/appointments.h"

guint
axle_tray_count_unanswered (AxleWorkstation *workstation)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  int promise = (int) axle_policies_get (axle_workstation_get_policies (workstation), "appointment.answer");
  gint64 now = axle_host_now (axle_host_get_default ());
  g_autoptr(GPtrArray) requests = NULL;
  guint n = 0;

  if (reader == NULL || !axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_WRITE))
    return 0;
  requests = axle_store_list_requests (reader, AXLE_TRAY_LIMIT, NULL);
  for (guint i = 0; requests != NULL && i < requests->len; i++)
    n += axle_answer_clock_read (requests->pdata[i], axle_workstation_get_working_days (workstation), promise, now).state ==
         AXLE_ANSWER_OVERDUE;
  return n;
}
