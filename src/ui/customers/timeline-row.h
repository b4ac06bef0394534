/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* One entry of the timeline: what happened, when, by whom, what was said; with a
 * menu to copy, edit or delete it. */
#define AXLE_TYPE_TIMELINE_ROW (axle_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimelineRow, axle_timeline_row, AXLE, TIMELINE_ROW, GtkListBoxRow)

GtkWidget *axle_timeline_row_new (AxleWorkstation   *workstation,
                                  AxleTimelineEntry *entry);

G_END_DECLS
