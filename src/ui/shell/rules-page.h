/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* The rules of portraits and recommendations: each switched on or off, and opened to be
 * edited and tried. */
#define AXLE_TYPE_RULES_PAGE (axle_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleRulesPage, axle_rules_page, AXLE, RULES_PAGE, AdwPreferencesPage)

GtkWidget *axle_rules_page_new (AxleWorkstation *workstation);

G_END_DECLS
