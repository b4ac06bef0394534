/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/photos.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "app/customer-operations.h"
#include "app/photo-files.h"
#include "app/photo-item.h"
#include "core/change-list.h"
#include "core/media/photo.h"
#include "core/organisation/rights.h"
#include "formats/picture.h"

/* What the server takes at the most; said here before anything is read. */
#define FILE_LIMIT (G_GINT64_CONSTANT (200) * 1024 * 1024)

/* Of a large file so much goes into the cache at once, so that a save never waits long. */
#define SLICE_BYTES (4 * AXLE_BLOB_CACHE_PIECE)

/* The list. */

#define AXLE_TYPE_PHOTO_LIST (axle_photo_list_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoList, axle_photo_list, AXLE, PHOTO_LIST, GObject)

struct _AxlePhotoList
{
  GObject          parent_instance;

  AxleWorkstation *workstation;
  AxleId           subject;
  GPtrArray       *items;
  gboolean         looking;
  gboolean         look_again;
};

static void axle_photo_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxlePhotoList, axle_photo_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, axle_photo_list_model_init))

static void
axle_photo_list_finalize (GObject *object)
{
  AxlePhotoList *self = AXLE_PHOTO_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_photo_list_parent_class)->finalize (object);
}

static void
axle_photo_list_class_init (AxlePhotoListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_photo_list_finalize;
}

static void
axle_photo_list_init (AxlePhotoList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static GType
get_item_type (GListModel *model)
{
  return AXLE_TYPE_PHOTO_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return AXLE_PHOTO_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  AxlePhotoList *self = AXLE_PHOTO_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
axle_photo_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static const char *
get_hash (AxlePhotoItem *item,
          guint          field)
{
  return axle_record_get_text (axle_photo_item_get_record (item), field);
}

static AxlePhotoItem *
find_item (AxlePhotoList *self,
           const AxleId  *id)
{
  for (guint i = 0; i < self->items->len; i++)
    if (axle_id_equal (&axle_photo_item_get_record (self->items->pdata[i])->id, id))
      return self->items->pdata[i];
  return NULL;
}

static const AxleBlobState *
find_state (const AxlePhotoLook *look,
            const char          *hash)
{
  static const AxleBlobState unknown = { .size = -1 };

  for (guint i = 0; hash != NULL && i < look->hashes->len; i++)
    if (g_str_equal (look->hashes->pdata[i], hash))
      return &look->states[i];
  return &unknown;
}

static void look_now (AxlePhotoList *self);

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AxlePhotoList) self = user_data;
  const AxlePhotoLook *look = g_task_get_task_data (G_TASK (result));

  self->looking = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      AxlePhotoItem *item = self->items->pdata[i];

      axle_photo_item_set_found (item, find_state (look, get_hash (item, AXLE_PHOTO_BLOB)),
                                 find_state (look, get_hash (item, AXLE_PHOTO_THUMBNAIL)));
    }
  if (self->look_again)
    look_now (self);
}

/* Previews first; with @n_fields of 1 those alone. */
static GPtrArray *
list_hashes (AxlePhotoList *self,
             gsize          n_fields)
{
  static const guint fields[] = { AXLE_PHOTO_THUMBNAIL, AXLE_PHOTO_BLOB };
  GPtrArray *hashes = g_ptr_array_new_with_free_func (g_free);

  for (gsize j = 0; j < n_fields; j++)
    for (guint i = 0; i < self->items->len; i++)
      if (get_hash (self->items->pdata[i], fields[j]) != NULL)
        g_ptr_array_add (hashes, g_strdup (get_hash (self->items->pdata[i], fields[j])));
  return hashes;
}

/* What of the photos is here. */
static void
look_now (AxlePhotoList *self)
{
  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  axle_photo_files_look (self->workstation, list_hashes (self, 2), looked_cb, g_object_ref (self));
}

static int
compare_photos (gconstpointer a,
                gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a;
  const AxleRecord *other = *(AxleRecord * const *) b;

  return one->created_at != other->created_at ? (one->created_at > other->created_at ? -1 : 1)
                                              : axle_id_compare (&other->id, &one->id);
}

