/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/media-type.h"
#include "formats/metadata.h"
#include "formats/picture.h"
#include "support/corpus.h"

#define PLACE "30.2741N 120.1551E"
#define BYTES(text) text, sizeof text - 1

static gboolean
holds (GBytes     *bytes,
       const char *text)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

/* Files with a place in them, built by hand as cameras lay them out. */
#define EXIF_WITH_PLACE "MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0" PLACE
#define MP4_HEAD "\0\0\0\24ftypisom\0\0\2\0isom"
#define MP4_MEDIA "\0\0\0\14mdatPIXL"

static const struct
{
  const char *name;
  const char *type;
  const char *bytes;
  gsize       size;
  const char *kept;
  guint       orientation;
} stories[] = {
  { "jpeg", AXLE_MEDIA_JPEG,
    BYTES ("\xff\xd8\xff\xe1\0\x34" "Exif\0\0" EXIF_WITH_PLACE "\xff\xfe\0\x14" PLACE
           "\xff\xda\0\2" "PIXL\xff\0PIXL\xff\xd9" PLACE), "PIXL\xff", 6 },
  { "png", AXLE_MEDIA_PNG,
    BYTES ("\x89PNG\r\n\x1a\n\0\0\0\4IDATPIXLxxxx\0\0\0\x12tEXt" PLACE "xxxx\0\0\0\0IENDxxxx" PLACE), "PIXL", 1 },
  { "webp", AXLE_MEDIA_WEBP,
    BYTES ("RIFF\x56\0\0\0WEBPVP8X\12\0\0\0\x0c\0\0\0\1\0\0\1\0\0" "VP8 \4\0\0\0PIXL" "EXIF\x2c\0\0\0" EXIF_WITH_PLACE), "PIXL", 6 },
  { "mp4", AXLE_MEDIA_MP4,
    BYTES (MP4_HEAD "\0\0\0\x2amoov" "\0\0\0\x22udta" "\0\0\0\x1a\xa9xyz" PLACE MP4_MEDIA), "mdatPIXL", 1 },
  { "mp4-track", AXLE_MEDIA_MP4,
    BYTES (MP4_HEAD "\0\0\0\x46moov" "\0\0\0\x3etrak" "\0\0\0\x36mdia" "\0\0\0\x1chdlr\0\0\0\0\0\0\0\0meta\0\0\0\0\0\0\0\0"
           PLACE MP4_MEDIA), "mdatPIXL", 1 },
  { "webm", AXLE_MEDIA_WEBM,
    BYTES ("\x1a\x45\xdf\xa3\x87\x42\x82\x84webm" "\x18\x53\x80\x67\xff" "\x12\x54\xc3\x67\x92" PLACE "\xec\x84PIXL"), "PIXL", 1 },
};

static void
test_story (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GBytes) file = g_bytes_new_static (stories[i].bytes, stories[i].size);
  g_auto(AxleMediaFacts) facts = { 0 };
  g_auto(AxleMediaFacts) again = { 0 };
  g_autoptr(GBytes) stripped = NULL;
  g_autoptr(GBytes) twice = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (holds (file, PLACE));
  stripped = axle_media_strip (file, stories[i].type, &facts, &error);
  g_assert_no_error (error);
  g_assert_false (holds (stripped, PLACE));
  g_assert_true (holds (stripped, stories[i].kept));
  g_assert_cmpuint (facts.orientation, ==, stories[i].orientation);

  /* How it is turned is still known, and there is nothing more to take out. */
  twice = axle_media_strip (stripped, stories[i].type, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again.orientation, ==, stories[i].orientation);
  g_assert_true (g_bytes_equal (stripped, twice));
  if (g_str_has_prefix (stories[i].type, "video/"))
    g_assert_cmpuint (g_bytes_get_size (stripped), ==, g_bytes_get_size (file));
}

/* Cut anywhere and with any byte changed: something or nothing comes, never a crash. */
static void
test_broken (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (gsize cut = 0; cut < stories[i].size; cut++)
    for (guint flip = 0; flip < 4; flip++)
      {
        static const guint8 flips[] = { 0, 0xff, 0x80, 0x01 };
        g_autofree guint8 *bytes = g_memdup2 (stories[i].bytes, stories[i].size);
        g_autoptr(GBytes) file = NULL;
        g_autoptr(GBytes) stripped = NULL;
        g_auto(AxleMediaFacts) facts = { 0 };

        bytes[cut] ^= flips[flip];
        file = g_bytes_new_take (g_steal_pointer (&bytes), flip == 0 ? cut : stories[i].size);
        stripped = axle_media_strip (file, stories[i].type, &facts, NULL);
        g_assert_cmpuint (facts.orientation, >=, 1);
        g_assert_cmpuint (facts.orientation, <=, 8);
      }
}

