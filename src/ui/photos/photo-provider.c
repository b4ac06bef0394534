/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/photos/photo-provider.h"

#include "core/media/photo.h"

struct _AxlePhotoProvider
{
  GdkContentProvider  parent_instance;
  AxlePhotoItem      *item;
};

G_DEFINE_FINAL_TYPE (AxlePhotoProvider, axle_photo_provider, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
axle_photo_provider_ref_formats (GdkContentProvider *provider)
{
  AxlePhotoProvider *self = AXLE_PHOTO_PROVIDER (provider);
  const char *type = axle_record_get_text (axle_photo_item_get_record (self->item), AXLE_PHOTO_MEDIA_TYPE);

  return gdk_content_formats_new (&type, type != NULL ? 1 : 0);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GOutputStream *stream = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes = axle_photo_item_load_finish (AXLE_PHOTO_ITEM (source), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "bytes", bytes, (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
axle_photo_provider_write_mime_type_async (GdkContentProvider  *provider,
                                           const char          *mime_type,
                                           GOutputStream       *stream,
                                           int                  priority,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  AxlePhotoProvider *self = AXLE_PHOTO_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, axle_photo_provider_write_mime_type_async);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  axle_photo_item_load_async (self->item, cancellable, loaded_cb, task);
}

static gboolean
axle_photo_provider_write_mime_type_finish (GdkContentProvider  *provider,
                                            GAsyncResult        *result,
                                            GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
axle_photo_provider_finalize (GObject *object)
{
  g_clear_object (&AXLE_PHOTO_PROVIDER (object)->item);
  G_OBJECT_CLASS (axle_photo_provider_parent_class)->finalize (object);
}

static void
axle_photo_provider_class_init (AxlePhotoProviderClass *class)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = axle_photo_provider_finalize;
  provider_class->ref_formats = axle_photo_provider_ref_formats;
  provider_class->write_mime_type_async = axle_photo_provider_write_mime_type_async;
  provider_class->write_mime_type_finish = axle_photo_provider_write_mime_type_finish;
}

static void
axle_photo_provider_init (AxlePhotoProvider *self)
{
}

GdkContentProvider *
axle_photo_provider_new (AxlePhotoItem *item)
{
  AxlePhotoProvider *self = g_object_new (AXLE_TYPE_PHOTO_PROVIDER, NULL);

  self->item = g_object_ref (item);
  return GDK_CONTENT_PROVIDER (self);
}
