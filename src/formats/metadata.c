/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/metadata.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/media-type.h"

/* Of everything that cameras write beside a picture only what turns it upright
 * stays: the rest says where a customer lives. The picture itself is not touched,
 * so nothing of its quality is lost. */

/* Boxes of a clip stand in each other no deeper. */
#define BOX_DEPTH 4

#define TAG_ORIENTATION 0x0112
#define TAG_EXIF 0x8769
#define TAG_TAKEN 0x9003
#define TAKEN_LENGTH 19

typedef struct
{
  const guint8 *bytes;
  gsize         size;
} Span;

void
axle_media_facts_clear (AxleMediaFacts *self)
{
  g_clear_pointer (&self->taken, g_free);
}

static guint32
big (const guint8 *bytes,
     guint         n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

static guint32
little (const guint8 *bytes,
        guint         n)
{
  guint32 value = 0;

  for (guint i = n; i > 0; i--)
    value = value << 8 | bytes[i - 1];
  return value;
}

/* EXIF: a small TIFF (EXIF 2.32 §4.5). */

typedef guint32 (*ReadNumber) (const guint8 *bytes, guint n);

static void
read_folder (Span            tiff,
             gsize           offset,
             ReadNumber      number,
             gboolean        inner,
             AxleMediaFacts *facts)
{
  guint n;

  if (offset + 2 > tiff.size)
    return;
  n = number (tiff.bytes + offset, 2);
  for (guint i = 0; i < n && offset + 2 + (i + 1) * 12 <= tiff.size; i++)
    {
      const guint8 *entry = tiff.bytes + offset + 2 + i * 12;
      guint tag = number (entry, 2);
      gsize at = number (entry + 8, 4);

      if (tag == TAG_ORIENTATION && !inner)
        {
          guint value = number (entry + 8, 2);

          if (value >= 1 && value <= 8)
            facts->orientation = value;
        }
      else if (tag == TAG_EXIF && !inner)
        read_folder (tiff, at, number, TRUE, facts);
      else if (tag == TAG_TAKEN && inner && facts->taken == NULL && at < tiff.size && tiff.size - at >= TAKEN_LENGTH &&
               g_utf8_validate ((const char *) tiff.bytes + at, TAKEN_LENGTH, NULL))
        facts->taken = g_strndup ((const char *) tiff.bytes + at, TAKEN_LENGTH);
    }
}

static void
read_exif (Span            tiff,
           AxleMediaFacts *facts)
{
  ReadNumber number;

  if (tiff.size < 8)
    return;
  if (memcmp (tiff.bytes, "II*\0", 4) == 0)
    number = little;
  else if (memcmp (tiff.bytes, "MM\0*", 4) == 0)
    number = big;
  else
    return;
  read_folder (tiff, number (tiff.bytes + 4, 4), number, FALSE, facts);
}

/* A TIFF that says nothing but how to turn the picture. */
static void
append_orientation (GByteArray *out,
                    guint       orientation)
{
  guint8 tiff[] = {
    'M', 'M', 0, '*', 0, 0, 0, 8,
    0, 1, TAG_ORIENTATION >> 8, TAG_ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, (guint8) orientation, 0, 0,
    0, 0, 0, 0,
  };

  g_byte_array_append (out, tiff, sizeof tiff);
}

#define ORIENTATION_SIZE 26

/* JPEG (ITU-T T.81 Annex B). */

static gboolean
begins (Span        span,
        const char *text,
        gsize       length)
{
  return span.size >= length && memcmp (span.bytes, text, length) == 0;
}

/* What decides how the picture looks: its colours, never its story. */
static gboolean
stays (guint marker,
       Span  data)
{
  if (marker == 0xfe)
    return FALSE;
  if (marker < 0xe0 || marker > 0xef)
    return TRUE;
  return (marker == 0xe0 && begins (data, "JFIF", 5)) || (marker == 0xe2 && begins (data, "ICC_PROFILE", 12)) ||
         (marker == 0xee && begins (data, "Adobe", 5));
}

/* From behind the head of a scan to the marker behind its bytes. */
static gsize
skip_scan (Span  file,
           gsize at)
{
  while (at + 1 < file.size &&
         (file.bytes[at] != 0xff || file.bytes[at + 1] == 0 || (file.bytes[at + 1] >= 0xd0 && file.bytes[at + 1] <= 0xd7)))
    at++;
  return at + 1 < file.size ? at : file.size;
}

static void
put_jpeg_orientation (GByteArray *out,
                      guint       orientation)
{
  static const guint8 head[] = { 0xff, 0xe1, 0, 2 + 6 + ORIENTATION_SIZE, 'E', 'x', 'i', 'f', 0, 0 };
  g_autoptr(GByteArray) segment = g_byte_array_new ();

  g_byte_array_append (segment, head, sizeof head);
  append_orientation (segment, orientation);
  /* Behind SOI: readers look for it there. */
  g_byte_array_set_size (out, out->len + segment->len);
  memmove (out->data + 2 + segment->len, out->data + 2, out->len - segment->len - 2);
  memcpy (out->data + 2, segment->data, segment->len);
}

static GByteArray *
strip_jpeg (Span            file,
            AxleMediaFacts *facts)
{
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) file.size);
  gsize at = 2;

  g_byte_array_append (out, file.bytes, 2);
  for (;;)
    {
      guint marker;
      gsize length;

      /* Fill bytes may stand before a marker. */
      while (at + 1 < file.size && file.bytes[at] == 0xff && file.bytes[at + 1] == 0xff)
        at++;
      if (at + 1 >= file.size || file.bytes[at] != 0xff)
        return NULL;
      marker = file.bytes[at + 1];
      if (marker == 0xd9)
        break;
      if (at + 4 > file.size)
        return NULL;
      length = big (file.bytes + at + 2, 2);
      if (length < 2 || length > file.size - at - 2)
        return NULL;
      {
        Span data = { file.bytes + at + 4, length - 2 };

        if (marker == 0xe1 && begins (data, "Exif\0", 6))
          read_exif ((Span) { data.bytes + 6, data.size - 6 }, facts);
        if (stays (marker, data))
          g_byte_array_append (out, file.bytes + at, (guint) length + 2);
      }
      at += 2 + length;
      if (marker == 0xda)
        {
          gsize end = skip_scan (file, at);

          g_byte_array_append (out, file.bytes + at, (guint) (end - at));
          at = end;
          /* A picture that breaks off is shown as far as it goes. */
          if (at == file.size)
            break;
        }
    }
  /* Behind the end cameras hide more pictures, and clips, each with its place. */
  g_byte_array_append (out, (const guint8 *) "\xff\xd9", 2);
  if (facts->orientation != 1)
    put_jpeg_orientation (out, facts->orientation);
  return g_steal_pointer (&out);
}

