/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleUsage:
 * @points: what was read when
 * @reading: the last reading of the odometer in metres; -1 when there is none
 * @read_at: when it was read, in microseconds since 1970 UTC; 0 when there is none
 * @per_year: metres driven in a year of 365 days; -1 when the readings are too few or
 *   too close for that
 * @sources: (element-type AxleRecord): the readings, visits and the vehicle that say so
 *
 * How far a car is driven, as its odometer tells. Readings that do not fit into one
 * rising series were typed wrong: the longest series counts.
 */
typedef struct
{
  GArray    *points;
  gint64     reading;
  gint64     read_at;
  gint64     per_year;
  GPtrArray *sources;
} AxleUsage;

AxleUsage *axle_usage_measure  (AxleRecord       *vehicle,
                                GPtrArray        *visits,
                                GPtrArray        *odometers,
                                gint64            now,
                                GTimeZone        *zone);
void       axle_usage_free     (AxleUsage        *self);
gint64     axle_usage_estimate (const AxleUsage  *self,
                                gint64            at);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleUsage, axle_usage_free)

/**
 * AxleRhythm:
 * @n: how often something was done
 * @distance: metres between two times, the median; -1 when it is not known
 * @days: days between two times, the median; -1 when it was not done twice
 * @last: (nullable) (transfer none): the visit it was last done on
 * @sources: (element-type AxleRecord): those visits
 */
typedef struct
{
  guint       n;
  gint64      distance;
  gint64      days;
  AxleRecord *last;
  GPtrArray  *sources;
} AxleRhythm;

AxleRhythm *axle_rhythm_measure (GPtrArray       *visits,
                                 const AxleUsage *usage,
                                 gboolean         from_new);
void        axle_rhythm_free    (AxleRhythm      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleRhythm, axle_rhythm_free)

G_END_DECLS
