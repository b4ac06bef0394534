/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/* What a car is likely to need on its next visit (MISSION 71), told while it is booked. */

/* How many days ahead of its end an insurance or an inspection is worth a word. */
#define AXLE_NEED_AHEAD 60

/* From this share of how long a part lasted before, in per cent, its end is near. */
#define AXLE_NEED_WORN 85

/**
 * AxleNeedUrgency:
 * @AXLE_NEED_DUE: now, or since some time
 * @AXLE_NEED_SOON: close by
 * @AXLE_NEED_LATER: not yet; told so that nobody has to look it up
 */
typedef enum
{
  AXLE_NEED_DUE,
  AXLE_NEED_SOON,
  AXLE_NEED_LATER,
} AxleNeedUrgency;

/**
 * AxleNeed:
 * @kind: a stable name: `service`, `tyres`, `brakes`, `deferred`, `inspection` or
 *   `insurance`; static
 * @urgency: how soon
 * @title: what, translated
 * @reason: why, in words, translated
 * @service: (nullable): the code of the line of the menu that does it
 * @sources: (element-type AxleRecord): what that follows from
 *
 * One thing that a car needs.
 */
typedef struct
{
  const char      *kind;
  AxleNeedUrgency  urgency;
  char            *title;
  char            *reason;
  char            *service;
  GPtrArray       *sources;
} AxleNeed;

void       axle_need_free     (AxleNeed           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleNeed, axle_need_free)

GPtrArray *axle_needs_predict (const AxleDossier  *dossier,
                               AxleRecord         *vehicle,
                               const AxlePolicies *policies,
                               GPtrArray          *menu);

G_END_DECLS