/* PNG (third edition, §5). */

static GByteArray *
strip_png (Span            file,
           AxleMediaFacts *facts)
{
  static const char * const goes[] = { "eXIf", "tEXt", "zTXt", "iTXt", "tIME" };
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) file.size);
  gsize at = 8;

  g_byte_array_append (out, file.bytes, 8);
  while (file.size - at >= 12)
    {
      gsize length = big (file.bytes + at, 4);
      const char *name = (const char *) file.bytes + at + 4;
      gboolean kept = TRUE;

      if (length > file.size - at - 12)
        return NULL;
      for (gsize i = 0; i < G_N_ELEMENTS (goes); i++)
        kept = kept && memcmp (name, goes[i], 4) != 0;
      if (kept)
        g_byte_array_append (out, file.bytes + at, (guint) length + 12);
      at += length + 12;
      if (memcmp (name, "IEND", 4) == 0)
        return g_steal_pointer (&out);
    }
  return NULL;
}

/* WebP (RFC 9649 §2). */

#define WEBP_EXIF 0x08
#define WEBP_XMP 0x04

static void
append_little (GByteArray *out,
               guint32     value)
{
  guint8 bytes[] = { value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >> 24 };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put_little (guint8  *bytes,
            guint32  value)
{
  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> 8 * i);
}

