/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/photos/photo-texture.h"

GdkTexture *
axle_photo_texture_finish (AxlePhotoItem  *item,
                           GAsyncResult   *result,
                           GError        **error)
{
  int width, height;
  gsize stride;
  gboolean has_alpha;
  g_autoptr(GBytes) bytes = axle_photo_item_decode_finish (item, result, &width, &height, &stride, &has_alpha, error);

  if (bytes == NULL)
    return NULL;
  return gdk_memory_texture_new (width, height, has_alpha ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, bytes, stride);
}
