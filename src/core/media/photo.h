/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A photo or a clip of a customer or a car. The record is small and goes first;
 * the picture itself is a blob that follows when it can. */

typedef enum
{
  AXLE_PHOTO_SUBJECT,
  AXLE_PHOTO_BLOB,
  AXLE_PHOTO_THUMBNAIL,
  AXLE_PHOTO_MEDIA_TYPE,
  AXLE_PHOTO_SIZE,
  AXLE_PHOTO_WIDTH,
  AXLE_PHOTO_HEIGHT,
  AXLE_PHOTO_CAPTION,
  AXLE_PHOTO_TAKEN_AT,
  AXLE_PHOTO_N_FIELDS,
} AxlePhotoField;

extern const AxleEntity axle_photo_entity;

gboolean axle_photo_is_clip (const AxleRecord *photo);

G_END_DECLS
