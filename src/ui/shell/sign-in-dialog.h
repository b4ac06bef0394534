/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Another person signs in over what is open, or the same one after a lock.
 * Signals: `signed-in`. */
#define AXLE_TYPE_SIGN_IN_DIALOG (axle_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleSignInDialog, axle_sign_in_dialog, AXLE, SIGN_IN_DIALOG, AdwDialog)

/* @locked: covers the window and cannot be closed but by a PIN. */
AdwDialog *axle_sign_in_dialog_new (AxleWorkstation *workstation,
                                    gboolean         locked);

G_END_DECLS
