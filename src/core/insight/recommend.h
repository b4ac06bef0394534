/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/rules.h"

G_BEGIN_DECLS

/**
 * AxleRecommendation:
 * @rule: (transfer none): the rule that gives it
 * @vehicle: (nullable): the car it is about
 * @title: what to offer, translated
 * @reason: why, translated
 * @sources: (element-type AxleRecord): the records behind the reason
 * @advice: (nullable): what was last decided of it
 * @rests: whether it stays away for now because of that
 *
 * Something to offer a customer.
 */
typedef struct
{
  const AxleRule *rule;
  AxleRecord     *vehicle;
  char           *title;
  char           *reason;
  GPtrArray      *sources;
  AxleRecord     *advice;
  gboolean        rests;
} AxleRecommendation;

/**
 * AxleRecommendations:
 * @list: (element-type AxleRecommendation): those that rest come last
 * @problems: (element-type utf8): rules that are broken and so gave nothing
 *
 * What to offer a customer now, and what was decided before.
 */
typedef struct
{
  AxleRules *rules;
  GPtrArray *list;
  GPtrArray *problems;
} AxleRecommendations;

AxleRecommendations *axle_recommendations_new  (const AxleFacts     *facts,
                                                AxleRules           *rules);
void                 axle_recommendations_free (AxleRecommendations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleRecommendations, axle_recommendations_free)

void                 axle_recommendation_decide (const AxleRecommendation *self,
                                                 AxleRecord               *advice,
                                                 const AxleRecord         *customer,
                                                 const char               *decision,
                                                 gint64                    now,
                                                 GTimeZone                *zone,
                                                 const AxlePolicies       *policies);

G_END_DECLS
