/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a hand does with a widget, told to the controllers that the widget has: GTK lets
 * nobody make events. */

/* Presses at a place, drags so far and lets go. @held: such as GDK_CONTROL_MASK. */
void     test_drag          (GtkWidget       *widget,
                             double           x,
                             double           y,
                             double           dx,
                             double           dy,
                             GdkModifierType  held);
/* The same without letting go, and letting go of it. */
void     test_drag_begin    (GtkWidget       *widget,
                             double           x,
                             double           y,
                             double           dx,
                             double           dy);
void     test_drag_move     (GtkWidget       *widget,
                             double           dx,
                             double           dy);
void     test_drag_end      (GtkWidget       *widget,
                             double           dx,
                             double           dy);
/* The same with a finger that is held down before. */
void     test_hold          (GtkWidget       *widget,
                             double           x,
                             double           y);
void     test_click         (GtkWidget       *widget,
                             int              n_press,
                             double           x,
                             double           y);
/* Whether the widget took the key. */
gboolean test_press_key     (GtkWidget       *widget,
                             guint            key,
                             GdkModifierType  held);
void     test_release_key   (GtkWidget       *widget,
                             guint            key);
/* Chooses what has that action in the menu that @widget has popped up, and closes it. */
void     test_choose        (GtkWidget       *widget,
                             const char      *action);
/* Lets a text fall there; whether the widget took it. */
gboolean test_drop_text     (GtkWidget       *widget,
                             const char      *text,
                             double           x,
                             double           y);

G_END_DECLS
