/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/followup/questions.h"
#include "core/insight/rules.h"

G_BEGIN_DECLS

/* The rules as a dealership edits them. Each operation is one undo and finishes with
 * axle_workstation_save_finish(). */

/* What is wrong with a rule as it holds, translated; %NULL for nothing. Of one of answers
 * also that it asks for what no question is about. */
char       *axle_rule_dup_problem      (AxleWorkstation     *workstation,
                                        const AxleRule      *rule);

/* When it holds, as a person reads it; %NULL when what is written is broken. */
char       *axle_rule_dup_words        (AxleWorkstation     *workstation,
                                        const AxleRule      *rule);

/* A draft of what stands in the place of @rule, or of a new one when that is %NULL: filled
 * with what is to be edited. */
AxleRecord *axle_rule_draft_new        (AxleWorkstation     *workstation,
                                        const AxleRule      *rule,
                                        const char          *area);
/* What is wrong with it; empty when it can be saved. */
GPtrArray  *axle_rule_judge            (AxleWorkstation     *workstation,
                                        const AxleRecord    *draft);
/* Words that the program comes with are not kept: they stay in the language of the reader. */
void        axle_rule_save_async       (AxleWorkstation     *workstation,
                                        const AxleRecord    *draft,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
void        axle_rule_set_active_async (AxleWorkstation     *workstation,
                                        const AxleRule      *rule,
                                        gboolean             active,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* Back to what the program comes with; a rule that the dealership added is gone. */
void        axle_rule_reset_async      (AxleWorkstation     *workstation,
                                        const AxleRule      *rule,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/**
 * AxleRuleTrial:
 * @truth: whether the condition holds
 * @car: the car that decided, or %AXLE_FACTS_NO_CAR
 * @parts: (element-type AxleConditionPart): what became of each part
 *
 * A condition tried on a customer, or on answers.
 */
typedef struct
{
  AxleTruth   truth;
  guint       car;
  GPtrArray  *parts;
} AxleRuleTrial;

/* What is known of a customer, to try rules on; that they were opened is noted. %NULL
 * when they are not here. */
AxleFacts     *axle_rule_load_facts    (AxleWorkstation     *workstation,
                                        const AxleId        *customer);
AxleRuleTrial *axle_rule_try           (const AxleFacts     *facts,
                                        const char          *words,
                                        GError             **error);
/* (transfer container) (element-type AxleQuestionInfo): the questions that a condition
 * over answers looks at, one a name. */
GPtrArray     *axle_rule_list_asked    (const AxleQuestions *questions,
                                        const char          *words);
/* @answers: the code of a question → the answer as it is kept, of a customer who was reached. */
AxleRuleTrial *axle_answer_rule_try    (const AxleQuestions *questions,
                                        GHashTable          *answers,
                                        const char          *words,
                                        GError             **error);
void           axle_rule_trial_free    (AxleRuleTrial       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleRuleTrial, axle_rule_trial_free)

/* What a part looks at. */
const char    *axle_rule_part_get_label (const AxleConditionPart *part);
/* What a part that looks at facts asks, as a person reads it; %NULL when it cannot be said. */
char          *axle_rule_part_dup_words (const AxleConditionPart *part);
/* The value that it found, as a person reads it; “not known”. */
char          *axle_rule_part_dup_found (const AxleConditionPart *part);

G_END_DECLS
