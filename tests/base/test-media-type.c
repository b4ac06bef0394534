/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/media-type.h"

#define BYTES(text) text, sizeof text - 1

static const struct
{
  const char *name;
  const char *bytes;
  gsize       size;
  const char *type;
} cases[] = {
  { "jpeg", BYTES ("\xff\xd8\xff\xe0\0\x10JFIF\0\1"), AXLE_MEDIA_JPEG },
  { "png", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), AXLE_MEDIA_PNG },
  { "webp", BYTES ("RIFF\x24\0\0\0WEBPVP8 "), AXLE_MEDIA_WEBP },
  { "wave", BYTES ("RIFF\x24\0\0\0WAVEfmt "), NULL },
  { "heic", BYTES ("\0\0\0\x18""ftypheic\0\0\0\0"), AXLE_MEDIA_HEIC },
  { "mp4", BYTES ("\0\0\0\x18""ftypisom\0\0\2\0"), AXLE_MEDIA_MP4 },
  { "quicktime", BYTES ("\0\0\0\x14""ftypqt  \0\0\2\0"), AXLE_MEDIA_MP4 },
  { "other brand", BYTES ("\0\0\0\x18""ftypjp2 \0\0\2\0"), NULL },
  { "webm", BYTES ("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\x82\x84webm"), AXLE_MEDIA_WEBM },
  { "matroska", BYTES ("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\x82\x88matroska"), NULL },
  { "svg", BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>"), NULL },
  { "html", BYTES ("<!DOCTYPE html><script>"), NULL },
  { "program", BYTES ("\x7f""ELF\2\1\1\0\0\0\0\0\0\0"), NULL },
  { "short", BYTES ("\xff\xd8\xff"), NULL },
  { "empty", BYTES (""), NULL },
};

static void
test_sniff (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpstr (axle_media_type_sniff (cases[i].bytes, cases[i].size), ==, cases[i].type);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/media-type/", cases[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_sniff);
    }
  return g_test_run ();
}
