/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* The first run: enrols this desk at a server, and shows how the first sync goes. */
#define AXLE_TYPE_WELCOME_PAGE (axle_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleWelcomePage, axle_welcome_page, AXLE, WELCOME_PAGE, AdwBin)

GtkWidget *axle_welcome_page_new             (void);
void       axle_welcome_page_set_workstation (AxleWelcomePage *self,
                                              AxleWorkstation *workstation);
void       axle_welcome_page_update          (AxleWelcomePage *self);

G_END_DECLS