/* Items stay the same as long as their photos do, so that tiles keep their focus. */
static void
load (AxlePhotoList *self)
{
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) photos = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) before = NULL;
  gboolean same;

  axle_value_set_id (&value, &self->subject);
  if (reader != NULL)
    photos = axle_store_list_where (reader, &axle_photo_entity, AXLE_PHOTO_SUBJECT, &value, NULL);
  if (photos == NULL)
    return;
  g_ptr_array_sort (photos, compare_photos);
  for (guint i = 0; i < photos->len; i++)
    {
      AxlePhotoItem *item = find_item (self, &((AxleRecord *) photos->pdata[i])->id);

      if (item != NULL)
        axle_photo_item_set_record (g_object_ref (item), photos->pdata[i]);
      else
        item = axle_photo_item_new (self->workstation, photos->pdata[i]);
      g_ptr_array_add (items, item);
    }
  same = items->len == self->items->len;
  for (guint i = 0; same && i < items->len; i++)
    same = items->pdata[i] == self->items->pdata[i];
  if (!same)
    {
      before = g_steal_pointer (&self->items);
      self->items = g_steal_pointer (&items);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->items->len);
      /* The whole is fetched when it is opened: it may be a long clip. */
      axle_photo_files_ask (self->workstation, list_hashes (self, 2), FALSE);
      axle_photo_files_ask (self->workstation, list_hashes (self, 1), TRUE);
    }
  look_now (self);
}

static void
changed_cb (AxlePhotoList *self,
            AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, &axle_photo_entity))
    load (self);
}

static void
photo_news_cb (AxlePhotoList *self,
               gpointer       news)
{
  gboolean look = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    look = axle_photo_item_take_news (self->items->pdata[i], news) || look;
  if (look)
    look_now (self);
}

GListModel *
axle_photos_list (AxleWorkstation *workstation,
                  const AxleId    *subject)
{
  AxlePhotoList *self = g_object_new (AXLE_TYPE_PHOTO_LIST, NULL);

  self->workstation = g_object_ref (workstation);
  self->subject = *subject;
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "photo-news", G_CALLBACK (photo_news_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return G_LIST_MODEL (self);
}

gboolean
axle_photos_find_subject (AxleWorkstation *workstation,
                          AxleId          *subject)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) photos = reader != NULL ? axle_store_list (reader, &axle_photo_entity, NULL) : NULL;

  if (photos == NULL || photos->len == 0)
    return FALSE;
  *subject = axle_record_get_id (photos->pdata[0], AXLE_PHOTO_SUBJECT);
  return TRUE;
}

/* Adding. */

typedef struct
{
  GTask       *task;      /* of the caller; the only reference */
  AxleId       subject;
  GPtrArray   *files;     /* (element-type GFile): of which those before @next are done */
  guint        next;
  GBytes      *bytes;     /* what was pasted, or what @picture is made of */
  AxlePicture *picture;
  GPtrArray   *changes;
  guint        n_added;
  char        *reason;    /* why the first that was refused was */
  /* Of the picture that goes into the cache. */
  guint        part;      /* 0 the preview, 1 the whole, 2 both done */
  gint64       offset;
  char        *hashes[2];
} Adding;

static void prepare_next (Adding *adding);

static void
clear_picture (Adding *adding)
{
  g_clear_pointer (&adding->bytes, g_bytes_unref);
  g_clear_pointer (&adding->picture, axle_picture_free);
  g_clear_pointer (&adding->hashes[0], g_free);
  g_clear_pointer (&adding->hashes[1], g_free);
  adding->part = 0;
  adding->offset = 0;
}

static void
free_adding (gpointer data)
{
  Adding *adding = data;

  clear_picture (adding);
  g_ptr_array_unref (adding->files);
  g_ptr_array_unref (adding->changes);
  g_free (adding->reason);
  g_free (adding);
}

static void
refuse (Adding       *adding,
        const GError *error)
{
  if (adding->reason == NULL)
    adding->reason = g_strdup (error->message);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AxleWorkstation *workstation = AXLE_WORKSTATION (source);
  GError *error = NULL;
  gint64 operation = axle_workstation_save_finish (workstation, result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  axle_photo_files_send (workstation, g_ptr_array_new_with_free_func (g_free));
  g_task_return_int (task, operation);
}

static void
save (Adding *adding)
{
  GTask *task = adding->task;
  AxleWorkstation *workstation = g_task_get_source_object (task);
  g_autofree char *title = g_strdup_printf (ngettext ("%u photo added", "%u photos added", adding->n_added), adding->n_added);

  if (adding->n_added == 0)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT, "%s",
                               adding->reason != NULL ? adding->reason : _("There was no picture to add."));
      g_object_unref (task);
      return;
    }
  axle_workstation_save_async (workstation, title, adding->changes, g_task_get_cancellable (task), saved_cb, task);
}

