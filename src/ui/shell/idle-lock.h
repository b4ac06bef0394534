/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells when nobody has touched a window for the minutes that the settings say.
 * Signals: `idle`, once until there is input again. */
#define AXLE_TYPE_IDLE_LOCK (axle_idle_lock_get_type ())
G_DECLARE_FINAL_TYPE (AxleIdleLock, axle_idle_lock, AXLE, IDLE_LOCK, GObject)

AxleIdleLock *axle_idle_lock_new   (GtkWidget    *window);
/* As if there were input now. */
void          axle_idle_lock_touch (AxleIdleLock *self);
/* Looks at the clock; @now is of g_get_monotonic_time(). */
void          axle_idle_lock_check (AxleIdleLock *self,
                                    gint64        now);

G_END_DECLS
