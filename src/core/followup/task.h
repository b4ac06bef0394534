/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/party/contact-budget.h"

G_BEGIN_DECLS

/* Something to do for a customer until a time: a call, a greeting, a promise. One that a
 * rule made has an id that follows from the rule and its occasion, so that two desks make
 * the same one. */

typedef enum
{
  AXLE_TASK_CUSTOMER,
  AXLE_TASK_VEHICLE,
  AXLE_TASK_KIND,
  AXLE_TASK_TITLE,
  AXLE_TASK_DUE,
  AXLE_TASK_STAFF,
  AXLE_TASK_STATE,
  AXLE_TASK_OUTCOME,
  AXLE_TASK_RESULT,
  AXLE_TASK_DONE_AT,
  AXLE_TASK_DONE_BY,
  AXLE_TASK_TRIES,
  AXLE_TASK_RULE,
  AXLE_TASK_OCCASION,
  AXLE_TASK_QUESTIONNAIRE,
  AXLE_TASK_N_FIELDS,
} AxleTaskField;

extern const AxleEntity axle_task_entity;

AxleId      axle_task_id        (const AxleId     *scope,
                                 const char       *rule,
                                 const char       *occasion);
gboolean    axle_task_is_open   (const AxleRecord *task);
const char *axle_task_get_title (const AxleRecord *task);
AxleContactPurpose
            axle_task_get_purpose (const AxleRecord *task);

G_END_DECLS
