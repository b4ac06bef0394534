/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/capacity-words.h"

G_BEGIN_DECLS

/* Hours as a bar, from the start: carried over (striped), booked (full), kept for those who
 * just come (pale), free (empty). What is more than can be done makes the bar red, and a
 * line says where the hours ended. Said in words beside it; a screen reader passes it over. */
#define AXLE_TYPE_CAPACITY_TRACK (axle_capacity_track_get_type ())
G_DECLARE_FINAL_TYPE (AxleCapacityTrack, axle_capacity_track, AXLE, CAPACITY_TRACK, GtkWidget)

GtkWidget *axle_capacity_track_new      (void);
void       axle_capacity_track_set      (AxleCapacityTrack      *self,
                                         const AxleCapacityLine *line);

/* The same painted by another widget, in that widget's colour. */
void       axle_capacity_track_snapshot (GtkWidget              *widget,
                                         GtkSnapshot            *snapshot,
                                         const AxleCapacityLine *line,
                                         const graphene_rect_t  *area);

G_END_DECLS
