/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/followup/escalation.h"
#include "core/followup/plan.h"
#include "core/followup/questions.h"
#include "core/followup/report.h"

G_BEGIN_DECLS

/* What holds at the dealership: its rules of tasks and its questions, read anew each time;
 * and when it is open. */
AxlePlan        *axle_workstation_load_plan         (AxleWorkstation     *workstation);
AxleQuestions   *axle_workstation_load_questions    (AxleWorkstation     *workstation);
/* @ladder lives as long as the working days of @workstation stay what they are. */
void             axle_workstation_init_ladder       (AxleWorkstation     *workstation,
                                                     AxleLadder          *ladder);

/* For all desks of the group; finishes with axle_workstation_save_finish(). @hours: as in
 * the rule; @outcome: of a rule about a car, what it makes. */
void             axle_plan_rule_set_async           (AxleWorkstation     *workstation,
                                                     const AxlePlanRule  *rule,
                                                     gboolean             active,
                                                     int                  hours,
                                                     AxlePlanOutcome      outcome,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);

/* Makes the tasks that the rules ask for now and that nobody has made yet, on the
 * worker's thread; what it makes is not undone. Finishes with how many, 0 too where who
 * is signed in may make none. */
void             axle_followup_run_async            (AxleWorkstation     *workstation,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
gint64           axle_followup_run_finish           (AxleWorkstation     *workstation,
                                                     GAsyncResult        *result,
                                                     GError             **error);

/**
 * AxleFollowup:
 *
 * Keeps the tasks of a desk up to date while the program runs: when somebody signs in,
 * when a day begins, and when something comes that a rule waits for. Counts for the
 * workstation what who is signed in has to do today.
 */
#define AXLE_TYPE_FOLLOWUP (axle_followup_get_type ())
G_DECLARE_FINAL_TYPE (AxleFollowup, axle_followup, AXLE, FOLLOWUP, GObject)

AxleFollowup    *axle_followup_new                  (AxleWorkstation     *workstation);
/* Waits for what the worker is at, for the end of the program. */
void             axle_followup_stop                 (AxleFollowup        *self);

G_END_DECLS
