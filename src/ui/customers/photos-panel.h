/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* The photos of a customer and of each of their cars. */
#define AXLE_TYPE_PHOTOS_PANEL (axle_photos_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotosPanel, axle_photos_panel, AXLE, PHOTOS_PANEL, AdwBin)

GtkWidget *axle_photos_panel_new (AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile);

G_END_DECLS
