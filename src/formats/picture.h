/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "formats/error.h"

G_BEGIN_DECLS

/* Pictures have no more pixels: what a telephone takes, and no bomb. */
#define AXLE_PICTURE_PIXEL_LIMIT (G_GINT64_CONSTANT (64) * 1024 * 1024)

/* The longer side of a preview, in pixels: a tile on a dense screen. */
#define AXLE_PICTURE_PREVIEW_SIDE 384

/**
 * AxlePicture:
 * @type: what it is, one of `AXLE_MEDIA_…`; of a HEIC picture what it was made to
 * @bytes: the picture or clip without what cameras write beside it
 * @preview: (nullable): a small JPEG picture, upright; %NULL where none can be made here
 * @width: in pixels, upright; 0 when it is not known
 * @height: in pixels, upright; 0 when it is not known
 * @taken: (nullable): when, by the camera's clock and without a zone: `2026:03:05 14:30:00`
 */
typedef struct
{
  const char *type;
  GBytes     *bytes;
  GBytes     *preview;
  int         width;
  int         height;
  char       *taken;
} AxlePicture;

void         axle_picture_free    (AxlePicture  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePicture, axle_picture_free)

AxlePicture *axle_picture_prepare (GBytes       *file,
                                   GError      **error);

/**
 * AxlePixels:
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one row to the next
 * @has_alpha: whether a pixel has four bytes (red, green, blue, alpha), not three
 * @bytes: the rows, from the top
 *
 * A picture as it is seen, upright.
 */
typedef struct
{
  int       width;
  int       height;
  gsize     stride;
  gboolean  has_alpha;
  GBytes   *bytes;
} AxlePixels;

void         axle_pixels_free     (AxlePixels   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePixels, axle_pixels_free)

AxlePixels  *axle_pixels_decode   (GBytes       *picture,
                                   int           side,
                                   GError      **error);

G_END_DECLS
