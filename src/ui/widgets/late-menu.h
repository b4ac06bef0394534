/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * axle_late_menu_set:
 * @button: a button without a menu
 * @menu: what it shows
 *
 * Gives @button a menu whose popover is made when it is first opened.
 */
void axle_late_menu_set (GtkMenuButton *button,
                         GMenuModel    *menu);

G_END_DECLS
