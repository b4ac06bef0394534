/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/followup/questions.h"

G_BEGIN_DECLS

/* A question with the means to answer it. Signal `answered` when the answer changed. */
#define AXLE_TYPE_QUESTION_ROW (axle_question_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleQuestionRow, axle_question_row, AXLE, QUESTION_ROW, AdwPreferencesRow)

GtkWidget  *axle_question_row_new        (const AxleQuestionInfo *question);
const char *axle_question_row_get_code   (AxleQuestionRow        *self);
/* As it is kept, see [enum@Axle.QuestionForm]; "" while there is none. */
const char *axle_question_row_get_answer (AxleQuestionRow        *self);
void        axle_question_row_set_answer (AxleQuestionRow        *self,
                                          const char             *answer);

G_END_DECLS
