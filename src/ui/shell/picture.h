/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Fixes everything that differs between machines in how text and edges are drawn. */
void        axle_picture_pin      (void);
/* What @widget shows now, drawn in memory; %NULL while there is nothing. */
GdkTexture *axle_picture_take     (GtkWidget  *widget);
gboolean    axle_picture_equal    (GdkTexture *a,
                                   GdkTexture *b);

G_END_DECLS
