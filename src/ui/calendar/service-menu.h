/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/service-choice.h"

G_BEGIN_DECLS

/**
 * AxleServiceMenu:
 *
 * The service menu as tiles by area, with what each costs from and how long it takes; several
 * can be chosen. Typing finds by name, pinyin, code or area; Enter takes the first that is
 * found, or goes on where nothing was typed.
 *
 * Signals: `done` when Enter goes on.
 */
#define AXLE_TYPE_SERVICE_MENU (axle_service_menu_get_type ())
G_DECLARE_FINAL_TYPE (AxleServiceMenu, axle_service_menu, AXLE, SERVICE_MENU, GtkWidget)

GtkWidget  *axle_service_menu_new       (AxleServiceChoice *services);
/* Returns: (transfer floating): @menu under a title. */
GtkWidget  *axle_service_menu_group_new (GtkWidget         *menu);
/* The icon of an area, as jobs name it. @area: (nullable). */
const char *axle_service_area_get_icon  (const char        *area);

G_END_DECLS
