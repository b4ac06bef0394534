/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/condition.h"

G_BEGIN_DECLS

char *axle_condition_dup_words (const AxleCondition *self);

G_END_DECLS
