/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/photos.h"

G_BEGIN_DECLS

/* Finishes axle_photo_item_decode_async() with something that can be drawn. */
GdkTexture *axle_photo_texture_finish (AxlePhotoItem  *item,
                                       GAsyncResult   *result,
                                       GError        **error);

G_END_DECLS
