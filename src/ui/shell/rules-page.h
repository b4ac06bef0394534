/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* Rules, each switched on or off, and opened to be edited and tried: those of portraits and
 * recommendations, and of what follows from answers. One that is broken says why. */
#define AXLE_TYPE_RULES_PAGE (axle_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleRulesPage, axle_rules_page, AXLE, RULES_PAGE, AxleSettingsPage)

GtkWidget *axle_rules_page_new (AxleWorkstation *workstation);

G_END_DECLS
