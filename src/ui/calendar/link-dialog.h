/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleLinkDialog:
 *
 * The address by which a phone follows one's own appointments: makes one, shows it while it
 * is new, copies it and takes it away. Needs the server.
 */
#define AXLE_TYPE_LINK_DIALOG (axle_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleLinkDialog, axle_link_dialog, AXLE, LINK_DIALOG, AdwDialog)

AdwDialog *axle_link_dialog_new (AxleWorkstation *workstation);

G_END_DECLS
