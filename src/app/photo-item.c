/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/photo-item.h"

#include <glib/gi18n-lib.h>

#include "app/photo-files.h"
#include "base/media-type.h"
#include "core/media/photo.h"
#include "formats/picture.h"

typedef enum
{
  PROP_RECORD = 1,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_MESSAGE,
  PROP_HAS_PREVIEW,
  N_PROPS,
} Prop;

struct _AxlePhotoItem
{
  GObject          parent_instance;

  AxleWorkstation *workstation;
  AxleRecord      *record;
  AxlePhotoState   state;
  double           progress;
  char            *message;
  gboolean         has_preview;
};

G_DEFINE_FINAL_TYPE (AxlePhotoItem, axle_photo_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

GType
axle_photo_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { AXLE_PHOTO_HERE, "AXLE_PHOTO_HERE", "here" },
        { AXLE_PHOTO_WAITING, "AXLE_PHOTO_WAITING", "waiting" },
        { AXLE_PHOTO_COMING, "AXLE_PHOTO_COMING", "coming" },
        { AXLE_PHOTO_FAILED, "AXLE_PHOTO_FAILED", "failed" },
        { 0, NULL, NULL },
      };
      g_once_init_leave (&type, g_enum_register_static ("AxlePhotoState", values));
    }
  return type;
}

static void
axle_photo_item_finalize (GObject *object)
{
  AxlePhotoItem *self = AXLE_PHOTO_ITEM (object);

  g_clear_pointer (&self->record, axle_record_unref);
  g_clear_object (&self->workstation);
  g_free (self->message);
  G_OBJECT_CLASS (axle_photo_item_parent_class)->finalize (object);
}

static void
axle_photo_item_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AxlePhotoItem *self = AXLE_PHOTO_ITEM (object);

  switch ((Prop) property)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_HAS_PREVIEW:
      g_value_set_boolean (value, self->has_preview);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_photo_item_class_init (AxlePhotoItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = axle_photo_item_finalize;
  object_class->get_property = axle_photo_item_get_property;
  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, AXLE_TYPE_RECORD, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, AXLE_TYPE_PHOTO_STATE, AXLE_PHOTO_COMING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_HAS_PREVIEW] = g_param_spec_boolean ("has-preview", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
axle_photo_item_init (AxlePhotoItem *self)
{
  self->state = AXLE_PHOTO_COMING;
}

AxlePhotoItem *
axle_photo_item_new (AxleWorkstation *workstation,
                     AxleRecord      *record)
{
  AxlePhotoItem *self = g_object_new (AXLE_TYPE_PHOTO_ITEM, NULL);

  self->workstation = g_object_ref (workstation);
  self->record = axle_record_ref (record);
  return self;
}

gboolean
axle_photo_item_set_record (AxlePhotoItem *self,
                            AxleRecord    *record)
{
  gboolean changed = !axle_record_equal (self->record, record) || self->record->revision != record->revision;

  axle_record_ref (record);
  axle_record_unref (self->record);
  self->record = record;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
  return changed;
}

static void
set_state (AxlePhotoItem  *self,
           AxlePhotoState  state,
           double          progress,
           const char     *message)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (self->progress != progress)
    {
      self->progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  if (g_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static double
share (gint64 n_bytes,
       gint64 size)
{
  return size > 0 ? CLAMP ((double) n_bytes / (double) size, 0, 1) : 0;
}

void
axle_photo_item_set_found (AxlePhotoItem       *self,
                           const AxleBlobState *whole,
                           const AxleBlobState *preview)
{
  const char *refused = whole->refused != NULL ? whole->refused : preview->refused;

  if (self->has_preview != preview->complete)
    {
      self->has_preview = preview->complete;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_PREVIEW]);
    }
  if (refused != NULL)
    set_state (self, AXLE_PHOTO_FAILED, 0, refused);
  else if (whole->complete && (whole->waiting || preview->waiting))
    set_state (self, AXLE_PHOTO_WAITING, self->state == AXLE_PHOTO_WAITING ? self->progress : 0, NULL);
  else if (whole->complete)
    set_state (self, AXLE_PHOTO_HERE, 1, NULL);
  else
    set_state (self, AXLE_PHOTO_COMING, share (whole->n_bytes, whole->size), NULL);
}

gboolean
axle_photo_item_take_news (AxlePhotoItem      *self,
                           const AxleBlobNews *news)
{
  gboolean whole = g_strcmp0 (axle_record_get_text (self->record, AXLE_PHOTO_BLOB), news->hash) == 0;

  if (!whole && g_strcmp0 (axle_record_get_text (self->record, AXLE_PHOTO_THUMBNAIL), news->hash) != 0)
    return FALSE;
  if (news->done || news->problem != NULL)
    return TRUE;
  if (whole && self->state != AXLE_PHOTO_HERE && self->state != AXLE_PHOTO_FAILED)
    set_state (self, self->state, share (news->n_bytes, news->size), self->message);
  return FALSE;
}

AxleRecord *
axle_photo_item_get_record (AxlePhotoItem *self)
{
  return self->record;
}

AxlePhotoState
axle_photo_item_get_state (AxlePhotoItem *self)
{
  return self->state;
}

double
axle_photo_item_get_progress (AxlePhotoItem *self)
{
  return self->progress;
}

const char *
axle_photo_item_get_message (AxlePhotoItem *self)
{
  return self->message;
}

gboolean
axle_photo_item_has_preview (AxlePhotoItem *self)
{
  return self->has_preview;
}

gboolean
axle_photo_item_is_clip (AxlePhotoItem *self)
{
  return axle_photo_is_clip (self->record);
}

static GDateTime *
dup_time (AxlePhotoItem *self)
{
  gint64 at = axle_record_get_integer (self->record, AXLE_PHOTO_TAKEN_AT);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc ((at != 0 ? at : self->record->created_at) / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, axle_workstation_get_zone (self->workstation)) : NULL;
}

char *
axle_photo_item_dup_title (AxlePhotoItem *self)
{
  const char *caption = axle_record_get_text (self->record, AXLE_PHOTO_CAPTION);
  g_autoptr(GDateTime) time = dup_time (self);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %R") : g_strdup ("");

  if (caption != NULL)
    return g_strdup (caption);
  return axle_photo_item_is_clip (self) ? g_strdup_printf (_("Clip of %s"), when) : g_strdup_printf (_("Photo of %s"), when);
}

char *
axle_photo_item_dup_file_name (AxlePhotoItem *self)
{
  static const struct
  {
    const char *type;
    const char *suffix;
  } suffixes[] = {
    { AXLE_MEDIA_JPEG, "jpg" }, { AXLE_MEDIA_PNG, "png" }, { AXLE_MEDIA_WEBP, "webp" },
    { AXLE_MEDIA_MP4, "mp4" }, { AXLE_MEDIA_WEBM, "webm" },
  };
  const char *type = axle_record_get_text (self->record, AXLE_PHOTO_MEDIA_TYPE);
  g_autoptr(GDateTime) time = dup_time (self);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%Y-%m-%d-%H%M") : g_strdup ("0");
  const char *suffix = "bin";

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_strcmp0 (suffixes[i].type, type) == 0)
      suffix = suffixes[i].suffix;
  return g_strdup_printf ("%s-%s.%s", axle_photo_item_is_clip (self) ? "clip" : "photo", when, suffix);
}

