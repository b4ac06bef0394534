/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* All keys, from the tables of actions and views. */
#define AXLE_TYPE_SHORTCUTS_DIALOG (axle_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleShortcutsDialog, axle_shortcuts_dialog, AXLE, SHORTCUTS_DIALOG, AdwDialog)

AdwDialog *axle_shortcuts_dialog_new (void);

G_END_DECLS
