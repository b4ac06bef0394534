/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-model.h"

G_BEGIN_DECLS

/* The hours, beside the columns. */
#define AXLE_TYPE_GRID_GUTTER (axle_grid_gutter_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridGutter, axle_grid_gutter, AXLE, GRID_GUTTER, GtkWidget)

GtkWidget *axle_grid_gutter_new (AxleGridModel *model);

G_END_DECLS
