/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workstation-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "formats/error.h"
#include "store/key.h"
#include "sync/transport.h"

G_DEFINE_FINAL_TYPE (AxleWorkstation, axle_workstation, G_TYPE_OBJECT)
G_DEFINE_QUARK (axle-app-error-quark, axle_app_error)

static GParamSpec *properties[AXLE_WORKSTATION_N_PROPS];

void
axle_workstation_notify (AxleWorkstation     *self,
                         AxleWorkstationProp  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * axle_app_take_error:
 * @error: (out) (optional): gets the error
 * @cause: (transfer full): what a lower layer said
 *
 * Makes an error of this library from another's. Cancelling stays what it is.
 */
void
axle_app_take_error (GError **error,
                     GError  *cause)
{
  AxleAppError code = AXLE_APP_ERROR_FAILED;

  if (cause->domain == AXLE_APP_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }
  if (g_error_matches (cause, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
    code = AXLE_APP_ERROR_INVALID;
  else if (g_error_matches (cause, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE))
    code = AXLE_APP_ERROR_OFFLINE;
  else if (g_error_matches (cause, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_SECRET))
    code = AXLE_APP_ERROR_SIGN_IN;
  else if (cause->domain == AXLE_FORMATS_ERROR)
    code = AXLE_APP_ERROR_FORMAT;
  g_set_error_literal (error, AXLE_APP_ERROR, code, cause->message);
  g_error_free (cause);
}

/* Jobs. */

static const int priorities[] = {
  [AXLE_JOB_URGENT] = G_PRIORITY_HIGH,
  [AXLE_JOB_NORMAL] = G_PRIORITY_DEFAULT,
  [AXLE_JOB_LONG] = G_PRIORITY_LOW,
};

typedef struct
{
  GTask    *task;
  AxleJob   job;
  gpointer  data;
  gboolean  may_wait;
} Job;

static gboolean
let_go (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task, and so to what it belongs to, goes on the thread it came from. */
static void
free_job (gpointer data)
{
  Job *job = data;
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_callback (source, let_go, job->task, g_object_unref);
  g_source_attach (source, g_task_get_context (job->task));
  g_free (job);
}

static gboolean
do_job (AxleWorker *worker,
        gpointer    data)
{
  Job *job = data;

  if (job->may_wait && axle_worker_is_stopping (worker))
    {
      g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The program is closing."));
      return G_SOURCE_REMOVE;
    }
  if (axle_worker_get_store (worker) == NULL)
    {
      g_task_return_new_error (job->task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The profile is not open."));
      return G_SOURCE_REMOVE;
    }
  return job->job (axle_worker_get_store (worker), job->task, job->data, g_task_get_cancellable (job->task));
}

static void
push_job (AxleWorker *worker,
          int         priority,
          GTask      *task,
          AxleJob     job,
          gpointer    data)
{
  Job *pushed;

  if (worker == NULL)
    {
      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The profile is not open."));
      return;
    }
  pushed = g_new0 (Job, 1);
  pushed->task = g_object_ref (task);
  pushed->job = job;
  pushed->data = data;
  pushed->may_wait = priority > G_PRIORITY_DEFAULT;
  axle_worker_push (worker, priority, do_job, pushed, free_job);
}

/**
 * axle_workstation_run:
 * @self: a workstation
 * @priority: how soon
 * @task: what @job returns on; its context is where the answer goes
 * @job: called on the worker's thread, again while it returns %TRUE
 * @data: for @job; belongs to @task
 */
void
axle_workstation_run (AxleWorkstation *self,
                      AxleJobPriority  priority,
                      GTask           *task,
                      AxleJob          job,
                      gpointer         data)
{
  push_job (self->writer, priorities[priority], task, job, data);
}

void
axle_workstation_browse (AxleWorkstation *self,
                         AxleJobPriority  priority,
                         GTask           *task,
                         AxleJob          job,
                         gpointer         data)
{
  push_job (self->browser, priorities[priority], task, job, data);
}

/* Opening. */

typedef struct
{
  AxleWorkstation *workstation;
  char            *profile;
  AxleStore       *reader;
  AxleStore       *browser;
  AxleBlobCache   *blobs;
  AxleBlobCache   *blob_reader;
  gboolean         read_only;
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->reader, axle_store_close);
  g_clear_pointer (&opening->browser, axle_store_close);
  g_clear_pointer (&opening->blobs, axle_blob_cache_close);
  g_clear_pointer (&opening->blob_reader, axle_blob_cache_close);
  g_free (opening->profile);
  g_free (opening);
}

static AxleStore *
open_writer (AxleStoreOptions  *options,
             GError           **error)
{
  g_autoptr(GError) local = NULL;
  AxleStore *store = axle_store_open (options, &local);
  guint n_kept;

  if (g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NEWER))
    {
      options->read_only = TRUE;
      return axle_store_open (options, error);
    }
  if (g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED))
    {
      if (!axle_store_repair (options, &n_kept, error))
        return NULL;
      g_message ("The cache was damaged and was made anew; %u changes that wait for the server were kept: %s",
                 n_kept, local->message);
      return axle_store_open (options, error);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return store;
}

/* A desk works without photos where they cannot be kept. */
static void
open_blobs (Opening *opening,
            GBytes  *key)
{
  g_autofree char *path = g_build_filename (opening->profile, "blobs.db", NULL);
  AxleStoreOptions options = { .path = path, .key = key };
  gint64 limit = opening->workstation->photo_limit;
  g_autoptr(GError) error = NULL;

  if (!opening->read_only)
    opening->blobs = axle_blob_cache_open (&options, limit, &error);
  options.read_only = TRUE;
  if (error == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    opening->blob_reader = axle_blob_cache_open (&options, limit, &error);
  if (error != NULL)
    g_warning ("Photos cannot be kept on this computer: %s", error->message);
}

static gboolean
open_stores (Opening     *opening,
             AxleWorker  *worker,
             GError     **error)
{
  g_autofree char *path = g_build_filename (opening->profile, "cache.db", NULL);
  g_autoptr(GBytes) key = NULL;
  AxleStoreOptions options = { .path = path };
  AxleStore *writer;

  if (g_mkdir_with_parents (opening->profile, 0700) != 0)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The folder “%s” cannot be made: %s."),
                   opening->profile, g_strerror (errno));
      return FALSE;
    }
  if (!axle_workstation_check_lock_out (opening->profile, error))
    return FALSE;
  key = axle_key_load (opening->profile, TRUE, error);
  if (key == NULL)
    return FALSE;
  options.key = key;
  writer = open_writer (&options, error);
  if (writer == NULL)
    return FALSE;
  opening->read_only = axle_store_is_read_only (writer);
  axle_workstation_watch_store (opening->workstation, writer);
  axle_worker_take_store (worker, writer);

  options.read_only = TRUE;
  opening->reader = axle_store_open (&options, error);
  if (opening->reader == NULL)
    return FALSE;
  opening->browser = axle_store_open (&options, error);
  if (opening->browser == NULL)
    return FALSE;
  open_blobs (opening, key);
  return TRUE;
}

static gboolean
open_job (AxleWorker *worker,
          gpointer    data)
{
  GTask *task = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (open_stores (g_task_get_task_data (task), worker, &cause))
    g_task_return_boolean (task, TRUE);
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
take_browser_job (AxleWorker *worker,
                  gpointer    data)
{
  axle_worker_take_store (worker, data);
  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  Opening *opening = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      axle_workstation_close (self);
      if (g_error_matches (error, AXLE_APP_ERROR, AXLE_APP_ERROR_LOCKED_OUT))
        axle_workstation_was_locked_out (self);
      g_task_return_error (task, error);
      return;
    }
  self->reader = g_steal_pointer (&opening->reader);
  self->read_only = opening->read_only;
  self->blobs = g_steal_pointer (&opening->blobs);
  self->blob_reader = g_steal_pointer (&opening->blob_reader);
  self->browser = axle_worker_new ("axle-browser");
  axle_worker_push (self->browser, G_PRIORITY_HIGH, take_browser_job, g_steal_pointer (&opening->browser), NULL);

  axle_workstation_load_enrolment (self);
  axle_workstation_watch_others (self);
  axle_workstation_load_last_sync (self);
  axle_workstation_check_lease (self);
  axle_workstation_count_waiting (self);
  if (!self->read_only)
    axle_workstation_start_sync (self);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_READ_ONLY);
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_ENROLLED);
  g_task_return_boolean (task, TRUE);
}

