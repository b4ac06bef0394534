/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/followup/escalation.h"
#include "core/followup/questions.h"

G_BEGIN_DECLS

/* What follows from doing a task: that it is done or tried again, the entry of the
 * contact log, the answers, and what these ask for. */

/**
 * AxleAnswerRule:
 * @code: names it for ever
 * @condition: when it holds, over the names of the questions, see insight/condition.h
 * @title: of what follows; translated
 * @theme: (nullable): of the complaint that it makes; %NULL for none
 * @kind: of the task that it makes
 * @hours: of work until that is due
 *
 * What an answer asks for. The table can be changed by `rule` records of the area
 * `answer`: `effect` is `task KIND` or `complaint THEME`.
 */
typedef struct
{
  const char *code;
  const char *condition;
  const char *title;
  const char *theme;
  const char *kind;
  int         hours;
  gboolean    active;
} AxleAnswerRule;

/* The rules that hold: shared between threads, never changed. */
typedef struct _AxleAnswerRules AxleAnswerRules;
#define AXLE_TYPE_ANSWER_RULES (axle_answer_rules_get_type ())
GType                 axle_answer_rules_get_type (void) G_GNUC_CONST;
AxleAnswerRules      *axle_answer_rules_new      (GPtrArray             *rules);
AxleAnswerRules      *axle_answer_rules_ref      (AxleAnswerRules       *self);
void                  axle_answer_rules_unref    (AxleAnswerRules       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleAnswerRules, axle_answer_rules_unref)
const AxleAnswerRule *axle_answer_rules_list     (const AxleAnswerRules *self,
                                                  guint                 *n_rules);

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

gint64     axle_task_report_next_try (const AxleTaskReport  *self,
                                      const AxleLadder      *ladder);
GPtrArray *axle_task_report_conclude (const AxleTaskReport  *self,
                                      const AxleQuestions   *questions,
                                      const AxleAnswerRules *rules,
                                      const AxleLadder      *ladder,
                                      AxleHost              *host);

G_END_DECLS
