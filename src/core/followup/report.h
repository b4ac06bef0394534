/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/followup/escalation.h"
#include "core/followup/questions.h"
#include "core/insight/rules.h"

G_BEGIN_DECLS

/* What follows from doing a task: that it is done or tried again, the entry of the
 * contact log, the answers, and what these ask for. */

/**
 * AxleTaskReport:
 * @task: the task as it was
 * @outcome: one of its choices
 * @result: (nullable): what was said
 * @channel: (nullable): how the customer was reached, a channel of the contact log;
 *   %NULL when nobody was spoken to and nothing sent
 * @answers: (nullable) (element-type utf8 utf8): the code of a question → the answer as
 *   it is kept
 * @again: when to try again, in microseconds since 1970 UTC; 0 for not at all
 * @staff: who did it
 * @at: when
 *
 * What a person says about a task.
 */
typedef struct
{
  const AxleRecord *task;
  const char       *outcome;
  const char       *result;
  const char       *channel;
  GHashTable       *answers;
  gint64            again;
  AxleId            staff;
  gint64            at;
} AxleTaskReport;

gint64     axle_task_report_next_try (const AxleTaskReport *self,
                                      const AxleLadder     *ladder);
GPtrArray *axle_task_report_conclude (const AxleTaskReport *self,
                                      const AxleQuestions  *questions,
                                      const AxleRules      *rules,
                                      const AxleLadder     *ladder,
                                      AxleHost             *host);
AxleTruth  axle_task_report_try      (const AxleTaskReport *self,
                                      GPtrArray            *asked,
                                      const AxleCondition  *condition,
                                      GPtrArray           **parts);

G_END_DECLS
