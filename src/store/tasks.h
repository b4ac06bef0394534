/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/followup/escalation.h"
#include "core/followup/plan.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Tasks: those that rules make, and those that are to be done. */

/**
 * AxlePlanning:
 * @now: the time, in microseconds since 1970 UTC
 * @opening: when the store is open
 * @budget: how often a month a customer hears from us at most
 * @policies: what the dealership set
 *
 * What holds while rules look for what is due.
 */
typedef struct
{
  gint64              now;
  AxleOpening         opening;
  gint64              budget;
  const AxlePolicies *policies;
} AxlePlanning;

GPtrArray *axle_store_plan_tasks      (AxleStore           *self,
                                       const AxlePlanRule  *rule,
                                       const AxlePlanning  *planning,
                                       guint                limit,
                                       gint64              *position,
                                       GError             **error);

GPtrArray *axle_store_list_tasks_over (AxleStore           *self,
                                       const AxlePlanRule  *rule,
                                       const AxlePlanning  *planning,
                                       guint                limit,
                                       GError             **error);

GPtrArray *axle_store_list_requests_booked (AxleStore      *self,
                                       gint64               now,
                                       guint                limit,
                                       GError             **error);

/* Open ones, the one that is due first first: those of a member of staff, or of nobody. */
GPtrArray *axle_store_list_tasks_of   (AxleStore           *self,
                                       const AxleId        *staff,
                                       gint64               until,
                                       guint                limit,
                                       GError             **error);
gint64     axle_store_count_tasks_of  (AxleStore           *self,
                                       const AxleId        *staff,
                                       gint64               until,
                                       GError             **error);
/* Open ones of all others, that were due before @until. */
GPtrArray *axle_store_list_late_tasks (AxleStore           *self,
                                       const AxleId        *except,
                                       gint64               until,
                                       guint                limit,
                                       GError             **error);
/* Promises to customers that are not kept yet, whoever is responsible. */
GPtrArray *axle_store_list_promises   (AxleStore           *self,
                                       gint64               until,
                                       guint                limit,
                                       GError             **error);

G_END_DECLS
