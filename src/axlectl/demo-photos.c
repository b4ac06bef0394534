/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/demo-photos.h"

#include <string.h>

#include "core/media/photo.h"
#include "core/vehicle/vehicle.h"
#include "formats/picture.h"
#include "report/car-sketch.h"

#define WIDTH 1200
#define HEIGHT 900

/* A word of the colour's name, and what it looks like; the last one for all others. */
static const struct
{
  const char *word;
  guint32     paint;
} paints[] = {
  { "黑", 0x2a2c2f }, { "白", 0xe9e7e2 }, { "灰", 0x7d838a }, { "银", 0xb9bec4 }, { "红", 0xb3282d }, { "蓝", 0x27496d },
  { "绿", 0x2f6d4f }, { "棕", 0x6b4a33 }, { "金", 0xb99b5e }, { "橙", 0xd0702b }, { "紫", 0x5b3f73 }, { "", 0x3f5e6b },
};

static guint32
find_paint (const AxleRecord *vehicle)
{
  const char *colour = axle_record_get_text (vehicle, AXLE_VEHICLE_COLOUR);
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (paints) && (colour == NULL || strstr (colour, paints[i].word) == NULL))
    i++;
  return paints[i].paint;
}

static char *
keep (AxleBlobStore  *blobs,
      GBytes         *bytes,
      GError        **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  AxleBlobPiece piece = { hash, "demo", 0, (gint64) g_bytes_get_size (bytes), bytes };
  gint64 n_received;

  return axle_blob_store_write (blobs, &piece, &n_received, error) ? g_steal_pointer (&hash) : NULL;
}

static AxleRecord *
new_photo (AxleHub          *hub,
           AxleBlobStore    *blobs,
           const AxleRecord *vehicle,
           GError          **error)
{
  AxleCarSketch sketch = { WIDTH, HEIGHT, find_paint (vehicle), vehicle->id.bytes[15] % 2 };
  g_autoptr(GBytes) png = axle_car_sketch_draw (&sketch);
  g_autoptr(AxlePicture) picture = axle_picture_prepare (png, error);
  g_autofree char *hash = picture != NULL ? keep (blobs, picture->bytes, error) : NULL;
  g_autofree char *preview = hash != NULL ? keep (blobs, picture->preview, error) : NULL;
  AxleId id = axle_id_new (axle_hub_get_host (hub));
  AxleRecord *photo;

  if (preview == NULL)
    return NULL;
  photo = axle_record_new (&axle_photo_entity, &id);
  photo->scope = vehicle->scope;
  photo->created_by = vehicle->created_by;
  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &vehicle->id);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_THUMBNAIL, preview);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, picture->type);
  axle_record_set_integer (photo, AXLE_PHOTO_SIZE, (gint64) g_bytes_get_size (picture->bytes));
  axle_record_set_integer (photo, AXLE_PHOTO_WIDTH, picture->width);
  axle_record_set_integer (photo, AXLE_PHOTO_HEIGHT, picture->height);
  axle_record_set_integer (photo, AXLE_PHOTO_TAKEN_AT, vehicle->created_at);
  return photo;
}

/*
 * axle_demo_add_photos:
 * @hub: of the server, in a transaction
 * @blobs: of the same server
 * @records: (element-type AxleRecord): what was just made
 * @n_left: (inout): how many cars may still have one
 * @error: return location
 *
 * Returns: whether each of them has its picture
 */
gboolean
axle_demo_add_photos (AxleHub        *hub,
                      AxleBlobStore  *blobs,
                      GPtrArray      *records,
                      guint          *n_left,
                      GError        **error)
{
  for (guint i = 0; i < records->len && *n_left > 0; i++)
    {
      const AxleRecord *vehicle = records->pdata[i];
      g_autoptr(AxleRecord) photo = NULL;

      if (vehicle->entity != &axle_vehicle_entity)
        continue;
      photo = new_photo (hub, blobs, vehicle, error);
      if (photo == NULL || !axle_hub_put (hub, photo, error))
        return FALSE;
      --*n_left;
    }
  return TRUE;
}
