/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file is, told by its bytes and never by its name. */

#define AXLE_MEDIA_JPEG "image/jpeg"
#define AXLE_MEDIA_PNG "image/png"
#define AXLE_MEDIA_WEBP "image/webp"
#define AXLE_MEDIA_HEIC "image/heic"
#define AXLE_MEDIA_MP4 "video/mp4"
#define AXLE_MEDIA_WEBM "video/webm"

/* As many bytes of a file's beginning tell what it is. */
#define AXLE_MEDIA_SNIFF_BYTES 4096

const char *axle_media_type_sniff (gconstpointer data,
                                   gsize         size);

G_END_DECLS
