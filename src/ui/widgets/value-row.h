/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a list: what it is in small, and under it the value, which can be selected. */
GtkWidget *axle_value_row_new (const char *title,
                               const char *value);

G_END_DECLS
