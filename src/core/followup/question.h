/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* One question of a questionnaire. */

typedef enum
{
  AXLE_QUESTION_CODE,
  AXLE_QUESTION_QUESTIONNAIRE,
  AXLE_QUESTION_POSITION,
  AXLE_QUESTION_TEXT,
  AXLE_QUESTION_FORM,
  AXLE_QUESTION_CHOICES,
  AXLE_QUESTION_ACTIVE,
  AXLE_QUESTION_N_FIELDS,
} AxleQuestionField;

extern const AxleEntity axle_question_entity;

G_END_DECLS
