/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the keys do in a month. */
void axle_month_keys_bind (GtkWidgetClass *widget_class);

G_END_DECLS
