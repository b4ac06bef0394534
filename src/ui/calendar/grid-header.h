/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-model.h"

G_BEGIN_DECLS

/* What the columns are called, above them: the days with their holidays, and under each its
 * bays or people. */
#define AXLE_TYPE_GRID_HEADER (axle_grid_header_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridHeader, axle_grid_header, AXLE, GRID_HEADER, GtkWidget)

/* @scrolled: of what it is in, sideways. */
GtkWidget *axle_grid_header_new (AxleGridModel *model,
                                 GtkAdjustment *scrolled);

G_END_DECLS
