/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/photos.h"

G_BEGIN_DECLS

/**
 * AxlePhotoProvider:
 *
 * A photo for another program, by the clipboard or by dragging: its bytes are read
 * when they are asked for, and never lie in a file on the way.
 */
#define AXLE_TYPE_PHOTO_PROVIDER (axle_photo_provider_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoProvider, axle_photo_provider, AXLE, PHOTO_PROVIDER, GdkContentProvider)

GdkContentProvider *axle_photo_provider_new (AxlePhotoItem *item);

G_END_DECLS