/* Turned as it was taken, whatever way that was. */
static void
test_upright (void)
{
  static const char * const names[] = {
    "images/pillow/hopper_orientation_3.jpg", "images/pillow/hopper_orientation_5.jpg", "images/pillow/hopper_orientation_7.jpg",
    "images/pillow/hopper_orientation_4.webp", "images/pillow/hopper_orientation_5.webp",
    "images/pillow/hopper_orientation_6.webp", "images/pillow/hopper_orientation_7.webp",
  };
  g_autoptr(GBytes) plain = corpus_load ("images/pillow/hopper.jpg");
  g_autoptr(AxlePicture) upright = NULL;

  if (plain == NULL)
    {
      g_test_skip ("The shared data is not here");
      return;
    }
  upright = axle_picture_prepare (plain, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GBytes) file = corpus_load (names[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(AxlePicture) picture = axle_picture_prepare (file, &error);
      g_autoptr(AxlePixels) pixels = NULL;
      g_autoptr(AxlePixels) preview = NULL;

      g_assert_no_error (error);
      pixels = axle_pixels_decode (picture->bytes, 0, &error);
      preview = axle_pixels_decode (picture->preview, 0, &error);
      g_assert_no_error (error);
      g_test_message ("%s: %d × %d", names[i], picture->width, picture->height);
      g_assert_cmpint (picture->width, ==, upright->width);
      g_assert_cmpint (picture->height, ==, upright->height);
      g_assert_cmpint (pixels->width, ==, upright->width);
      g_assert_cmpint (preview->width, ==, upright->width);
    }
}

static gboolean
is_picture (const char *path)
{
  return g_str_has_suffix (path, ".png") || g_str_has_suffix (path, ".jpg") || g_str_has_suffix (path, ".webp");
}

/* Every picture of the corpus comes out readable, or is refused with a reason. */
static void
test_corpus (void)
{
  g_autoptr(GPtrArray) files = corpus_list ("images");
  guint n_taken = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const char *path = files->pdata[i];
      g_autofree char *name = g_path_get_basename (path);
      g_autoptr(GBytes) file = corpus_load (path);
      g_autoptr(GError) error = NULL;
      g_autoptr(AxlePicture) picture = axle_picture_prepare (file, &error);
      gboolean broken = strstr (path, "pngsuite") != NULL && name[0] == 'x';

      if (picture == NULL)
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (strlen (error->message), >, 10);
          if (strstr (path, "pngsuite") != NULL && !broken)
            g_test_message ("refused: %s: %s", name, error->message);
          g_assert_true (broken || strstr (path, "pngsuite") == NULL);
          continue;
        }
      g_assert_true (is_picture (path) || !broken);
      g_assert_false (broken);
      n_taken++;
      if (picture->preview != NULL)
        {
          g_autoptr(AxlePixels) preview = axle_pixels_decode (picture->preview, 0, &error);
          g_autoptr(AxlePixels) small = axle_pixels_decode (picture->bytes, 100, &error);

          g_assert_no_error (error);
          g_assert_cmpint (MAX (preview->width, preview->height), <=, AXLE_PICTURE_PREVIEW_SIDE);
          g_assert_cmpint (MAX (small->width, small->height), <=, 100);
        }
    }
  if (files->len == 0)
    g_test_skip ("The shared data is not here");
  else
    g_assert_cmpuint (n_taken, >, 60);
}

/* A small file that says it has more pixels than any memory. */
static void
test_bomb (void)
{
  static const guint8 bomb[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff,
    8, 2, 0, 0, 0, 0xd9, 0xe3, 0x5b, 0x1a, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82,
  };
  g_autoptr(GBytes) file = g_bytes_new_static (bomb, sizeof bomb);
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_picture_prepare (file, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
}

static void
test_not_media (void)
{
  g_autoptr(GBytes) text = g_bytes_new_static (BYTES ("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"));
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GError) error = NULL;

  g_assert_null (axle_picture_prepare (text, &error));
  g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA);
  g_clear_error (&error);
  g_assert_null (axle_picture_prepare (empty, &error));
  g_assert_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_MEDIA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autofree char *story = g_strconcat ("/picture/story/", stories[i].name, NULL);
      g_autofree char *broken = g_strconcat ("/picture/broken/", stories[i].name, NULL);

      g_test_add_data_func (story, GSIZE_TO_POINTER (i), test_story);
      g_test_add_data_func (broken, GSIZE_TO_POINTER (i), test_broken);
    }
  g_test_add_func ("/picture/upright", test_upright);
  g_test_add_func ("/picture/corpus", test_corpus);
  g_test_add_func ("/picture/bomb", test_bomb);
  g_test_add_func ("/picture/not-media", test_not_media);
  return g_test_run ();
}
