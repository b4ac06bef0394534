/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/date.h"

G_BEGIN_DECLS

/**
 * AxleDayPopover:
 *
 * Chooses a day, from a calendar or by typing it (2025-03-11, 20250311, 2025-03).
 *
 * Signals: `chosen` each time another day is chosen; Enter closes it.
 */
#define AXLE_TYPE_DAY_POPOVER (axle_day_popover_get_type ())
G_DECLARE_FINAL_TYPE (AxleDayPopover, axle_day_popover, AXLE, DAY_POPOVER, GtkPopover)

GtkWidget *axle_day_popover_new     (void);
AxleDate   axle_day_popover_get_day (AxleDayPopover *self);
/* Shows a day without choosing it. */
void       axle_day_popover_set_day (AxleDayPopover *self,
                                     const AxleDate *day);

G_END_DECLS
