/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/grid-model.h"

G_BEGIN_DECLS

/* What is on all day, over the hours of its column. Takes no room where nothing is. */
#define AXLE_TYPE_GRID_STRIP (axle_grid_strip_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridStrip, axle_grid_strip, AXLE, GRID_STRIP, GtkWidget)

GtkWidget *axle_grid_strip_new    (AxleGridModel *model);
/* Puts the focus on an appointment; %FALSE when it is not there. */
gboolean   axle_grid_strip_select (AxleGridStrip *self,
                                   const AxleId  *appointment);

G_END_DECLS
