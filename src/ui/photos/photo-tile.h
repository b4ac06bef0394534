/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/photos.h"

G_BEGIN_DECLS

/* A photo among others: its preview, and how it stands with it. */
#define AXLE_TYPE_PHOTO_TILE (axle_photo_tile_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoTile, axle_photo_tile, AXLE, PHOTO_TILE, GtkFlowBoxChild)

GtkWidget     *axle_photo_tile_new      (AxleWorkstation *workstation,
                                         AxlePhotoItem   *item);
AxlePhotoItem *axle_photo_tile_get_item (AxlePhotoTile   *self);

/* What can be done with one photo, wherever it is shown. */
void           axle_photo_save_as       (GtkWidget       *parent,
                                         AxlePhotoItem   *item);
void           axle_photo_delete        (GtkWidget       *parent,
                                         AxleWorkstation *workstation,
                                         AxlePhotoItem   *item);
void           axle_photo_edit_caption  (GtkWidget       *parent,
                                         AxleWorkstation *workstation,
                                         AxlePhotoItem   *item);
void           axle_photo_copy          (GtkWidget       *parent,
                                         AxlePhotoItem   *item);
const char    *axle_photo_state_text    (AxlePhotoItem   *item);

G_END_DECLS
