/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/appointment/capacity.h"

G_BEGIN_DECLS

/* How much of a day is taken: a bar of visits, a bar of hours, and over them the figures
 * and, where there is no room left, an icon and the word; compact without the figures.
 *
 * With a day it is a button: it activates "calendar.capacity" with the day's date. */
#define AXLE_TYPE_CAPACITY_BAR (axle_capacity_bar_get_type ())
G_DECLARE_FINAL_TYPE (AxleCapacityBar, axle_capacity_bar, AXLE, CAPACITY_BAR, GtkWidget)

GtkWidget *axle_capacity_bar_new      (void);
/* @capacity: (nullable): %NULL while it is not known. */
void       axle_capacity_bar_set      (AxleCapacityBar    *self,
                                       const AxleCapacity *capacity,
                                       gboolean            compact);
/* @date: (nullable): whose it is. */
void       axle_capacity_bar_set_date (AxleCapacityBar    *self,
                                       const AxleDate     *date);

G_END_DECLS
