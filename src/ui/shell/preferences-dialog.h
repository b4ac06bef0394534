/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

#define AXLE_TYPE_PREFERENCES_DIALOG (axle_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxlePreferencesDialog, axle_preferences_dialog,
                      AXLE, PREFERENCES_DIALOG, AdwPreferencesDialog)

/* @profile: the folder that the desk's data is in */
AdwDialog *axle_preferences_dialog_new (AxleWorkstation *workstation,
                                        const char      *profile);

G_END_DECLS
