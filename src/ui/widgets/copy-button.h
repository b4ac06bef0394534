/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A small button that copies @text as it is, however it is grouped on the screen. */
#define AXLE_TYPE_COPY_BUTTON (axle_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (AxleCopyButton, axle_copy_button, AXLE, COPY_BUTTON, GtkWidget)

GtkWidget  *axle_copy_button_new      (void);
void        axle_copy_button_set_text (AxleCopyButton *self,
                                       const char     *text,
                                       const char     *tooltip);

G_END_DECLS
