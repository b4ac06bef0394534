/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/workstation-private.h"
#include "store/key.h"
#include "store/outbox.h"

/*
 * When a desk may not show its data: it was locked out by the server, or has not reached
 * it for longer than the server allows. Of a desk that was locked out nothing can be read
 * any more: its key is forgotten, and what it opened is removed. A file in the profile
 * says so from the first step on, so that whatever breaks off is finished at the next start.
 */

#define MARK "locked-out"

/* A clock may be wrong by so much. */
#define CLOCK_TOLERANCE G_TIME_SPAN_DAY
#define LOOK_EVERY_S 600

GType
axle_desk_lock_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { AXLE_DESK_OPEN, "AXLE_DESK_OPEN", "open" },
        { AXLE_DESK_LEASE, "AXLE_DESK_LEASE", "lease" },
        { AXLE_DESK_LOCKED_OUT, "AXLE_DESK_LOCKED_OUT", "locked-out" },
        { 0, NULL, NULL },
      };
      g_once_init_leave (&type, g_enum_register_static ("AxleDeskLock", values));
    }
  return type;
}

static char *
mark_path (const char *profile)
{
  return g_build_filename (profile, MARK, NULL);
}

/* What the key opens. */
static void
remove_files (const char *profile)
{
  static const char * const names[] = { "cache.db", "blobs.db" };
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        g_autofree char *name = g_strconcat (names[i], suffixes[j], NULL);
        g_autofree char *path = g_build_filename (profile, name, NULL);

        g_unlink (path);
      }
}

static gboolean
erase (const char  *profile,
       GError     **error)
{
  if (!axle_key_forget (profile, error))
    return FALSE;
  remove_files (profile);
  return TRUE;
}

/* On any thread, before the stores are opened: whether the desk may be. */
gboolean
axle_workstation_check_lock_out (const char  *profile,
                                 GError     **error)
{
  g_autofree char *path = mark_path (profile);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!erase (profile, error))
    return FALSE;
  g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_LOCKED_OUT,
                       _("The server locked this desk out, and what was on it was made unreadable. It can be set up anew with a new code."));
  return FALSE;
}

static void
erase_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (!erase (data, &error))
    g_warning ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  AXLE_WORKSTATION (source)->erased = TRUE;
  axle_workstation_notify (AXLE_WORKSTATION (source), AXLE_WORKSTATION_PROP_LOCK);
}

/* Before the program ends. */
void
axle_workstation_finish_lock_out (AxleWorkstation *self)
{
  g_autoptr(GError) error = NULL;

  if (self->lock_reason != AXLE_DESK_LOCKED_OUT || self->erased)
    return;
  self->erased = TRUE;
  if (!erase (self->profile, &error))
    g_warning ("%s", error->message);
}

static void
set_lock (AxleWorkstation *self,
          AxleDeskLock     lock)
{
  if (self->lock_reason == lock)
    return;
  self->lock_reason = lock;
  axle_workstation_notify (self, AXLE_WORKSTATION_PROP_LOCK);
}

/* Whoever shows something has gone by now. */
static gboolean
close_and_erase (gpointer data)
{
  AxleWorkstation *self = data;
  g_autoptr(GTask) task = g_task_new (self, NULL, erased_cb, NULL);

  axle_workstation_shut (self);
  axle_workstation_load_enrolment (self);
  axle_workstation_sign_out (self);
  g_task_set_task_data (task, g_strdup (self->profile), g_free);
  g_task_run_in_thread (task, erase_thread);
  return G_SOURCE_REMOVE;
}

/* The server locked this desk out: nothing of it is shown or can be read from now on. */
void
axle_workstation_lock_out (AxleWorkstation *self)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  if (self->lock_reason == AXLE_DESK_LOCKED_OUT)
    return;
  path = mark_path (self->profile);
  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    g_warning ("%s", error->message);
  set_lock (self, AXLE_DESK_LOCKED_OUT);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, close_and_erase, g_object_ref (self), g_object_unref);
}

/* An earlier run of the program was told so, and nothing was left when this one began. */
void
axle_workstation_was_locked_out (AxleWorkstation *self)
{
  self->erased = TRUE;
  set_lock (self, AXLE_DESK_LOCKED_OUT);
}

static gboolean
is_lease_over (AxleWorkstation *self)
{
  gint64 now = axle_host_now (axle_host_get_default ());
  gint64 days = axle_store_get_lease (self->reader);
  gint64 last = axle_workstation_get_last_sync (self);

  if (self->enrolment == NULL || days <= 0 || last == 0)
    return FALSE;
  /* A clock that goes back lengthens no lease. */
  return now - last > days * G_TIME_SPAN_DAY || last - now > CLOCK_TOLERANCE;
}

