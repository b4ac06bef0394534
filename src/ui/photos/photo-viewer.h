/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/photos.h"

G_BEGIN_DECLS

/* One photo large, and those beside it by the arrow keys. */
#define AXLE_TYPE_PHOTO_VIEWER (axle_photo_viewer_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoViewer, axle_photo_viewer, AXLE, PHOTO_VIEWER, AdwDialog)

/* @photos: of #AxlePhotoItem */
AdwDialog *axle_photo_viewer_new          (AxleWorkstation *workstation,
                                           GListModel      *photos,
                                           guint            position);
guint      axle_photo_viewer_get_position (AxlePhotoViewer *self);
/* 1 for as large as it is; 0 while it fits the window. */
double     axle_photo_viewer_get_zoom     (AxlePhotoViewer *self);

G_END_DECLS
