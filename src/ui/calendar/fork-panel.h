/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/**
 * AxleForkPanel:
 *
 * What is tried out, below the calendar that shows it: what becomes of the promises, a
 * better place for each that is broken, who or what else might be away, and whether all of
 * it becomes real.
 *
 * Signals: `committed` (gint64 operation) when all of it is saved.
 */
#define AXLE_TYPE_FORK_PANEL (axle_fork_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleForkPanel, axle_fork_panel, AXLE, FORK_PANEL, AdwBin)

/* @calendar: has the fork set already. */
GtkWidget *axle_fork_panel_new      (AxleCalendar        *calendar);
/* Around which day somebody would be away. */
void       axle_fork_panel_set_date (AxleForkPanel       *self,
                                     const AxleDate      *date);

G_END_DECLS
