/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Questions that are asked together, in a call after a service for example. */

typedef enum
{
  AXLE_QUESTIONNAIRE_CODE,
  AXLE_QUESTIONNAIRE_NAME,
  AXLE_QUESTIONNAIRE_ACTIVE,
  AXLE_QUESTIONNAIRE_N_FIELDS,
} AxleQuestionnaireField;

extern const AxleEntity axle_questionnaire_entity;

G_END_DECLS
