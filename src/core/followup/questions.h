/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What is asked in a call. What the program comes with is a table; a `question` record
 * with the code of one stands in its place, one with another code adds to it, and a
 * `questionnaire` record that is not active asks nothing. */

/**
 * AxleQuestionForm:
 * @AXLE_QUESTION_SCALE: 1 to 5, as a number in ASCII
 * @AXLE_QUESTION_YES_NO: `yes` or `no`
 * @AXLE_QUESTION_CHOICE: the words of one of the choices
 * @AXLE_QUESTION_WORDS: what was said
 *
 * How a question is answered, and how the answer is kept.
 */
typedef enum
{
  AXLE_QUESTION_SCALE,
  AXLE_QUESTION_YES_NO,
  AXLE_QUESTION_CHOICE,
  AXLE_QUESTION_WORDS,
} AxleQuestionForm;

/* The ends of a scale. */
#define AXLE_SCALE_WORST 1
#define AXLE_SCALE_BEST 5

/**
 * AxleQuestionInfo:
 * @code: names it for ever, such as `after-service.brakes`: the part after the last dot
 *   is its name in the conditions of answer rules
 * @questionnaire: the code of those asked together
 * @text: what is asked, translated
 * @form: how it is answered
 * @choices: (nullable): of %AXLE_QUESTION_CHOICE, a line each, translated
 * @position: where it stands
 * @active: whether it is asked
 *
 * A question.
 */
typedef struct
{
  const char       *code;
  const char       *questionnaire;
  const char       *text;
  AxleQuestionForm  form;
  const char       *choices;
  gint64            position;
  gboolean          active;
} AxleQuestionInfo;

/* The questions that hold: shared between threads, never changed. */
typedef struct _AxleQuestions AxleQuestions;
#define AXLE_TYPE_QUESTIONS (axle_questions_get_type ())
GType          axle_questions_get_type (void) G_GNUC_CONST;

AxleQuestions *axle_questions_new      (GPtrArray            *questionnaires,
                                        GPtrArray            *questions);
AxleQuestions *axle_questions_ref      (AxleQuestions        *self);
void           axle_questions_unref    (AxleQuestions        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleQuestions, axle_questions_unref)
GPtrArray     *axle_questions_list     (const AxleQuestions  *self,
                                        const char           *questionnaire);
const AxleQuestionInfo *
               axle_questions_find     (const AxleQuestions  *self,
                                        const char           *code);

const AxleQuestionInfo *
               axle_questions_find_name (const AxleQuestions *self,
                                         const char          *name);
GPtrArray     *axle_questions_list_names (const AxleQuestions *self);
/* An AxleConditionWordFunc: @questions is AxleQuestions. */
const AxleField *
               axle_question_word      (const char           *name,
                                        gpointer              questions);

const char    *axle_question_get_name  (const AxleQuestionInfo *self);
gboolean       axle_question_read      (const AxleQuestionInfo *self,
                                        const char             *answer,
                                        AxleValue              *value);

G_END_DECLS