static GByteArray *
strip_webp (Span            file,
            AxleMediaFacts *facts)
{
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) file.size);
  gsize size = MIN (file.size, 8 + (gsize) little (file.bytes + 4, 4));
  gsize at = 12;
  gsize flags = 0;

  g_byte_array_append (out, file.bytes, 12);
  while (at + 8 <= size)
    {
      gsize length = little (file.bytes + at + 4, 4);
      gsize whole = 8 + length + length % 2;

      if (length > size - at - 8)
        return NULL;
      whole = MIN (whole, size - at);
      if (memcmp (file.bytes + at, "EXIF", 4) == 0)
        {
          Span tiff = { file.bytes + at + 8, length };

          if (begins (tiff, "Exif\0", 6))
            tiff = (Span) { tiff.bytes + 6, tiff.size - 6 };
          read_exif (tiff, facts);
        }
      else if (memcmp (file.bytes + at, "XMP ", 4) != 0)
        {
          if (memcmp (file.bytes + at, "VP8X", 4) == 0 && length >= 10)
            flags = out->len + 8;
          g_byte_array_append (out, file.bytes + at, (guint) whole);
        }
      at += whole;
    }
  if (flags != 0)
    {
      out->data[flags] &= (guint8) ~(WEBP_EXIF | WEBP_XMP);
      if (facts->orientation != 1)
        {
          out->data[flags] |= WEBP_EXIF;
          g_byte_array_append (out, (const guint8 *) "EXIF", 4);
          append_little (out, ORIENTATION_SIZE);
          append_orientation (out, facts->orientation);
        }
    }
  put_little (out->data + 4, out->len - 8);
  return g_steal_pointer (&out);
}

/* MP4 and QuickTime (ISO/IEC 14496-12 §4.2): boxes keep their places, as tables
 * of offsets point at them; what is taken out becomes an empty one. */

static void
empty_box (guint8 *bytes,
           gsize   head,
           gsize   length)
{
  memcpy (bytes + 4, "free", 4);
  memset (bytes + head, 0, length - head);
}

