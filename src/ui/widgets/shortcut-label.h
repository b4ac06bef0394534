/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The keys of a shortcut, each drawn as a key cap. */
#define AXLE_TYPE_SHORTCUT_LABEL (axle_shortcut_label_get_type ())
G_DECLARE_FINAL_TYPE (AxleShortcutLabel, axle_shortcut_label, AXLE, SHORTCUT_LABEL, GtkWidget)

/* @accel: (nullable): as gtk_accelerator_parse() reads it. */
GtkWidget  *axle_shortcut_label_new       (const char        *accel);
void        axle_shortcut_label_set_accel (AxleShortcutLabel *self,
                                           const char        *accel);

G_END_DECLS
