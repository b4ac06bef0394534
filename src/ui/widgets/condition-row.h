/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/insight/condition.h"

G_BEGIN_DECLS

/* One comparison of a rule that was tried: what it asks, what was found, and whether it
 * holds, as an icon and a word. */
GtkWidget *axle_condition_row_new (const AxleConditionPart *part);

G_END_DECLS
