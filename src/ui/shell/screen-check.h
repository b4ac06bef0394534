/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the keyboard reaches inside @widget and a screen reader has no name for: a
 * line each, saying where it is. Empty when all is well. Sees only what is mapped. */
GPtrArray *axle_screen_check_list_nameless (GtkWidget *widget);

/* Icons on show inside @widget that no icon theme has: their names. */
GPtrArray *axle_screen_check_list_lost_icons (GtkWidget *widget);

/* Access keys that two things have where only one can: those on show inside @widget, and in
 * each menu of it. A line each, saying which. */
GPtrArray *axle_screen_check_list_clashes (GtkWidget *widget);

G_END_DECLS
