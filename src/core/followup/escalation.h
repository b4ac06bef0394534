/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/followup/opening.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/**
 * AxleEscalation:
 * @AXLE_ESCALATION_OWNER: it is for who is responsible
 * @AXLE_ESCALATION_PEER: it is so late that those of the same role see it too
 * @AXLE_ESCALATION_MANAGER: it is so late that those who run the store see it
 *
 * Who a task that is late is shown to.
 */
typedef enum
{
  AXLE_ESCALATION_OWNER,
  AXLE_ESCALATION_PEER,
  AXLE_ESCALATION_MANAGER,
} AxleEscalation;

/**
 * AxleLadder:
 * @opening: when the store is open: only then a task gets later
 * @peer_hours: after how many hours of work a task goes to peers
 * @manager_hours: after how many it goes to managers
 */
typedef struct
{
  AxleOpening opening;
  int         peer_hours;
  int         manager_hours;
} AxleLadder;

void           axle_ladder_init     (AxleLadder            *self,
                                     const AxlePolicies    *policies,
                                     const AxleWorkingDays *days);
AxleEscalation axle_ladder_find     (const AxleLadder      *self,
                                     gint64                 due,
                                     gint64                 now);
gboolean       axle_ladder_concerns (AxleEscalation         reached,
                                     const AxleRecord      *owner,
                                     const AxleRecord      *viewer,
                                     const AxleRecord      *role);

G_END_DECLS
