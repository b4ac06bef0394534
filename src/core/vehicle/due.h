/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/organisation/policy.h"
#include "core/vehicle/usage.h"

G_BEGIN_DECLS

/**
 * AxleServiceDue:
 * @at: when, in microseconds since 1970 UTC; in the past when it is overdue
 * @odometer: at which reading in metres; -1 when only the day is known
 * @by_distance: whether the distance comes first; otherwise the time does
 * @overdue: whether that is past
 * @soon: whether it is close by, see the policies `service.soon.*`
 * @reason: why then, in words, translated
 * @sources: (element-type AxleRecord): what that follows from
 *
 * When a car is to come for its next service: so many kilometres or months after the last
 * one, whichever comes first. The vehicle's own interval holds; without one, that of its
 * kind of drive in the policies `service.*`.
 */
typedef struct
{
  gint64     at;
  gint64     odometer;
  gboolean   by_distance;
  gboolean   overdue;
  gboolean   soon;
  char      *reason;
  GPtrArray *sources;
} AxleServiceDue;

AxleServiceDue *axle_service_due          (AxleRecord           *vehicle,
                                           GPtrArray            *visits,
                                           GPtrArray            *jobs,
                                           GPtrArray            *odometers,
                                           gint64                now,
                                           GTimeZone            *zone,
                                           const AxlePolicies   *policies);
gint64          axle_service_due_estimate (AxleRecord           *vehicle,
                                           GPtrArray            *visits,
                                           GPtrArray            *jobs,
                                           GPtrArray            *odometers,
                                           gint64                now,
                                           gint64                read_at,
                                           GTimeZone            *zone,
                                           const AxlePolicies   *policies,
                                           gboolean             *floats);
void            axle_service_due_free     (AxleServiceDue       *self);
char           *axle_service_due_dup_text (const AxleServiceDue *self,
                                           GTimeZone            *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleServiceDue, axle_service_due_free)

/* Which visits of a car something was done on. */
GPtrArray      *axle_visits_with_job      (const AxleRecord     *vehicle,
                                           GPtrArray            *visits,
                                           GPtrArray            *jobs,
                                           const char           *area,
                                           gboolean              replaced);
GPtrArray      *axle_visits_for_service   (const AxleRecord     *vehicle,
                                           GPtrArray            *visits,
                                           GPtrArray            *jobs);

G_END_DECLS
