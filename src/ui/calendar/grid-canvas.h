/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-model.h"

G_BEGIN_DECLS

/**
 * AxleGridCanvas:
 *
 * The hours of some columns, with a block for each appointment that is in sight. Is inside a
 * scrolled window, whose adjustments say what is in sight.
 *
 * Signals: `rested` when nothing is moved any more.
 */
#define AXLE_TYPE_GRID_CANVAS (axle_grid_canvas_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridCanvas, axle_grid_canvas, AXLE, GRID_CANVAS, GtkWidget)

GtkWidget *axle_grid_canvas_new            (AxleGridModel  *model);
void       axle_grid_canvas_set_adjustments (AxleGridCanvas *self,
                                             GtkAdjustment  *horizontal,
                                             GtkAdjustment  *vertical);
/* Whether something is moved just now: columns should stay as they are until it rests. */
gboolean   axle_grid_canvas_is_busy        (AxleGridCanvas *self);
/* Brings an appointment into sight and puts the focus on it; %FALSE when it is not there. */
gboolean   axle_grid_canvas_select         (AxleGridCanvas *self,
                                            const AxleId   *appointment);

G_END_DECLS