static gint64
read_taken (AxleWorkstation *workstation,
            const char      *text)
{
  int year, month, day, hour, minute, second;
  g_autoptr(GDateTime) time = NULL;

  if (text == NULL || sscanf (text, "%4d:%2d:%2d %2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  time = g_date_time_new (axle_workstation_get_zone (workstation), year, month, day, hour, minute, second);
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static void
add_record (Adding *adding)
{
  AxleWorkstation *workstation = g_task_get_source_object (adding->task);
  g_autoptr(AxleRecord) photo = axle_customer_draft_new (workstation, &axle_photo_entity);
  const AxlePicture *picture = adding->picture;
  gint64 taken = read_taken (workstation, picture->taken);

  axle_record_set_id (photo, AXLE_PHOTO_SUBJECT, &adding->subject);
  axle_record_set_text (photo, AXLE_PHOTO_THUMBNAIL, adding->hashes[0]);
  axle_record_set_text (photo, AXLE_PHOTO_BLOB, adding->hashes[1]);
  axle_record_set_text (photo, AXLE_PHOTO_MEDIA_TYPE, picture->type);
  axle_record_set_integer (photo, AXLE_PHOTO_SIZE, (gint64) g_bytes_get_size (picture->bytes));
  if (picture->width > 0)
    {
      axle_record_set_integer (photo, AXLE_PHOTO_WIDTH, picture->width);
      axle_record_set_integer (photo, AXLE_PHOTO_HEIGHT, picture->height);
    }
  axle_record_set_integer (photo, AXLE_PHOTO_TAKEN_AT, taken != 0 ? taken : axle_host_now (axle_host_get_default ()));
  axle_change_list_add_between (adding->changes, NULL, photo);
  adding->n_added++;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Adding *adding = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      GTask *task = adding->task;

      /* What the disk says of one it says of all. */
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_record (adding);
  clear_picture (adding);
  prepare_next (adding);
}

/* One slice into the cache; returns FALSE with or without an error when there is no more. */
static gboolean
keep_slice (AxleBlobCache  *cache,
            Adding         *adding,
            GError        **error)
{
  GBytes *bytes = adding->part == 0 ? adding->picture->preview : adding->picture->bytes;
  const char *hash = adding->hashes[adding->part];
  gint64 size = bytes != NULL ? (gint64) g_bytes_get_size (bytes) : 0;
  g_auto(AxleBlobState) state = { 0 };
  g_autoptr(GBytes) slice = NULL;

  if (adding->offset == 0 && size > 0 &&
      (!axle_blob_cache_begin (cache, hash, size, AXLE_BLOB_OWN, adding->part == 0, error) ||
       !axle_blob_cache_look (cache, hash, &state, error)))
    return FALSE;
  if (state.complete)
    adding->offset = size;
  if (adding->offset < size)
    {
      slice = g_bytes_new_from_bytes (bytes, (gsize) adding->offset, (gsize) MIN (SLICE_BYTES, size - adding->offset));
      if (!axle_blob_cache_append (cache, hash, adding->offset, slice, error))
        return FALSE;
      adding->offset += (gint64) g_bytes_get_size (slice);
    }
  if (adding->offset < size)
    return TRUE;
  if (size > 0 && !axle_blob_cache_finish (cache, hash, error))
    return FALSE;
  adding->part++;
  adding->offset = 0;
  return adding->part < 2;
}

static gboolean
keep_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  AxleWorkstation *workstation = g_task_get_source_object (task);
  GError *cause = NULL;
  GError *error = NULL;
  gboolean made;

  if (workstation->blobs == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("Photos cannot be kept on this computer now."));
      return G_SOURCE_REMOVE;
    }
  if (keep_slice (workstation->blobs, data, &cause))
    return G_SOURCE_CONTINUE;
  if (cause == NULL && axle_blob_cache_make_room (workstation->blobs, 0, &made, &cause))
    g_task_return_boolean (task, TRUE);
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  return G_SOURCE_REMOVE;
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Adding *adding = user_data;
  AxleWorkstation *workstation = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;

  adding->picture = g_task_propagate_pointer (G_TASK (result), &error);
  if (adding->picture == NULL)
    {
      refuse (adding, error);
      clear_picture (adding);
      prepare_next (adding);
      return;
    }
  if (adding->picture->preview != NULL)
    adding->hashes[0] = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, adding->picture->preview);
  adding->hashes[1] = g_strdup (g_object_get_data (G_OBJECT (result), "hash"));
  task = g_task_new (workstation, NULL, kept_cb, adding);
  axle_workstation_run (workstation, AXLE_JOB_NORMAL, task, keep_job, adding);
}

