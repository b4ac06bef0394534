/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/tray.h"

G_BEGIN_DECLS

/* What waits for a place, as a row of the tray. */
#define AXLE_TYPE_REQUEST_ROW (axle_request_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleRequestRow, axle_request_row, AXLE, REQUEST_ROW, AdwBin)

GtkWidget    *axle_request_row_new       (void);
/* @item: (nullable): for a row that is used again later */
void          axle_request_row_set_item  (AxleRequestRow *self,
                                          AxleTrayItem   *item);
AxleTrayItem *axle_request_row_get_item  (AxleRequestRow *self);
void          axle_request_row_show_menu (AxleRequestRow *self);

G_END_DECLS
