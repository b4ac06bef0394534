/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* A time as a person thinks of it (“2 min ago”), the exact one in the tooltip;
 * follows the clock while it is on the screen. */
#define AXLE_TYPE_TIME_LABEL (axle_time_label_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimeLabel, axle_time_label, AXLE, TIME_LABEL, GtkWidget)

GtkWidget  *axle_time_label_new    (AxleWorkstation *workstation,
                                    gint64           at);
/* @at: microseconds since 1970 UTC; 0 shows nothing. */
void        axle_time_label_set_at (AxleTimeLabel   *self,
                                    gint64           at);

/* The exact time in the store's zone, such as “2026-03-05 14:05:30”. */
char       *axle_time_dup_exact    (AxleWorkstation *workstation,
                                    gint64           at);

G_END_DECLS