void
axle_app_unref_task (gpointer task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_callback (source, let_go, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

AxleWorkstation *
axle_workstation_new (void)
{
  return g_object_new (AXLE_TYPE_WORKSTATION, NULL);
}

/**
 * axle_workstation_open_async:
 * @self: a new workstation
 * @profile: (nullable): the folder; %NULL for [method@Axle.Workstation.dup_default_profile]
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open or cannot be
 * @user_data: for @callback
 */
void
axle_workstation_open_async (AxleWorkstation     *self,
                             const char          *profile,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = g_task_new (self, cancellable, opened_cb, task);
  Opening *opening = g_new0 (Opening, 1);

  g_return_if_fail (self->writer == NULL);
  g_task_set_source_tag (task, axle_workstation_open_async);
  g_free (self->profile);
  self->profile = profile != NULL ? g_strdup (profile) : axle_workstation_dup_default_profile ();
  opening->workstation = self;
  opening->profile = g_strdup (self->profile);
  g_task_set_task_data (inner, opening, free_opening);
  self->writer = axle_worker_new ("axle-worker");
  axle_worker_push (self->writer, G_PRIORITY_HIGH, open_job, g_object_ref (inner), axle_app_unref_task);
}

gboolean
axle_workstation_open_finish (AxleWorkstation  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
axle_workstation_dup_default_profile (void)
{
  return g_build_filename (g_get_user_data_dir (), "axle", "default", NULL);
}

const char *
axle_workstation_get_profile (AxleWorkstation *self)
{
  return self->profile;
}

gboolean
axle_workstation_is_read_only (AxleWorkstation *self)
{
  return self->read_only;
}

void
axle_workstation_call_drafts (AxleWorkstation *self)
{
  if (self->writer != NULL)
    g_signal_emit_by_name (self, "drafts-due");
}

void
axle_workstation_close (AxleWorkstation *self)
{
  axle_workstation_call_drafts (self);
  axle_workstation_shut (self);
  axle_workstation_finish_lock_out (self);
}

void
axle_workstation_shut (AxleWorkstation *self)
{
  axle_workstation_stop_lease (self);
  axle_workstation_stop_sync (self);
  g_clear_handle_id (&self->requests_timer, g_source_remove);
  g_clear_pointer (&self->browser, axle_worker_free);
  g_clear_pointer (&self->writer, axle_worker_free);
  g_clear_pointer (&self->blob_reader, axle_blob_cache_close);
  g_clear_pointer (&self->blobs, axle_blob_cache_close);
  axle_workstation_stop_watching (self);
  g_clear_pointer (&self->reader, axle_store_close);
}

AxleStore *
axle_workstation_get_reader (AxleWorkstation *self)
{
  return self->reader;
}

AxleRecord *
axle_workstation_get_record (AxleWorkstation  *self,
                             const AxleEntity *entity,
                             const AxleId     *id)
{
  if (self->reader == NULL || axle_id_is_none (id))
    return NULL;
  return axle_store_get (self->reader, entity, id, NULL);
}

/* Saving. */

void
axle_workstation_sign_changes (AxleWorkstation *self,
                               GPtrArray       *changes)
{
  AxleId staff = axle_workstation_get_staff_id (self);
  gint64 now = axle_host_now (axle_host_get_default ());

  for (guint i = 0; i < changes->len; i++)
    {
      AxleChange *change = changes->pdata[i];

      change->staff = staff;
      change->at = now;
      if (self->enrolment != NULL)
        {
          change->desk = self->enrolment->desk;
          if (axle_id_is_none (&change->scope))
            change->scope = change->entity->flags & AXLE_ENTITY_GROUP ? self->enrolment->group : self->enrolment->store;
        }
    }
}

gboolean
axle_workstation_check_writable (AxleWorkstation  *self,
                                 GError          **error)
{
  if (self->read_only)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED,
                 _("A newer Axle wrote this profile, so it can only be read here. Update the program to change anything."));
  return !self->read_only;
}

static gboolean
may_save (AxleWorkstation  *self,
          GPtrArray        *changes,
          GError          **error)
{
  if (!axle_workstation_check_writable (self, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    if (!axle_workstation_check_change (self, changes->pdata[i], error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  GPtrArray *changes;
  char      *title;
  AxleId     staff;
  GTask     *outer;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->changes);
  g_free (saving->title);
  g_free (saving);
}

static gboolean
save_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Saving *saving = data;
  GError *cause = NULL;
  GError *error = NULL;
  gint64 operation = 0;

  if (axle_store_save (store, saving->changes, &operation, &cause))
    g_task_return_int (task, operation);
  else
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  return G_SOURCE_REMOVE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  Saving *saving = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gint64 operation = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  axle_workstation_remember (self, &saving->staff, operation, saving->title);
  g_task_return_int (task, operation);
}

/**
 * axle_workstation_save_async:
 * @self: a workstation
 * @title: (nullable): what the person did, such as “Customer deleted”; %NULL for what
 *   cannot be undone
 * @changes: (element-type AxleChange): signed here; not to be touched afterwards
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is on disk, or was refused
 * @user_data: for @callback
 */
void
axle_workstation_save_async (AxleWorkstation     *self,
                             const char          *title,
                             GPtrArray           *changes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;
  Saving *saving;

  g_task_set_source_tag (task, axle_workstation_save_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_save (self, changes, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (changes->len == 0)
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  axle_workstation_sign_changes (self, changes);
  saving = g_new0 (Saving, 1);
  saving->changes = g_ptr_array_ref (changes);
  saving->title = g_strdup (title);
  saving->staff = axle_workstation_get_staff_id (self);
  inner = g_task_new (self, NULL, saved_cb, task);
  g_task_set_task_data (inner, saving, free_saving);
  axle_workstation_run (self, AXLE_JOB_URGENT, inner, save_job, saving);
}

/* Returns: the operation's number; 0 when there was nothing to do; -1 with an error. */
gint64
axle_workstation_save_finish (AxleWorkstation  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

/* The object. */

static void
axle_workstation_dispose (GObject *object)
{
  axle_workstation_close (AXLE_WORKSTATION (object));
  G_OBJECT_CLASS (axle_workstation_parent_class)->dispose (object);
}

static void
axle_workstation_finalize (GObject *object)
{
  AxleWorkstation *self = AXLE_WORKSTATION (object);

  g_clear_pointer (&self->enrolment, axle_enrolment_free);
  g_clear_pointer (&self->staff, axle_record_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->policies, axle_policies_unref);
  g_clear_pointer (&self->days, axle_working_days_unref);
  g_clear_pointer (&self->rules, axle_rules_unref);
  g_hash_table_unref (self->staff_names);
  g_hash_table_unref (self->undo_stacks);
  g_hash_table_unref (self->drafts);
  g_clear_pointer (&self->looks, g_hash_table_unref);
  g_free (self->sync_message);
  g_free (self->notice);
  g_free (self->session);
  g_free (self->profile);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (axle_workstation_parent_class)->finalize (object);
}

static void
axle_workstation_get_property (GObject    *object,
                               guint       property,
                               GValue     *value,
                               GParamSpec *pspec)
{
  AxleWorkstation *self = AXLE_WORKSTATION (object);

  switch ((AxleWorkstationProp) property)
    {
    case AXLE_WORKSTATION_PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case AXLE_WORKSTATION_PROP_ENROLLED:
      g_value_set_boolean (value, axle_workstation_is_enrolled (self));
      break;
    case AXLE_WORKSTATION_PROP_STAFF:
      g_value_set_boxed (value, self->staff);
      break;
    case AXLE_WORKSTATION_PROP_CAN_UNDO:
      g_value_set_boolean (value, axle_workstation_can_undo (self));
      break;
    case AXLE_WORKSTATION_PROP_CAN_REDO:
      g_value_set_boolean (value, axle_workstation_can_redo (self));
      break;
    case AXLE_WORKSTATION_PROP_UNDO_TITLE:
      g_value_set_string (value, axle_workstation_get_undo_title (self));
      break;
    case AXLE_WORKSTATION_PROP_REDO_TITLE:
      g_value_set_string (value, axle_workstation_get_redo_title (self));
      break;
    case AXLE_WORKSTATION_PROP_SYNC_STATE:
      g_value_set_enum (value, self->sync_state);
      break;
    case AXLE_WORKSTATION_PROP_SYNC_MESSAGE:
      g_value_set_string (value, self->sync_message);
      break;
    case AXLE_WORKSTATION_PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case AXLE_WORKSTATION_PROP_ATTENTION:
      g_value_set_uint (value, self->attention);
      break;
    case AXLE_WORKSTATION_PROP_PHOTOS_WAITING:
      g_value_set_uint (value, self->photos_waiting);
      break;
    case AXLE_WORKSTATION_PROP_TASKS_DUE:
      g_value_set_uint (value, self->tasks_due);
      break;
    case AXLE_WORKSTATION_PROP_REQUESTS_DUE:
      g_value_set_uint (value, self->requests_due);
      break;
    case AXLE_WORKSTATION_PROP_LAST_SYNC:
      g_value_set_int64 (value, self->last_sync);
      break;
    case AXLE_WORKSTATION_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case AXLE_WORKSTATION_PROP_SYNC_FIGURES:
      g_value_set_pointer (value, &self->figures);
      break;
    case AXLE_WORKSTATION_PROP_LOCK:
      g_value_set_enum (value, self->lock_reason);
      break;
    case AXLE_WORKSTATION_PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    case AXLE_WORKSTATION_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
axle_workstation_class_init (AxleWorkstationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = axle_workstation_dispose;
  object_class->finalize = axle_workstation_finalize;
  object_class->get_property = axle_workstation_get_property;

  properties[AXLE_WORKSTATION_PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[AXLE_WORKSTATION_PROP_ENROLLED] = g_param_spec_boolean ("enrolled", NULL, NULL, FALSE, flags);
  properties[AXLE_WORKSTATION_PROP_STAFF] = g_param_spec_boxed ("staff", NULL, NULL, AXLE_TYPE_RECORD, flags);
  properties[AXLE_WORKSTATION_PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[AXLE_WORKSTATION_PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[AXLE_WORKSTATION_PROP_UNDO_TITLE] = g_param_spec_string ("undo-title", NULL, NULL, NULL, flags);
  properties[AXLE_WORKSTATION_PROP_REDO_TITLE] = g_param_spec_string ("redo-title", NULL, NULL, NULL, flags);
  properties[AXLE_WORKSTATION_PROP_SYNC_STATE] = g_param_spec_enum ("sync-state", NULL, NULL, AXLE_TYPE_SYNC_STATE,
                                                                    AXLE_SYNC_OFFLINE, flags);
  properties[AXLE_WORKSTATION_PROP_SYNC_MESSAGE] = g_param_spec_string ("sync-message", NULL, NULL, NULL, flags);
  properties[AXLE_WORKSTATION_PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[AXLE_WORKSTATION_PROP_ATTENTION] = g_param_spec_uint ("attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[AXLE_WORKSTATION_PROP_PHOTOS_WAITING] = g_param_spec_uint ("photos-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[AXLE_WORKSTATION_PROP_REQUESTS_DUE] = g_param_spec_uint ("requests-due", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[AXLE_WORKSTATION_PROP_TASKS_DUE] = g_param_spec_uint ("tasks-due", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[AXLE_WORKSTATION_PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[AXLE_WORKSTATION_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 1, flags);
  properties[AXLE_WORKSTATION_PROP_SYNC_FIGURES] = g_param_spec_pointer ("sync-figures", NULL, NULL, flags);
  properties[AXLE_WORKSTATION_PROP_LOCK] = g_param_spec_enum ("lock", NULL, NULL, AXLE_TYPE_DESK_LOCK, AXLE_DESK_OPEN, flags);
  properties[AXLE_WORKSTATION_PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, AXLE_WORKSTATION_N_PROPS, properties);

  g_signal_new ("changed", AXLE_TYPE_WORKSTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, AXLE_TYPE_CHANGE_SET);
  /* An AxleBlobNews, for the lists of photos. */
  g_signal_new ("photo-news", AXLE_TYPE_WORKSTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("drafts-due", AXLE_TYPE_WORKSTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static guint
hash_id (gconstpointer id)
{
  return axle_id_hash (id);
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return axle_id_equal (a, b);
}

static void
axle_workstation_init (AxleWorkstation *self)
{
  g_mutex_init (&self->lock);
  self->lock_file = -1;
  self->progress = 1;
  self->photo_limit = AXLE_BLOB_CACHE_LIMIT;
  self->staff_names = g_hash_table_new_full (hash_id, equal_ids, g_free, g_free);
  self->undo_stacks = g_hash_table_new_full (hash_id, equal_ids, g_free, (GDestroyNotify) axle_undo_stack_free);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}
