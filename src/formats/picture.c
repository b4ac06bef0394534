/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <webp/decode.h>

#include "base/media-type.h"
#include "formats/metadata.h"

/* The loader gets no more at once: it says the size before it has the pixels. */
#define CHUNK (64 * 1024)

#define JPEG_QUALITY "82"
#define WHITE 0xffffff

/* What a loader is told, and what it says. */
typedef struct
{
  int      side;       /* the longer side is made no longer; 0 for as it is */
  int      width;
  int      height;
  gboolean too_large;
} Decoding;

void
axle_picture_free (AxlePicture *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_free (self->taken);
  g_free (self);
}

void
axle_pixels_free (AxlePixels *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
judge_size (Decoding *decoding,
            int       width,
            int       height)
{
  decoding->width = width;
  decoding->height = height;
  decoding->too_large = width <= 0 || height <= 0 || (gint64) width * height > AXLE_PICTURE_PIXEL_LIMIT;
}

/* How many pixels of a side are left. */
static int
fit (const Decoding *decoding,
     int             side)
{
  int longer = MAX (decoding->width, decoding->height);

  if (decoding->side == 0 || longer <= decoding->side)
    return side;
  return MAX (1, (int) ((gint64) side * decoding->side / longer));
}

static void
size_cb (GdkPixbufLoader *loader,
         int              width,
         int              height,
         Decoding        *decoding)
{
  judge_size (decoding, width, height);
  if (decoding->too_large)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else
    gdk_pixbuf_loader_set_size (loader, fit (decoding, width), fit (decoding, height));
}

static gboolean
feed (GdkPixbufLoader  *loader,
      GBytes           *bytes,
      const Decoding   *decoding,
      GError          **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size && !decoding->too_large; at += CHUNK)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (size - at, CHUNK), error))
      return FALSE;
  return TRUE;
}

/* Errors of the pixbuf loader as one's own; a kind that it does not know is NOT_MEDIA. */
static void
explain (GError     **error,
         const char  *type,
         GError      *reason)
{
  if (g_error_matches (reason, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE))
    g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA,
                 _("This computer cannot read pictures of the type %s. Save it as JPEG and add that."), type);
  else
    g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_DAMAGED, _("The picture cannot be read: %s"), reason->message);
  g_error_free (reason);
}

static gboolean
check_size (const Decoding  *decoding,
            GError         **error)
{
  if (!decoding->too_large)
    return TRUE;
  g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
               _("The picture has more than %d million pixels. Make it smaller and add that."),
               (int) (AXLE_PICTURE_PIXEL_LIMIT / 1024 / 1024));
  return FALSE;
}

static void
free_webp (guchar   *pixels,
           gpointer  unused)
{
  WebPFree (pixels);
}

