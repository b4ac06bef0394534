/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/record.h"

G_BEGIN_DECLS

/* A number plate, painted as it is on the car. Property `plate`: as stored;
 * nothing is shown without one. */
#define AXLE_TYPE_PLATE_BADGE (axle_plate_badge_get_type ())
G_DECLARE_FINAL_TYPE (AxlePlateBadge, axle_plate_badge, AXLE, PLATE_BADGE, GtkWidget)

GtkWidget  *axle_plate_badge_new       (const char     *plate);
void        axle_plate_badge_set_plate (AxlePlateBadge *self,
                                        const char     *plate);
const char *axle_plate_badge_get_plate (AxlePlateBadge *self);

/* A line that names a record where nothing can be painted; a car by its plate as people
 * read it. */
char       *axle_plate_dup_name        (const AxleRecord *record);

G_END_DECLS
