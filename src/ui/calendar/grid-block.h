/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-item.h"

G_BEGIN_DECLS

/**
 * AxleGridBlock:
 *
 * An appointment in the grid: as much of it as there is room for, in its colour, with the
 * icon of its state. Made once and shown for one appointment after the other.
 */
#define AXLE_TYPE_GRID_BLOCK (axle_grid_block_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridBlock, axle_grid_block, AXLE, GRID_BLOCK, GtkWidget)

GtkWidget              *axle_grid_block_new      (void);
/* @item: (nullable): outlives what is shown, %NULL for nothing; @zone: (nullable): %NULL with
 * it; @late_before: see axle_appointment_look(). */
void                    axle_grid_block_set_item (AxleGridBlock          *self,
                                                  const AxleCalendarItem *item,
                                                  GTimeZone              *zone,
                                                  gint64                  late_before);
const AxleCalendarItem *axle_grid_block_get_item (AxleGridBlock          *self);
const AxleId           *axle_grid_block_get_id   (AxleGridBlock          *self);
/* Lays out its text in the size that it has: the better part of what it costs to draw it
 * for the first time. */
void                    axle_grid_block_prepare  (AxleGridBlock          *self);
/* In the place of its times, while it is dragged; %NULL for its own. */
void                    axle_grid_block_set_times (AxleGridBlock         *self,
                                                   const char            *times);

/* Whether there is no room for anything to read. */
void                    axle_grid_block_set_slim (AxleGridBlock          *self,
                                                  gboolean                slim);

G_END_DECLS
