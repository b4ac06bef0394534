/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/photos.h"

G_BEGIN_DECLS

/* The photos of one record, and where more of them are dropped, pasted and added. */
#define AXLE_TYPE_PHOTO_GRID (axle_photo_grid_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoGrid, axle_photo_grid, AXLE, PHOTO_GRID, AdwBin)

/* @title: whose photos they are, for people and screen readers. */
GtkWidget  *axle_photo_grid_new         (AxleWorkstation *workstation,
                                         const AxleId    *subject,
                                         const char      *title);
GListModel *axle_photo_grid_get_photos  (AxlePhotoGrid   *self);
void        axle_photo_grid_choose      (AxlePhotoGrid   *self);

/* Asks for files and adds them to a record. */
void        axle_photos_choose          (GtkWidget       *parent,
                                         AxleWorkstation *workstation,
                                         const AxleId    *subject);

G_END_DECLS
