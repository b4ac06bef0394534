/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/photo-files.h"

#include <glib/gi18n-lib.h>

/* The bytes of photos between the screen and the cache of this computer. */

typedef struct
{
  AxleWorkstation *workstation;
  GPtrArray       *hashes;
  gboolean         fetches;
} Asking;

static void
free_asking (gpointer data)
{
  Asking *asking = data;

  g_ptr_array_unref (asking->hashes);
  g_free (asking);
}

static gboolean
ask_job (AxleWorker *worker,
         gpointer    data)
{
  Asking *asking = data;
  AxleWorkstation *self = asking->workstation;
  g_autoptr(GError) error = NULL;

  if (self->blobs == NULL)
    return G_SOURCE_REMOVE;
  if (!axle_blob_cache_use (self->blobs, (const char * const *) asking->hashes->pdata, &error))
    g_warning ("Photos cannot be pinned: %s", error->message);
  /* The last one asked for comes first: so the order is turned round. */
  for (guint i = asking->hashes->len - 1; asking->fetches && i > 0; i--)
    axle_sync_link_fetch_blob (self->link, asking->hashes->pdata[i - 1]);
  return G_SOURCE_REMOVE;
}

/* @hashes: (transfer full) (element-type utf8), the most wanted first. */
void
axle_photo_files_ask (AxleWorkstation *workstation,
                      GPtrArray       *hashes,
                      gboolean         fetches)
{
  Asking *asking;

  if (workstation->writer == NULL || hashes->len == 0)
    {
      g_ptr_array_unref (hashes);
      return;
    }
  asking = g_new0 (Asking, 1);
  asking->workstation = workstation;
  g_ptr_array_add (hashes, NULL);
  asking->hashes = hashes;
  asking->fetches = fetches;
  axle_worker_push (workstation->writer, G_PRIORITY_DEFAULT, ask_job, asking, free_asking);
}

static gboolean
send_again_job (AxleWorker *worker,
                gpointer    data)
{
  Asking *asking = data;
  AxleWorkstation *self = asking->workstation;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; self->blobs != NULL && i < asking->hashes->len; i++)
    {
      g_auto(AxleBlobState) state = { 0 };

      if (axle_blob_cache_look (self->blobs, asking->hashes->pdata[i], &state, NULL) && state.refused != NULL &&
          !axle_blob_cache_send_again (self->blobs, asking->hashes->pdata[i], &error))
        g_warning ("A photo cannot be sent again: %s", error->message);
    }
  axle_sync_link_send_blobs (self->link);
  return G_SOURCE_REMOVE;
}

/* @hashes: (transfer full) (element-type utf8): those of them that were refused are tried again. */
void
axle_photo_files_send (AxleWorkstation *workstation,
                       GPtrArray       *hashes)
{
  Asking *asking;

  if (workstation->writer == NULL)
    {
      g_ptr_array_unref (hashes);
      return;
    }
  asking = g_new0 (Asking, 1);
  asking->workstation = workstation;
  asking->hashes = hashes;
  axle_worker_push (workstation->writer, G_PRIORITY_DEFAULT, send_again_job, asking, free_asking);
}

/* Reading. */

typedef struct
{
  AxleWorkstation *workstation;
  char            *hash;
} Loading;

static void
free_loading (gpointer data)
{
  Loading *loading = data;

  g_free (loading->hash);
  g_free (loading);
}

static gboolean
drop_job (AxleWorker *worker,
          gpointer    data)
{
  Loading *loading = data;
  AxleWorkstation *self = loading->workstation;
  g_auto(AxleBlobState) state = { 0 };

  if (self->blobs == NULL || !axle_blob_cache_look (self->blobs, loading->hash, &state, NULL))
    return G_SOURCE_REMOVE;
  if (state.waiting)
    axle_blob_cache_set_refused (self->blobs, loading->hash, _("The photo is damaged on this computer. Add it again."), NULL);
  else if (axle_blob_cache_drop (self->blobs, loading->hash, NULL))
    axle_sync_link_fetch_blob (self->link, loading->hash);
  return G_SOURCE_REMOVE;
}

