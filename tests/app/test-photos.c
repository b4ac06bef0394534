/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/photos.h"

#include <string.h>

#include "app/customer-operations.h"
#include "core/media/photo.h"
#include "desk.h"
#include "report/car-sketch.h"
#include "store/blobs.h"

typedef struct
{
  TestDesk *desk;
  AxleId    customer;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->desk = test_desk_new ();
  self->customer = test_add_customer (self->desk, "林静", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  test_desk_free (self->desk);
}

static GFile *
new_file (Fixture    *self,
          const char *name,
          GBytes     *bytes)
{
  g_autofree char *path = axle_test_folder_build (self->desk->folder, name);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return g_file_new_for_path (path);
}

static GFile *
new_picture (Fixture    *self,
             const char *name,
             guint32     paint)
{
  AxleCarSketch sketch = { 800, 600, paint, FALSE };
  g_autoptr(GBytes) png = axle_car_sketch_draw (&sketch);

  return new_file (self, name, png);
}

static gint64
add (Fixture  *self,
     GFile   **files,
     guint    *n_added,
     char    **reason,
     GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_photos_add_files_async (self->desk->workstation, &self->customer, files, NULL, test_take_result, &result);
  return axle_photos_add_finish (self->desk->workstation, test_wait (&result), n_added, reason, error);
}

static guint
count (GListModel *photos)
{
  return g_list_model_get_n_items (photos);
}

static AxlePhotoState
get_state (GListModel *photos,
           guint       position)
{
  g_autoptr(AxlePhotoItem) item = g_list_model_get_item (photos, position);

  return axle_photo_item_get_state (item);
}

static gboolean
is_waiting (gpointer photos)
{
  return count (photos) > 0 && get_state (photos, 0) == AXLE_PHOTO_WAITING;
}

/* Without a server and offline: added, seen, captioned, deleted and brought back. */
static void
test_life (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(GFile) red = new_picture (self, "red.png", 0xc02020);
  g_autoptr(GFile) blue = new_picture (self, "blue.png", 0x2020c0);
  g_autoptr(GListModel) photos = axle_photos_list (self->desk->workstation, &self->customer);
  g_autoptr(AxlePhotoItem) item = NULL;
  g_autoptr(GAsyncResult) decoded = NULL;
  g_autoptr(GAsyncResult) captioned = NULL;
  g_autoptr(GAsyncResult) deleted = NULL;
  g_autoptr(GBytes) pixels = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation;
  guint n_added;
  int width, height;
  gsize stride;
  gboolean has_alpha;

  g_assert_cmpuint (count (photos), ==, 0);
  operation = add (self, (GFile *[]) { red, blue, NULL }, &n_added, &reason, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, 2);
  g_assert_null (reason);
  g_assert_cmpuint (count (photos), ==, 2);
  axle_test_wait_for (is_waiting, photos);

  item = g_list_model_get_item (photos, 0);
  g_assert_true (axle_photo_item_has_preview (item));
  axle_photo_item_decode_async (item, TRUE, 0, NULL, test_take_result, &decoded);
  pixels = axle_photo_item_decode_finish (item, test_wait (&decoded), &width, &height, &stride, &has_alpha, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, 384);
  g_assert_cmpint (height, ==, 288);
  name = axle_photo_item_dup_file_name (item);
  g_assert_true (g_str_has_prefix (name, "photo-20"));
  g_assert_true (g_str_has_suffix (name, ".png"));

  axle_photo_set_caption_async (self->desk->workstation, axle_photo_item_get_record (item), "左前门", NULL, test_take_result, &captioned);
  g_assert_cmpint (axle_workstation_save_finish (self->desk->workstation, test_wait (&captioned), &error), >, 0);
  title = axle_photo_item_dup_title (item);
  g_assert_cmpstr (title, ==, "左前门");

  axle_record_delete_async (self->desk->workstation, axle_photo_item_get_record (item), NULL, test_take_result, &deleted);
  operation = axle_workstation_save_finish (self->desk->workstation, test_wait (&deleted), &error);
  g_assert_cmpuint (count (photos), ==, 1);
  test_undo (self->desk, operation);
  g_assert_cmpuint (count (photos), ==, 2);
}

/* Also after the program was closed; and what is on the disk is nobody's to read. */
static void
test_kept (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(GFile) red = new_picture (self, "red.png", 0xc02020);
  g_autoptr(GBytes) original = NULL;
  g_autofree char *path = g_build_filename (self->desk->profile, "blobs.db", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *reason = NULL;
  gsize size;
  guint n_added;

  g_assert_cmpint (add (self, (GFile *[]) { red, NULL }, &n_added, &reason, NULL), >, 0);
  test_desk_reopen (self->desk);
  {
    g_autoptr(GListModel) photos = axle_photos_list (self->desk->workstation, &self->customer);
    g_autoptr(AxlePhotoItem) item = NULL;
    g_autoptr(GAsyncResult) loaded = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = NULL;

    axle_test_wait_for (is_waiting, photos);
    item = g_list_model_get_item (photos, 0);
    axle_photo_item_load_async (item, NULL, test_take_result, &loaded);
    bytes = axle_photo_item_load_finish (item, test_wait (&loaded), &error);
    g_assert_no_error (error);
    original = g_file_load_bytes (red, NULL, NULL, NULL);
    g_assert_true (g_bytes_equal (bytes, original));
  }
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_null (memmem (contents, size, "IHDR", 4));
  g_assert_null (memmem (contents, size, "JFIF", 4));
}

static void
test_refused (Fixture       *self,
              gconstpointer  unused)
{
  g_autoptr(GFile) red = new_picture (self, "red.png", 0xc02020);
  g_autoptr(GBytes) text = g_bytes_new_static ("hello, this is no picture", 25);
  g_autoptr(GFile) note = new_file (self, "note.jpg", text);
  g_autoptr(GFile) missing = g_file_new_for_path ("/nonexistent/photo.jpg");
  g_autoptr(GFile) folder = g_file_new_for_path (axle_test_folder_get_path (self->desk->folder));
  GFile *wrong[] = { note, missing, folder };
  g_autofree char *reason = NULL;
  g_autoptr(GError) error = NULL;
  guint n_added;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *why = NULL;

      g_assert_cmpint (add (self, (GFile *[]) { wrong[i], NULL }, &n_added, &why, &error), ==, -1);
      g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT);
      g_assert_cmpuint (n_added, ==, 0);
      g_clear_error (&error);
    }
  /* One that is wrong does not keep the others out. */
  g_assert_cmpint (add (self, (GFile *[]) { note, red, NULL }, &n_added, &reason, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, 1);
  g_assert_nonnull (reason);
}

static gboolean
is_coming (gpointer photos)
{
  return count (photos) == 1 && get_state (photos, 0) == AXLE_PHOTO_COMING;
}

static void
test_coming (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) photo = axle_customer_draft_new (self->desk->workstation, &axle_photo_entity);
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autoptr(GListModel) photos = axle_photos_list (self->desk->workstation, &self->customer);
  g_autoptr(GAsyncResult) saved = NULL;
  g_autoptr(GAsyncResult) decoded = NULL;
  g_autoptr(AxlePhotoItem) item = NULL;
  g_autoptr(GError) error = NULL;
  int width, height;
  gsize stride;
  gboolean has_alpha;

  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &self->customer);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, hash);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, "image/jpeg");
  axle_note_save_async (self->desk->workstation, NULL, photo, NULL, test_take_result, &saved);
  axle_workstation_save_finish (self->desk->workstation, test_wait (&saved), &error);
  g_assert_no_error (error);
  axle_test_wait_for (is_coming, photos);
  item = g_list_model_get_item (photos, 0);
  axle_photo_item_decode_async (item, FALSE, 100, NULL, test_take_result, &decoded);
  g_assert_null (axle_photo_item_decode_finish (item, test_wait (&decoded), &width, &height, &stride, &has_alpha, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE);
}

#define ADD(path, func) g_test_add ("/photos/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("life", test_life);
  ADD ("kept", test_kept);
  ADD ("refused", test_refused);
  ADD ("coming", test_coming);
  return g_test_run ();
}