/* Few computers have a loader for it, and every telephone sends it. */
static GdkPixbuf *
decode_webp (GBytes    *bytes,
             Decoding  *decoding,
             GError   **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_auto(AxleMediaFacts) facts = { 0 };
  g_autoptr(GBytes) stripped = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  char orientation[] = "1";
  WebPDecoderConfig config;

  if (!WebPInitDecoderConfig (&config) || WebPGetFeatures (data, size, &config.input) != VP8_STATUS_OK)
    {
      explain (error, AXLE_MEDIA_WEBP, g_error_new_literal (GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _("it holds no picture")));
      return NULL;
    }
  judge_size (decoding, config.input.width, config.input.height);
  if (!check_size (decoding, error))
    return NULL;
  config.output.colorspace = MODE_RGBA;
  config.options.use_scaling = TRUE;
  config.options.scaled_width = fit (decoding, decoding->width);
  config.options.scaled_height = fit (decoding, decoding->height);
  if (WebPDecode (data, size, &config) != VP8_STATUS_OK)
    {
      WebPFreeDecBuffer (&config.output);
      explain (error, AXLE_MEDIA_WEBP, g_error_new_literal (GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _("it breaks off")));
      return NULL;
    }
  pixbuf = gdk_pixbuf_new_from_data (config.output.u.RGBA.rgba, GDK_COLORSPACE_RGB, TRUE, 8, config.output.width,
                                     config.output.height, config.output.u.RGBA.stride, free_webp, NULL);
  stripped = axle_media_strip (bytes, AXLE_MEDIA_WEBP, &facts, NULL);
  orientation[0] = (char) ('0' + facts.orientation);
  gdk_pixbuf_set_option (pixbuf, "orientation", orientation);
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

/* By the loader of @type and no other: a picture that says it is something else
 * is not tried with all that there are. */
static GdkPixbuf *
decode_by_loader (GBytes      *bytes,
                  const char  *type,
                  Decoding    *decoding,
                  GError     **error)
{
  GError *reason = NULL;
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (type, &reason);
  GdkPixbuf *pixbuf = NULL;
  gboolean fed;

  if (loader == NULL)
    {
      explain (error, type, reason);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), decoding);
  fed = feed (loader, bytes, decoding, &reason);
  /* It wants to be closed whatever happened. */
  if (!gdk_pixbuf_loader_close (loader, fed ? &reason : NULL) || decoding->too_large)
    fed = FALSE;
  if (!check_size (decoding, error))
    {
      g_clear_error (&reason);
      return NULL;
    }
  if (fed)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    {
      if (reason == NULL)
        reason = g_error_new_literal (GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _("it holds no picture"));
      explain (error, type, reason);
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static GdkPixbuf *
decode (GBytes      *bytes,
        const char  *type,
        Decoding    *decoding,
        GError     **error)
{
  return g_str_equal (type, AXLE_MEDIA_WEBP) ? decode_webp (bytes, decoding, error)
                                             : decode_by_loader (bytes, type, decoding, error);
}

static GBytes *
encode (GdkPixbuf  *pixbuf,
        GError    **error)
{
  g_autoptr(GdkPixbuf) opaque = NULL;
  GError *reason = NULL;
  char *data;
  gsize size;

  if (gdk_pixbuf_get_has_alpha (pixbuf))
    opaque = gdk_pixbuf_composite_color_simple (pixbuf, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                                GDK_INTERP_NEAREST, 255, 8, WHITE, WHITE);
  if (gdk_pixbuf_save_to_buffer (opaque != NULL ? opaque : pixbuf, &data, &size, "jpeg", &reason,
                                 "quality", JPEG_QUALITY, NULL))
    return g_bytes_new_take (data, size);
  explain (error, AXLE_MEDIA_JPEG, reason);
  return NULL;
}

static void
keep_size (AxlePicture    *self,
           const Decoding *decoding,
           gboolean        turned)
{
  self->width = turned ? decoding->height : decoding->width;
  self->height = turned ? decoding->width : decoding->height;
}

/* Other desks may have no loader for it: it becomes what all can show. */
static gboolean
convert (AxlePicture  *self,
         GBytes       *file,
         GError      **error)
{
  Decoding decoding = { 0 };
  g_autoptr(GdkPixbuf) pixbuf = decode (file, AXLE_MEDIA_HEIC, &decoding, error);

  if (pixbuf == NULL)
    return FALSE;
  self->type = AXLE_MEDIA_JPEG;
  self->bytes = encode (pixbuf, error);
  return self->bytes != NULL;
}

static gboolean
add_preview (AxlePicture           *self,
             const AxleMediaFacts  *facts,
             GError               **error)
{
  Decoding decoding = { .side = AXLE_PICTURE_PREVIEW_SIDE };
  g_autoptr(GError) reason = NULL;
  g_autoptr(GdkPixbuf) pixbuf = decode (self->bytes, self->type, &decoding, &reason);

  if (pixbuf != NULL)
    {
      keep_size (self, &decoding, facts->orientation >= 5);
      self->preview = encode (pixbuf, error);
      return self->preview != NULL;
    }
  /* Kept without a preview where this computer alone cannot show it. */
  if (g_error_matches (reason, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * axle_picture_prepare:
 * @file: what a person chose
 * @error: return location
 *
 * Makes of a file what may leave this computer: what it shows stays as it is, to
 * the last bit where it can; where it was taken, with what and by whom goes. Takes
 * its time: a thread's work.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL when it is none, or is damaged
 */
AxlePicture *
axle_picture_prepare (GBytes  *file,
                      GError **error)
{
  g_autoptr(AxlePicture) self = g_new0 (AxlePicture, 1);
  g_auto(AxleMediaFacts) facts = { .orientation = 1 };
  gsize size;
  gconstpointer data = g_bytes_get_data (file, &size);

  self->type = axle_media_type_sniff (data, size);
  if (self->type == NULL)
    {
      g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA,
                           _("This is no picture and no clip that Axle knows: JPEG, PNG, WebP, HEIC, MP4 or WebM."));
      return NULL;
    }
  if (g_str_equal (self->type, AXLE_MEDIA_HEIC))
    {
      if (!convert (self, file, error))
        return NULL;
    }
  else
    self->bytes = axle_media_strip (file, self->type, &facts, error);
  if (self->bytes == NULL ||
      (g_str_has_prefix (self->type, "image/") && !add_preview (self, &facts, error)))
    return NULL;
  self->taken = g_steal_pointer (&facts.taken);
  return g_steal_pointer (&self);
}

/**
 * axle_pixels_decode:
 * @picture: a picture
 * @side: its longer side is made no longer than this, in pixels; 0 for as it is
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is seen of it
 */
AxlePixels *
axle_pixels_decode (GBytes  *picture,
                    int      side,
                    GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (picture, &size);
  const char *type = axle_media_type_sniff (data, size);
  Decoding decoding = { .side = side };
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  AxlePixels *self;

  if (type == NULL || !g_str_has_prefix (type, "image/"))
    {
      g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA, _("This is no picture."));
      return NULL;
    }
  pixbuf = decode (picture, type, &decoding, error);
  if (pixbuf == NULL)
    return NULL;
  self = g_new0 (AxlePixels, 1);
  self->width = gdk_pixbuf_get_width (pixbuf);
  self->height = gdk_pixbuf_get_height (pixbuf);
  self->stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  self->has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  self->bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return self;
}
