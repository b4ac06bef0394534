/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/window.h"

G_BEGIN_DECLS

/**
 * axle_import_customers:
 * @window: the window to show it in
 * @file: (nullable): what to import; %NULL to ask
 *
 * Leads through an import: what the columns are, what would happen, doing it, and
 * what came of it. It goes on when its dialog is closed; there is one at a time in
 * a window, which is shown again when another is asked for.
 */
void axle_import_customers (AxleWindow *window,
                            GFile      *file);

G_END_DECLS
