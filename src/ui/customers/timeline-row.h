/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/timeline-entry.h"

G_BEGIN_DECLS

/* One entry of the timeline: what happened, when, what was said or done, and under it
 * the amount, the car and by whom. Made once and shown for one entry after the other. */
#define AXLE_TYPE_TIMELINE_ROW (axle_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimelineRow, axle_timeline_row, AXLE, TIMELINE_ROW, GtkWidget)

GtkWidget         *axle_timeline_row_new       (void);
/* @entry: %NULL for none. */
void               axle_timeline_row_set_entry (AxleTimelineRow   *self,
                                                AxleTimelineEntry *entry);
AxleTimelineEntry *axle_timeline_row_get_entry (AxleTimelineRow   *self);

G_END_DECLS