static gboolean
look_cb (gpointer data)
{
  axle_workstation_check_lease (data);
  return G_SOURCE_CONTINUE;
}

/* Whether the data may be shown still, or again. */
void
axle_workstation_check_lease (AxleWorkstation *self)
{
  if (self->reader == NULL || self->lock_reason == AXLE_DESK_LOCKED_OUT)
    return;
  if (self->lease_timer == 0)
    self->lease_timer = g_timeout_add_seconds (LOOK_EVERY_S, look_cb, self);
  set_lock (self, is_lease_over (self) ? AXLE_DESK_LEASE : AXLE_DESK_OPEN);
}

void
axle_workstation_stop_lease (AxleWorkstation *self)
{
  g_clear_handle_id (&self->lease_timer, g_source_remove);
}

/**
 * axle_workstation_get_lock:
 * @self: a workstation
 *
 * Returns: why nothing may be shown of its data
 */
AxleDeskLock
axle_workstation_get_lock (AxleWorkstation *self)
{
  return self->lock_reason;
}

/**
 * axle_workstation_get_lock_message:
 * @self: a workstation
 *
 * Returns: (nullable) (transfer none): the same for the person
 */
const char *
axle_workstation_get_lock_message (AxleWorkstation *self)
{
  switch (self->lock_reason)
    {
    case AXLE_DESK_LEASE:
      return _("This desk has not reached the server for longer than is allowed. Its data are shown again as soon as it has.");
    case AXLE_DESK_LOCKED_OUT:
      return _("The server locked this desk out, and what was on it was made unreadable. It can be set up anew with a new code.");
    case AXLE_DESK_OPEN:
    default:
      return NULL;
    }
}

/**
 * axle_workstation_is_erased:
 * @self: a workstation
 *
 * Property `lock` is notified when this changes.
 *
 * Returns: whether the desk was locked out and nothing of it is left
 */
gboolean
axle_workstation_is_erased (AxleWorkstation *self)
{
  return self->lock_reason == AXLE_DESK_LOCKED_OUT && self->erased;
}

/**
 * axle_workstation_set_up_anew:
 * @self: a workstation that was locked out and erased
 * @profile: (type filename): its folder
 * @error: return location
 *
 * Removes what is left of the desk as it was. Then it can be opened, as one that was
 * never enrolled.
 *
 * Returns: whether nothing is left
 */
gboolean
axle_workstation_set_up_anew (AxleWorkstation  *self,
                              const char       *profile,
                              GError          **error)
{
  g_autofree char *path = mark_path (profile);
  GError *cause = NULL;

  g_return_val_if_fail (self->writer == NULL && self->lock_reason == AXLE_DESK_LOCKED_OUT, FALSE);
  if (!erase (profile, &cause))
    {
      axle_app_take_error (error, cause);
      return FALSE;
    }
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("“%s” cannot be removed: %s."), path, g_strerror (errno));
      return FALSE;
    }
  self->lock_reason = AXLE_DESK_OPEN;
  self->erased = FALSE;
  return TRUE;
}

/* What a person should hear of the server. */

void
axle_workstation_take_notice (AxleWorkstation *self,
                              gint64           n_told_again)
{
  g_autofree char *notice = NULL;

  if (n_told_again > 0)
    notice = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "The server was restored from a copy. %d change of this desk was sent again.",
                                           "The server was restored from a copy. %d changes of this desk were sent again.",
                                           (gulong) n_told_again),
                              (int) n_told_again);
  if (g_set_str (&self->notice, notice))
    axle_workstation_notify (self, AXLE_WORKSTATION_PROP_NOTICE);
}

/**
 * axle_workstation_get_notice:
 * @self: a workstation
 *
 * Returns: (nullable) (transfer none): something that happened and that a person should
 *   hear of once
 */
const char *
axle_workstation_get_notice (AxleWorkstation *self)
{
  return self->notice;
}

static gboolean
dismiss_job (AxleWorker *worker,
             gpointer    data)
{
  AxleStore *store = axle_worker_get_store (worker);
  g_autoptr(GError) error = NULL;

  if (store != NULL && !axle_store_forget_told_again (store, &error))
    g_warning ("%s", error->message);
  return G_SOURCE_REMOVE;
}

/**
 * axle_workstation_dismiss_notice:
 * @self: a workstation
 *
 * A person has heard of it.
 */
void
axle_workstation_dismiss_notice (AxleWorkstation *self)
{
  if (self->writer == NULL || self->notice == NULL)
    return;
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, dismiss_job, NULL, NULL);
  axle_workstation_take_notice (self, 0);
}
