/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* How this desk and the server stand: what waits, where the feeds are and how fast
 * they go, what needs a decision, who else is there, and a check of everything. */
#define AXLE_TYPE_SYNC_PAGE (axle_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleSyncPage, axle_sync_page, AXLE, SYNC_PAGE, AdwPreferencesPage)

GtkWidget *axle_sync_page_new (AxleWorkstation *workstation);

G_END_DECLS
