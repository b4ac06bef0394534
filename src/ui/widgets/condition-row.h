/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/insight/condition.h"

G_BEGIN_DECLS

/* One comparison of a rule that was tried: what it asks, what was found, and whether it
 * holds, as an icon and a word.
 * @title: (nullable): what it asks, as a person reads it; %NULL to show it as it is written */
GtkWidget *axle_condition_row_new (const AxleConditionPart *part,
                                   const char              *title);

G_END_DECLS
