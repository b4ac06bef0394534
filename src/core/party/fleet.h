/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/organisation/policy.h"
#include "core/vehicle/due.h"

G_BEGIN_DECLS

/**
 * AxleFleetCar:
 * @vehicle: the car
 * @keeper: whose it is: the company, or who drives for it
 * @last_visit: when it was last in the workshop, microseconds since 1970 UTC; 0 for never
 * @due: (nullable): its next service
 */
typedef struct
{
  AxleRecord     *vehicle;
  AxleRecord     *keeper;
  gint64          last_visit;
  AxleServiceDue *due;
} AxleFleetCar;

/**
 * AxleFleet:
 * @cars: (element-type AxleFleetCar): what is due first comes first
 * @n_visits: how often they were in the workshop in the last year
 * @spent: fen that the company and its drivers spent in the last year
 * @n_deferred: jobs that were put off and not done since
 * @deferred: fen that they were offered for
 * @n_due: cars whose service is due, or soon
 *
 * The cars of a company and of those who drive for it, and what they come to.
 */
typedef struct
{
  GPtrArray *cars;
  guint      n_visits;
  gint64     spent;
  guint      n_deferred;
  gint64     deferred;
  guint      n_due;
} AxleFleet;

GPtrArray *axle_fleet_list_drivers (const AxleDossier  *company);
AxleFleet *axle_fleet_new          (GPtrArray          *dossiers,
                                    const AxlePolicies *policies);
void       axle_fleet_free         (AxleFleet          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleFleet, axle_fleet_free)

G_END_DECLS
