/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/escalation.h"

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

#define WEEKDAYS 0x1f

/**
 * axle_ladder_init:
 * @self: a ladder
 * @policies: what the dealership set
 * @days: the days of the store; must outlive @self
 *
 * Fills @self. A store that closes before it opens is open all day.
 */
void
axle_ladder_init (AxleLadder            *self,
                  const AxlePolicies    *policies,
                  const AxleWorkingDays *days)
{
  self->opening.zone = axle_working_days_get_zone (days);
  self->opening.calendar = days;
  self->opening.opens = (int) axle_policies_get (policies, "task.opens");
  self->opening.closes = (int) axle_policies_get (policies, "task.closes");
  self->opening.days = axle_policies_get (policies, "task.weekends") != 0 ? AXLE_OPENING_EVERY_DAY : WEEKDAYS;
  self->peer_hours = (int) axle_policies_get (policies, "task.peer.hours");
  self->manager_hours = (int) axle_policies_get (policies, "task.manager.hours");
  if (self->opening.closes <= self->opening.opens)
    {
      self->opening.opens = 0;
      self->opening.closes = 24 * 60;
    }
}

/**
 * axle_ladder_find:
 * @self: after how long whom it concerns
 * @due: when an open task is due, in microseconds since 1970 UTC
 * @now: the time
 *
 * Returns: how far it has come
 */
AxleEscalation
axle_ladder_find (const AxleLadder *self,
                  gint64            due,
                  gint64            now)
{
  if (now <= due)
    return AXLE_ESCALATION_OWNER;
  if (now >= axle_opening_add (&self->opening, due, self->manager_hours * G_TIME_SPAN_HOUR))
    return AXLE_ESCALATION_MANAGER;
  if (now >= axle_opening_add (&self->opening, due, self->peer_hours * G_TIME_SPAN_HOUR))
    return AXLE_ESCALATION_PEER;
  return AXLE_ESCALATION_OWNER;
}

/**
 * axle_ladder_concerns:
 * @reached: how far a task has come
 * @owner: (nullable): who is responsible; %NULL for nobody
 * @viewer: who looks
 * @role: (nullable): the role of @viewer
 *
 * What nobody is responsible for is for everybody.
 *
 * Returns: whether the task is shown to @viewer
 */
gboolean
axle_ladder_concerns (AxleEscalation    reached,
                      const AxleRecord *owner,
                      const AxleRecord *viewer,
                      const AxleRecord *role)
{
  AxleId own, other;

  if (owner == NULL || axle_id_equal (&owner->id, &viewer->id))
    return TRUE;
  if (reached >= AXLE_ESCALATION_MANAGER && role != NULL &&
      axle_rights_contain (axle_record_get (role, AXLE_ROLE_RIGHTS), AXLE_RIGHT_SETTINGS))
    return TRUE;
  own = axle_record_get_id (viewer, AXLE_STAFF_ROLE);
  other = axle_record_get_id (owner, AXLE_STAFF_ROLE);
  return reached >= AXLE_ESCALATION_PEER && axle_id_equal (&own, &other);
}
