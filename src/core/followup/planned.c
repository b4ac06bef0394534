/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/planned.h"

#include "core/appointment/request.h"
#include "core/followup/task.h"

static guint
pick (const AxleRecord *planned,
      AxleTaskField     of_task,
      AxleRequestField  of_request)
{
  return planned->entity == &axle_task_entity ? (guint) of_task : (guint) of_request;
}

AxleId
axle_planned_get_customer (const AxleRecord *planned)
{
  return axle_record_get_id (planned, pick (planned, AXLE_TASK_CUSTOMER, AXLE_REQUEST_CUSTOMER));
}

AxleId
axle_planned_get_vehicle (const AxleRecord *planned)
{
  return axle_record_get_id (planned, pick (planned, AXLE_TASK_VEHICLE, AXLE_REQUEST_VEHICLE));
}

const char *
axle_planned_get_occasion (const AxleRecord *planned)
{
  return axle_record_get_text (planned, pick (planned, AXLE_TASK_OCCASION, AXLE_REQUEST_OCCASION));
}

/**
 * axle_planned_close:
 * @planned: what nobody needs any more
 * @booked: whether that is because the car comes anyway
 *
 * Every desk does the same, without a time or a name that would differ.
 */
void
axle_planned_close (AxleRecord *planned,
                    gboolean    booked)
{
  if (planned->entity != &axle_task_entity)
    {
      axle_record_set_text (planned, AXLE_REQUEST_STATE, booked ? "booked" : "withdrawn");
      return;
    }
  axle_record_set_text (planned, AXLE_TASK_STATE, "cancelled");
  axle_record_set_text (planned, AXLE_TASK_OUTCOME, "not-needed");
}