static GBytes *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                 G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autofree char *name = g_file_get_basename (file);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > FILE_LIMIT)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT,
                   _("“%s” is no file, or is larger than %d MB."), name, (int) (FILE_LIMIT / 1024 / 1024));
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
prepare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Adding *adding = data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = g_steal_pointer (&adding->bytes);
  AxlePicture *picture = NULL;

  if (bytes == NULL)
    bytes = read_file (adding->files->pdata[adding->next - 1], cancellable, &cause);
  if (bytes != NULL)
    picture = axle_picture_prepare (bytes, &cause);
  if (picture == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "hash", g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture->bytes), g_free);
  g_task_return_pointer (task, picture, (GDestroyNotify) axle_picture_free);
}

static void
prepare_next (Adding *adding)
{
  GTask *outer = adding->task;
  g_autoptr(GTask) task = NULL;

  if (g_task_return_error_if_cancelled (outer))
    {
      g_object_unref (outer);
      return;
    }
  if (adding->bytes == NULL && adding->next == adding->files->len)
    {
      save (adding);
      return;
    }
  if (adding->bytes == NULL)
    adding->next++;
  task = g_task_new (g_task_get_source_object (outer), g_task_get_cancellable (outer), prepared_cb, adding);
  g_task_set_task_data (task, adding, NULL);
  g_task_run_in_thread (task, prepare_in_thread);
}

static Adding *
new_adding (AxleWorkstation     *workstation,
            const AxleId        *subject,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->task = g_task_new (workstation, cancellable, callback, user_data);
  adding->subject = *subject;
  adding->files = g_ptr_array_new_with_free_func (g_object_unref);
  adding->changes = axle_change_list_new ();
  g_task_set_source_tag (adding->task, new_adding);
  g_task_set_task_data (adding->task, adding, free_adding);
  return adding;
}

/* Says no before anything is read. */
static void
begin (Adding *adding)
{
  GTask *task = adding->task;
  AxleWorkstation *workstation = g_task_get_source_object (task);
  GError *error = NULL;

  if (axle_workstation_check_writable (workstation, &error) &&
      axle_workstation_check_right (workstation, axle_rights_needed (&axle_photo_entity, AXLE_CHANGE_SET), &error))
    {
      prepare_next (adding);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
axle_photos_add_files_async (AxleWorkstation     *workstation,
                             const AxleId        *subject,
                             GFile              **files,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Adding *adding = new_adding (workstation, subject, cancellable, callback, user_data);

  for (guint i = 0; files[i] != NULL; i++)
    g_ptr_array_add (adding->files, g_object_ref (files[i]));
  begin (adding);
}

void
axle_photos_add_bytes_async (AxleWorkstation     *workstation,
                             const AxleId        *subject,
                             GBytes              *bytes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Adding *adding = new_adding (workstation, subject, cancellable, callback, user_data);

  adding->bytes = g_bytes_ref (bytes);
  begin (adding);
}

gint64
axle_photos_add_finish (AxleWorkstation  *workstation,
                        GAsyncResult     *result,
                        guint            *n_added,
                        char            **reason,
                        GError          **error)
{
  Adding *adding = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, workstation), -1);
  *n_added = adding->n_added;
  *reason = g_strdup (adding->reason);
  return g_task_propagate_int (G_TASK (result), error);
}

void
axle_photo_set_caption_async (AxleWorkstation     *workstation,
                              const AxleRecord    *photo,
                              const char          *caption,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(AxleRecord) after = axle_record_copy (photo);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_record_set_text (after, AXLE_PHOTO_CAPTION, caption);
  axle_change_list_add_between (changes, photo, after);
  axle_workstation_save_async (workstation, _("Caption changed"), changes, cancellable, callback, user_data);
}
