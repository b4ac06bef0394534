/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/condition.h"

G_BEGIN_DECLS

/**
 * AxleConditionLabelFunc:
 * @name: a name in the condition
 * @data: what the caller gave
 *
 * Returns: (nullable) (transfer full): what a person calls it; %NULL for what a fact is
 *   called, or else the name itself
 */
typedef char *(*AxleConditionLabelFunc) (const char *name,
                                         gpointer    data);

char *axle_condition_dup_words (const AxleCondition    *self,
                                AxleConditionLabelFunc  label,
                                gpointer                data);

G_END_DECLS
