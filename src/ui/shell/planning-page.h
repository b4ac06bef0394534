/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* The page of the preferences for what the calendar stands on: a row for each kind of
 * app/planning.h, which opens its list, and the figures of the calendar. */
#define AXLE_TYPE_PLANNING_PAGE (axle_planning_page_get_type ())
G_DECLARE_FINAL_TYPE (AxlePlanningPage, axle_planning_page, AXLE, PLANNING_PAGE, AxleSettingsPage)

GtkWidget *axle_planning_page_new  (AxleWorkstation  *workstation);
/* Opens the list of a kind, such as `resources`. */
void       axle_planning_page_open (AxlePlanningPage *self,
                                    const char       *name);

G_END_DECLS
