/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Escape in a search entry of a dialog empties it first, then closes the dialog. */
void axle_search_escape_add (GtkWidget *entry);

G_END_DECLS
