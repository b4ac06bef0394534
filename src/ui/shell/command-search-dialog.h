/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/recent.h"
#include "ui/shell/window.h"

G_BEGIN_DECLS

/* One box for everything, by keyboard (Ctrl+K): records by name, pinyin, plate,
 * VIN tail or phone tail, and all that can be done, by its name. */
#define AXLE_TYPE_COMMAND_SEARCH_DIALOG (axle_command_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleCommandSearchDialog, axle_command_search_dialog,
                      AXLE, COMMAND_SEARCH_DIALOG, AdwDialog)

AdwDialog *axle_command_search_dialog_new      (AxleWindow              *window,
                                                AxleRecent              *recent);
void       axle_command_search_dialog_set_text (AxleCommandSearchDialog *self,
                                                const char              *text);

G_END_DECLS