void
axle_photo_item_fetch (AxlePhotoItem *self)
{
  static const guint fields[] = { AXLE_PHOTO_THUMBNAIL, AXLE_PHOTO_BLOB };
  g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *again = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *hash = axle_record_get_text (self->record, fields[i]);

      if (hash == NULL)
        continue;
      g_ptr_array_add (hashes, g_strdup (hash));
      g_ptr_array_add (again, g_strdup (hash));
    }
  axle_photo_files_ask (self->workstation, g_steal_pointer (&hashes), TRUE);
  axle_photo_files_send (self->workstation, again);
}

/* Loading and decoding. */

void
axle_photo_item_load_async (AxlePhotoItem       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *hash = axle_record_get_text (self->record, AXLE_PHOTO_BLOB);

  g_task_set_source_tag (task, axle_photo_item_load_async);
  axle_photo_files_load (self->workstation, hash != NULL ? hash : "", task);
}

GBytes *
axle_photo_item_load_finish (AxlePhotoItem  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GBytes *file;
  int     side;
} Decoding;

static void
free_decoding (gpointer data)
{
  Decoding *decoding = data;

  g_clear_pointer (&decoding->file, g_bytes_unref);
  g_free (decoding);
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Decoding *decoding = data;
  GError *cause = NULL;
  GError *error = NULL;
  AxlePixels *pixels = axle_pixels_decode (decoding->file, decoding->side, &cause);

  if (pixels != NULL)
    {
      g_task_return_pointer (task, pixels, (GDestroyNotify) axle_pixels_free);
      return;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Decoding *decoding = g_task_get_task_data (task);
  GError *error = NULL;

  decoding->file = g_task_propagate_pointer (G_TASK (result), &error);
  if (decoding->file != NULL)
    g_task_run_in_thread (task, decode_in_thread);
  else
    g_task_return_error (task, error);
}

void
axle_photo_item_decode_async (AxlePhotoItem       *self,
                              gboolean             preview,
                              int                  side,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = g_task_new (self, cancellable, loaded_cb, task);
  const char *hash = axle_record_get_text (self->record, preview ? AXLE_PHOTO_THUMBNAIL : AXLE_PHOTO_BLOB);
  Decoding *decoding = g_new0 (Decoding, 1);

  g_task_set_source_tag (task, axle_photo_item_decode_async);
  decoding->side = preview ? 0 : side;
  g_task_set_task_data (task, decoding, free_decoding);
  axle_photo_files_load (self->workstation, hash != NULL ? hash : "", inner);
}

GBytes *
axle_photo_item_decode_finish (AxlePhotoItem  *self,
                               GAsyncResult   *result,
                               int            *width,
                               int            *height,
                               gsize          *stride,
                               gboolean       *has_alpha,
                               GError        **error)
{
  g_autoptr(AxlePixels) pixels = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  pixels = g_task_propagate_pointer (G_TASK (result), error);
  if (pixels == NULL)
    return NULL;
  *width = pixels->width;
  *height = pixels->height;
  *stride = pixels->stride;
  *has_alpha = pixels->has_alpha;
  return g_steal_pointer (&pixels->bytes);
}