static gboolean
load_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Loading *loading = data;
  AxleWorkstation *self = loading->workstation;
  GError *cause = NULL;
  GError *error = NULL;
  GBytes *bytes = NULL;

  if (self->blob_reader != NULL)
    bytes = axle_blob_cache_load (self->blob_reader, loading->hash, &cause);
  if (bytes != NULL)
    {
      g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
      return G_SOURCE_REMOVE;
    }
  if (cause == NULL || g_error_matches (cause, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (&error, AXLE_APP_ERROR, AXLE_APP_ERROR_OFFLINE,
                         _("The photo is not on this computer yet. It comes when the server has it and answers."));
  else if (g_error_matches (cause, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED))
    {
      Loading *again = g_new0 (Loading, 1);

      again->workstation = self;
      again->hash = g_strdup (loading->hash);
      axle_worker_push (self->writer, G_PRIORITY_DEFAULT, drop_job, again, free_loading);
      g_set_error_literal (&error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED,
                           _("The photo is damaged on this computer. It is fetched again."));
    }
  if (error == NULL)
    axle_app_take_error (&error, g_steal_pointer (&cause));
  g_clear_error (&cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* @task: (transfer none): returns a GBytes */
void
axle_photo_files_load (AxleWorkstation *workstation,
                       const char      *hash,
                       GTask           *task)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->workstation = workstation;
  loading->hash = g_strdup (hash);
  g_task_set_task_data (task, loading, free_loading);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, load_job, loading);
}

/* What is known of many. */

static gboolean
look_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  AxlePhotoLook *look = data;
  AxleWorkstation *self = g_task_get_source_object (task);

  for (guint i = 0; i < look->hashes->len; i++)
    if (self->blob_reader == NULL ||
        !axle_blob_cache_look (self->blob_reader, look->hashes->pdata[i], &look->states[i], NULL))
      look->states[i] = (AxleBlobState) { .size = -1 };
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
axle_photo_look_free (gpointer data)
{
  AxlePhotoLook *look = data;

  for (guint i = 0; i < look->hashes->len; i++)
    axle_blob_state_clear (&look->states[i]);
  g_ptr_array_unref (look->hashes);
  g_free (look->states);
  g_free (look);
}

/* @hashes: (transfer full) (element-type utf8); @callback finds an AxlePhotoLook as its task's data. */
void
axle_photo_files_look (AxleWorkstation     *workstation,
                       GPtrArray           *hashes,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, NULL, callback, user_data);
  AxlePhotoLook *look = g_new0 (AxlePhotoLook, 1);

  look->hashes = hashes;
  look->states = g_new0 (AxleBlobState, MAX (hashes->len, 1));
  g_task_set_task_data (task, look, axle_photo_look_free);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, look_job, look);
}

typedef struct
{
  AxleWorkstation *workstation;
  gint64           limit;
} NewLimit;

static gboolean
limit_job (AxleWorker *worker,
           gpointer    data)
{
  NewLimit *new_limit = data;
  gboolean made;

  if (new_limit->workstation->blobs == NULL)
    return G_SOURCE_REMOVE;
  axle_blob_cache_set_limit (new_limit->workstation->blobs, new_limit->limit);
  axle_blob_cache_make_room (new_limit->workstation->blobs, 0, &made, NULL);
  return G_SOURCE_REMOVE;
}

void
axle_workstation_set_photo_limit (AxleWorkstation *workstation,
                                  gint64           limit)
{
  NewLimit *new_limit = g_new0 (NewLimit, 1);

  workstation->photo_limit = limit;
  new_limit->workstation = workstation;
  new_limit->limit = limit;
  if (workstation->writer != NULL)
    axle_worker_push (workstation->writer, G_PRIORITY_LOW, limit_job, new_limit, g_free);
  else
    g_free (new_limit);
}

/* Measuring. */

typedef struct
{
  AxleBlobCache    *blobs;
  AxlePhotoFigures  figures;
} Measuring;

static gboolean
measure_job (AxleStore    *store,
             GTask        *task,
             gpointer      data,
             GCancellable *cancellable)
{
  Measuring *measuring = data;

  measuring->figures.n_waiting = axle_blob_cache_count_waiting (measuring->blobs);
  measuring->figures.n_bytes = axle_blob_cache_get_usage (measuring->blobs);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
axle_workstation_measure_photos_async (AxleWorkstation     *workstation,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Measuring *measuring;

  if (workstation->blob_reader == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("Photos cannot be kept on this computer."));
      return;
    }
  measuring = g_new0 (Measuring, 1);
  measuring->blobs = workstation->blob_reader;
  measuring->figures.limit = workstation->photo_limit;
  g_task_set_task_data (task, measuring, g_free);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, measure_job, measuring);
}

gboolean
axle_workstation_measure_photos_finish (AxleWorkstation   *workstation,
                                        GAsyncResult      *result,
                                        AxlePhotoFigures  *figures,
                                        GError           **error)
{
  const Measuring *measuring = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, workstation), FALSE);
  if (measuring != NULL)
    *figures = measuring->figures;
  return g_task_propagate_boolean (G_TASK (result), error);
}
