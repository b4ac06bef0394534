/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What a customer answered to a question, with the question as it was asked. */

typedef enum
{
  AXLE_ANSWER_CUSTOMER,
  AXLE_ANSWER_TASK,
  AXLE_ANSWER_QUESTION,
  AXLE_ANSWER_TEXT,
  AXLE_ANSWER_VALUE,
  AXLE_ANSWER_AT,
  AXLE_ANSWER_STAFF,
  AXLE_ANSWER_N_FIELDS,
} AxleAnswerField;

extern const AxleEntity axle_answer_entity;

G_END_DECLS
