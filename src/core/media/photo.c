/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/photo.h"

#include <glib/gi18n-lib.h>

#include "base/media-type.h"

static const AxleChoice media_types[] = {
  { AXLE_MEDIA_JPEG, N_("JPEG picture") },
  { AXLE_MEDIA_PNG, N_("PNG picture") },
  { AXLE_MEDIA_WEBP, N_("WebP picture") },
  { AXLE_MEDIA_MP4, N_("MP4 clip") },
  { AXLE_MEDIA_WEBM, N_("WebM clip") },
  { NULL, NULL },
};

/* A picture shows faces, plates and papers: it is personal whatever it is of. */
static const AxleField photo_fields[] = {
  [AXLE_PHOTO_SUBJECT] = {
    .name = "subject", .label = N_("Of"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
  },
  [AXLE_PHOTO_BLOB] = {
    .name = "blob", .label = N_("File"), .type = AXLE_FIELD_BLOB,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED | AXLE_FIELD_PERSONAL,
  },
  [AXLE_PHOTO_THUMBNAIL] = {
    .name = "thumbnail", .label = N_("Preview"), .type = AXLE_FIELD_BLOB,
    .flags = AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED | AXLE_FIELD_PERSONAL | AXLE_FIELD_PREVIEW,
  },
  [AXLE_PHOTO_MEDIA_TYPE] = {
    .name = "media_type", .label = N_("Type"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_FIXED,
    .choices = media_types,
  },
  [AXLE_PHOTO_SIZE] = {
    .name = "size", .label = N_("Size"), .type = AXLE_FIELD_INTEGER,
    .flags = AXLE_FIELD_FIXED,
  },
  [AXLE_PHOTO_WIDTH] = {
    .name = "width", .label = N_("Width"), .type = AXLE_FIELD_INTEGER,
    .flags = AXLE_FIELD_FIXED,
  },
  [AXLE_PHOTO_HEIGHT] = {
    .name = "height", .label = N_("Height"), .type = AXLE_FIELD_INTEGER,
    .flags = AXLE_FIELD_FIXED,
  },
  [AXLE_PHOTO_CAPTION] = {
    .name = "caption", .label = N_("Caption"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
  },
  [AXLE_PHOTO_TAKEN_AT] = {
    .name = "taken_at", .label = N_("Taken"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_FIXED,
  },
};

static char *
photo_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_PHOTO_CAPTION));
}

const AxleEntity axle_photo_entity = {
  .kind = "photo",
  .label = N_("Photo"),
  .fields = photo_fields,
  .n_fields = G_N_ELEMENTS (photo_fields),
  .dup_title = photo_title,
};

/**
 * axle_photo_is_clip:
 * @photo: a photo
 *
 * Returns: whether it moves
 */
gboolean
axle_photo_is_clip (const AxleRecord *photo)
{
  const char *type = axle_record_get_text (photo, AXLE_PHOTO_MEDIA_TYPE);

  return type != NULL && g_str_has_prefix (type, "video/");
}
