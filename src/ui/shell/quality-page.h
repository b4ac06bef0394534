/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* How good what is known of the customers is, by who is responsible for them. */
#define AXLE_TYPE_QUALITY_PAGE (axle_quality_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleQualityPage, axle_quality_page, AXLE, QUALITY_PAGE, AdwPreferencesPage)

GtkWidget *axle_quality_page_new (AxleWorkstation *workstation);

G_END_DECLS
