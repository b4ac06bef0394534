/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/media-type.h"

#include <string.h>

/* Four letters behind "ftyp" say who reads the file (ISO/IEC 14496-12 §4.3, 23008-12 Annex B). */
static const struct
{
  const char *brand;
  const char *type;
} brands[] = {
  { "heic", AXLE_MEDIA_HEIC }, { "heix", AXLE_MEDIA_HEIC }, { "mif1", AXLE_MEDIA_HEIC }, { "msf1", AXLE_MEDIA_HEIC },
  { "isom", AXLE_MEDIA_MP4 }, { "iso2", AXLE_MEDIA_MP4 }, { "iso4", AXLE_MEDIA_MP4 }, { "iso5", AXLE_MEDIA_MP4 },
  { "iso6", AXLE_MEDIA_MP4 }, { "mp41", AXLE_MEDIA_MP4 }, { "mp42", AXLE_MEDIA_MP4 }, { "avc1", AXLE_MEDIA_MP4 },
  { "M4V ", AXLE_MEDIA_MP4 }, { "MSNV", AXLE_MEDIA_MP4 }, { "qt  ", AXLE_MEDIA_MP4 }, { "3gp4", AXLE_MEDIA_MP4 },
  { "3gp5", AXLE_MEDIA_MP4 }, { "dash", AXLE_MEDIA_MP4 },
};

static const char *
sniff_brand (const guint8 *bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (bytes + 8, brands[i].brand, 4) == 0)
      return brands[i].type;
  return NULL;
}

static gboolean
holds (const guint8 *bytes,
       gsize         size,
       const char   *text)
{
  return memmem (bytes, size, text, strlen (text)) != NULL;
}

/**
 * axle_media_type_sniff:
 * @data: the beginning of a file
 * @size: how much of it; more than [const@Axle.MEDIA_SNIFF_BYTES] is not looked at
 *
 * Returns: (nullable): one of `AXLE_MEDIA_…`; %NULL when it is none of them
 */
const char *
axle_media_type_sniff (gconstpointer data,
                       gsize         size)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 ebml[] = { 0x1a, 0x45, 0xdf, 0xa3 };
  const guint8 *bytes = data;

  size = MIN (size, AXLE_MEDIA_SNIFF_BYTES);
  if (size < 12)
    return NULL;
  if (bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff)
    return AXLE_MEDIA_JPEG;
  if (memcmp (bytes, png, sizeof png) == 0)
    return AXLE_MEDIA_PNG;
  if (memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0)
    return AXLE_MEDIA_WEBP;
  if (memcmp (bytes + 4, "ftyp", 4) == 0)
    return sniff_brand (bytes);
  /* Matroska's own files begin alike. */
  if (memcmp (bytes, ebml, sizeof ebml) == 0 && holds (bytes, size, "webm"))
    return AXLE_MEDIA_WEBM;
  return NULL;
}