static gboolean
is_named (const guint8       *box,
          const char * const *names,
          gsize               n_names)
{
  for (gsize i = 0; i < n_names; i++)
    if (memcmp (box + 4, names[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/* A track that is neither picture nor sound, such as one of places. */
static gboolean
is_other_track (const guint8 *bytes,
                gsize         size)
{
  const guint8 *handler = memmem (bytes, size, "hdlr", 4);
  gsize left = handler != NULL ? size - (gsize) (handler - bytes) : 0;

  return left >= 16 && memcmp (handler + 12, "vide", 4) != 0 && memcmp (handler + 12, "soun", 4) != 0;
}

static gboolean
empty_boxes (guint8 *bytes,
             gsize   size,
             guint   depth)
{
  static const char * const goes[] = { "udta", "meta", "uuid" };
  static const char * const holds[] = { "moov", "trak", "mdia" };
  gsize at = 0;

  while (size - at >= 8)
    {
      guint8 *box = bytes + at;
      guint64 length = big (box, 4);
      gsize head = 8;

      if (length == 1)
        {
          if (size - at < 16)
            return FALSE;
          length = (guint64) big (box + 8, 4) << 32 | big (box + 12, 4);
          head = 16;
        }
      else if (length == 0)
        length = size - at;
      if (length < head || length > size - at)
        return FALSE;
      if (is_named (box, goes, G_N_ELEMENTS (goes)) ||
          (memcmp (box + 4, "trak", 4) == 0 && is_other_track (box + head, (gsize) length - head)))
        empty_box (box, head, (gsize) length);
      else if (is_named (box, holds, G_N_ELEMENTS (holds)) && depth < BOX_DEPTH &&
               !empty_boxes (box + head, (gsize) length - head, depth + 1))
        return FALSE;
      at += (gsize) length;
    }
  return TRUE;
}

static GByteArray *
strip_mp4 (Span file)
{
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) file.size);

  g_byte_array_append (out, file.bytes, (guint) file.size);
  return empty_boxes (out->data, out->len, 0) ? g_steal_pointer (&out) : NULL;
}

/* WebM (RFC 8794): elements keep their places, tags become empty ones. */

#define EBML_SEGMENT 0x18538067
#define EBML_TAGS 0x1254c367
#define EBML_VOID 0xec

/* Length of an element's number by its first byte; 0 when it can be none. */
static guint
width_of (guint8 first)
{
  for (guint i = 0; i < 8; i++)
    if (first & 0x80 >> i)
      return i + 1;
  return 0;
}

static gboolean
read_element (const guint8 *bytes,
              gsize         size,
              guint32      *id,
              gsize        *head,
              guint64      *length)
{
  guint id_width = size > 0 ? width_of (bytes[0]) : 0;
  guint width;
  guint64 all;

  if (id_width == 0 || id_width > 4 || size <= id_width || (width = width_of (bytes[id_width])) == 0 ||
      size < id_width + width)
    return FALSE;
  *id = big (bytes, id_width);
  *length = bytes[id_width] & (0xff >> width);
  for (guint i = 1; i < width; i++)
    *length = *length << 8 | bytes[id_width + i];
  *head = id_width + width;
  all = (G_GUINT64_CONSTANT (1) << 7 * width) - 1;
  /* A live recording does not know how long it is: it goes on to the end. */
  if (*length == all || *length > size - *head)
    *length = size - *head;
  return TRUE;
}

static void
empty_element (guint8  *bytes,
               gsize    head,
               guint64  length)
{
  gsize whole = head + (gsize) length;

  memset (bytes, 0, whole);
  bytes[0] = EBML_VOID;
  bytes[1] = 0x01;
  for (guint i = 0; i < 7; i++)
    bytes[8 - i] = (guint8) ((guint64) (whole - 9) >> 8 * i);
}

static GByteArray *
strip_webm (Span file)
{
  g_autoptr(GByteArray) out = g_byte_array_sized_new ((guint) file.size);
  gsize at = 0;
  gsize head;
  guint64 length;
  guint32 id;

  g_byte_array_append (out, file.bytes, (guint) file.size);
  while (at < out->len && read_element (out->data + at, out->len - at, &id, &head, &length))
    {
      if (id == EBML_TAGS && head + length >= 9)
        empty_element (out->data + at, head, length);
      at += head + (id == EBML_SEGMENT ? 0 : (gsize) length);
    }
  return g_steal_pointer (&out);
}

/**
 * axle_media_strip:
 * @file: a picture or a clip
 * @type: what it is, as [func@Axle.media_type_sniff] found
 * @facts: (out): what it said beside its picture
 * @error: return location
 *
 * Takes out where and with what it was made, and every text. HEIC is not known here.
 *
 * Returns: (transfer full) (nullable): the same picture without its story;
 *   %AXLE_FORMATS_ERROR_DAMAGED when the file is broken
 */
GBytes *
axle_media_strip (GBytes          *file,
                  const char      *type,
                  AxleMediaFacts  *facts,
                  GError         **error)
{
  Span span;
  GByteArray *out = NULL;

  *facts = (AxleMediaFacts) { .orientation = 1 };
  span.bytes = g_bytes_get_data (file, &span.size);
  if (span.size < 12)
    type = NULL;
  if (g_strcmp0 (type, AXLE_MEDIA_JPEG) == 0)
    out = strip_jpeg (span, facts);
  else if (g_strcmp0 (type, AXLE_MEDIA_PNG) == 0)
    out = strip_png (span, facts);
  else if (g_strcmp0 (type, AXLE_MEDIA_WEBP) == 0)
    out = strip_webp (span, facts);
  else if (g_strcmp0 (type, AXLE_MEDIA_MP4) == 0)
    out = strip_mp4 (span);
  else if (g_strcmp0 (type, AXLE_MEDIA_WEBM) == 0)
    out = strip_webm (span);
  if (out != NULL)
    return g_byte_array_free_to_bytes (out);
  g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_DAMAGED, _("The picture is damaged or breaks off."));
  return NULL;
}
