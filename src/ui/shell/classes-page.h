/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* The page of the preferences with what makes a customer's class and layers, for whoever
 * may change settings: each figure that can be set, see core/organisation/policy.h. */
#define AXLE_TYPE_CLASSES_PAGE (axle_classes_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleClassesPage, axle_classes_page, AXLE, CLASSES_PAGE, AxleSettingsPage)
GtkWidget *axle_classes_page_new (AxleWorkstation *workstation);

G_END_DECLS
