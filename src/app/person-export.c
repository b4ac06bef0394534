/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/person-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/access-log.h"
#include "app/person-export-page.h"
#include "app/workstation-private.h"
#include "core/media/photo.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "formats/archive-writer.h"

typedef struct
{
  AxleWorkstation *workstation;
  AxleId           customer;
  GFile           *file;
  AxlePersonPage   page;
  guint            n_photos;
  guint            n_missing;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->workstation);
  g_object_unref (self->file);
  g_clear_pointer (&self->page.customer, axle_record_unref);
  g_clear_pointer (&self->page.records, g_ptr_array_unref);
  g_hash_table_unref (self->page.photos);
  g_time_zone_unref (self->page.zone);
  g_free (self);
}

static guint
rank_of (const AxleEntity *entity)
{
  const AxleEntity * const *entities = axle_registry_list ();
  guint rank = 0;

  while (entities[rank] != NULL && entities[rank] != entity)
    rank++;
  return rank;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const AxleRecord *one = *(AxleRecord * const *) a;
  const AxleRecord *other = *(AxleRecord * const *) b;
  guint rank = rank_of (one->entity);
  guint other_rank = rank_of (other->entity);
  gint64 at = axle_record_get_happened (one);
  gint64 other_at = axle_record_get_happened (other);

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  return (at < other_at) - (at > other_at);
}

/* What is theirs, and the cars that they share with others. */
static gboolean
gather (Export     *self,
        AxleStore  *store,
        GError    **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(AxleDossier) dossier = axle_store_load_dossier (store, &self->customer, self->page.at, error);
  GPtrArray *records;

  if (dossier == NULL)
    return FALSE;
  self->page.customer = axle_record_ref (axle_dossier_get_customer (dossier));
  self->page.records = records = axle_store_list_person (store, &self->page.customer->id, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (known, &((AxleRecord *) records->pdata[i])->id);
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      GPtrArray *list = axle_dossier_list (dossier, *entity);

      for (guint i = 0; i < list->len; i++)
        if (axle_dossier_is_of_customer (dossier, list->pdata[i]) &&
            g_hash_table_add (known, &((AxleRecord *) list->pdata[i])->id))
          g_ptr_array_add (records, axle_record_ref (list->pdata[i]));
    }
  g_ptr_array_sort (records, compare_records);
  return TRUE;
}

static const char *
get_suffix (const AxleRecord *photo)
{
  const char *type = axle_record_get_text (photo, AXLE_PHOTO_MEDIA_TYPE);
  const char *slash = type != NULL ? strchr (type, '/') : NULL;

  return slash == NULL ? "bin" : g_str_equal (slash + 1, "jpeg") ? "jpg" : slash + 1;
}

static gboolean
add_photo (Export             *self,
           AxleArchiveWriter  *archive,
           const AxleRecord   *photo,
           GCancellable       *cancellable,
           GError            **error)
{
  const char *hash = axle_record_get_text (photo, AXLE_PHOTO_BLOB);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (hash != NULL && self->workstation->blob_reader != NULL)
    bytes = axle_blob_cache_load (self->workstation->blob_reader, hash, NULL);
  if (bytes == NULL)
    {
      self->n_missing++;
      return TRUE;
    }
  name = g_strdup_printf ("photos/%03u.%s", ++self->n_photos, get_suffix (photo));
  if (!axle_archive_writer_add (archive, name, bytes, axle_record_get_happened (photo), FALSE, cancellable, error))
    return FALSE;
  g_hash_table_insert (self->page.photos, (gpointer) &photo->id, g_steal_pointer (&name));
  return TRUE;
}

/* Takes @text. */
static gboolean
add_text (Export             *self,
          AxleArchiveWriter  *archive,
          const char         *name,
          char               *text,
          GCancellable       *cancellable,
          GError            **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return axle_archive_writer_add (archive, name, bytes, self->page.at, TRUE, cancellable, error);
}

static gboolean
write_archive (Export         *self,
               GOutputStream  *stream,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr(AxleArchiveWriter) archive = axle_archive_writer_new (stream, error);

  if (archive == NULL)
    return FALSE;
  for (guint i = 0; i < self->page.records->len; i++)
    if (((AxleRecord *) self->page.records->pdata[i])->entity == &axle_photo_entity &&
        !add_photo (self, archive, self->page.records->pdata[i], cancellable, error))
      return FALSE;
  return add_text (self, archive, "index.html", axle_person_page_dup_html (&self->page), cancellable, error) &&
         add_text (self, archive, "records.json", axle_person_page_dup_json (&self->page), cancellable, error) &&
         axle_archive_writer_finish (archive, cancellable, error);
}

static gboolean
write_file (Export        *self,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileOutputStream) stream = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr(GCancellable) cancelled = NULL;

  if (stream == NULL)
    return FALSE;
  if (write_archive (self, G_OUTPUT_STREAM (stream), cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  /* An unfinished file does not take the place of the one that was there. */
  cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
  return FALSE;
}

static gboolean
export_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  Export *self = data;
  GError *cause = NULL;
  GError *error = NULL;

  self->page.store = store;
  if (gather (self, store, &cause) && write_file (self, cancellable, &cause))
    {
      g_task_return_int (task, self->page.records->len);
      return G_SOURCE_REMOVE;
    }
  if (cause->domain == AXLE_STORE_ERROR)
    axle_app_take_error (&error, cause);
  else
    error = cause;
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

void
axle_person_export_async (AxleWorkstation     *workstation,
                          const AxleId        *customer,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, axle_person_export_async);
  self->workstation = g_object_ref (workstation);
  self->customer = *customer;
  self->file = g_object_ref (file);
  self->page.photos = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL, g_free);
  self->page.zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  self->page.at = axle_host_now (axle_host_get_default ());
  g_task_set_task_data (task, self, export_free);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_EXPORT, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_customer_entity, customer, 1);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, export_job, self);
}

gint64
axle_person_export_finish (AxleWorkstation  *workstation,
                           GAsyncResult     *result,
                           guint            *n_missing,
                           GError          **error)
{
  const Export *self = g_task_get_task_data (G_TASK (result));

  if (n_missing != NULL)
    *n_missing = self->n_missing;
  return g_task_propagate_int (G_TASK (result), error);
}
