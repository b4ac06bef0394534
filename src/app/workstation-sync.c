/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/workstation-private.h"
#include "store/outbox.h"
#include "sync/engine.h"
#include "sync/http-transport.h"

/* How often a program that does not own the profile asks whether it may. */
#define LOCK_RETRY_S 5

/* A network that changes does so several times before it is what it will be. */
#define NETWORK_SETTLES_MS 1000

/* The conversation with the server; made, used and freed on the worker's thread. */
struct _AxleSyncLink
{
  AxleWorkstation   *workstation;
  AxleEnrolment     *enrolment;
  char              *session;
  AxleHttpTransport *transport;
  AxleTimers        *timers;
  AxleEngine        *engine;
};

GType
axle_sync_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { AXLE_SYNC_OFFLINE, "AXLE_SYNC_OFFLINE", "offline" },
        { AXLE_SYNC_CONNECTING, "AXLE_SYNC_CONNECTING", "connecting" },
        { AXLE_SYNC_WORKING, "AXLE_SYNC_WORKING", "working" },
        { AXLE_SYNC_ONLINE, "AXLE_SYNC_ONLINE", "online" },
        { AXLE_SYNC_PAUSED, "AXLE_SYNC_PAUSED", "paused" },
        { 0, NULL, NULL },
      };
      g_once_init_leave (&type, g_enum_register_static ("AxleSyncState", values));
    }
  return type;
}

/* From the worker to the main thread. */

typedef struct
{
  GWeakRef         workstation;
  AxleSyncState    state;
  gint64           last_sync;
  guint            photos_waiting;
  double           progress;
  AxleSyncFigures  figures;
  char            *message;
  AxlePause        pause;
  guint64          n_moves;
  gint64           n_told_again;
} News;

static void
free_news (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->workstation);
  g_free (news->message);
  g_free (news);
}

static gboolean
take_news (gpointer data)
{
  News *news = data;
  g_autoptr(AxleWorkstation) self = g_weak_ref_get (&news->workstation);

  if (self == NULL || self->writer == NULL)
    return G_SOURCE_REMOVE;
  g_object_freeze_notify (G_OBJECT (self));
  if (self->sync_state != news->state)
    {
      self->sync_state = news->state;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_SYNC_STATE);
    }
  if (self->last_sync != news->last_sync)
    {
      self->last_sync = news->last_sync;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_LAST_SYNC);
    }
  if (self->photos_waiting != news->photos_waiting)
    {
      self->photos_waiting = news->photos_waiting;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_PHOTOS_WAITING);
    }
  if (self->progress != news->progress)
    {
      self->progress = news->progress;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_PROGRESS);
    }
  if (memcmp (&self->figures, &news->figures, sizeof self->figures) != 0)
    {
      self->figures = news->figures;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_SYNC_FIGURES);
    }
  if (g_set_str (&self->sync_message, news->message))
    axle_workstation_notify (self, AXLE_WORKSTATION_PROP_SYNC_MESSAGE);
  axle_workstation_take_notice (self, news->n_told_again);
  g_object_thaw_notify (G_OBJECT (self));
  if (news->pause == AXLE_PAUSE_REVOKED)
    {
      axle_workstation_lock_out (self);
      return G_SOURCE_REMOVE;
    }
  if (news->n_moves > 0 && news->n_moves != self->n_moves)
    axle_workstation_take_place (self);
  self->n_moves = news->n_moves;
  axle_workstation_check_lease (self);
  axle_workstation_count_waiting (self);
  return G_SOURCE_REMOVE;
}

static const char *
pause_message (AxlePause pause)
{
  switch (pause)
    {
    case AXLE_PAUSE_REVOKED:
      return _("The server locked this desk out.");
    case AXLE_PAUSE_UPGRADE:
      return _("The server needs a newer Axle. What waits here is kept until the program is updated.");
    case AXLE_PAUSE_SIGNED_OUT:
      return _("The server wants to know who is here. Sign in again to go on.");
    case AXLE_PAUSE_COPIED:
      return _("This desk's profile was copied, or brought back from an older copy, so that there are two of it. Enrol it again with a new code; what waits here is kept and sent then.");
    case AXLE_PAUSE_PERSON:
      return _("Paused. What is here already stays; the rest comes when you continue.");
    case AXLE_PAUSE_NONE:
    default:
      return NULL;
    }
}

static double
share (const AxleEngineStatus *status)
{
  if (status->total <= 0 || status->done >= status->total)
    return 1;
  return (double) status->done / (double) status->total;
}

/* The group and the store, or the one of them that there is. */
static void
note_figures (const AxleEngineStatus *status,
              AxleSyncFigures        *figures)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    {
      const AxleEngineScope *scope = &status->scopes[i];
      gboolean known = axle_id_is_none (&scope->scope) ||
                       (i > 0 && axle_id_equal (&scope->scope, &status->scopes[0].scope));

      if (!known)
        figures->scopes[figures->n_scopes++] = (AxleSyncScope) { scope->scope, scope->sequence, scope->head };
    }
  figures->n_done = status->done;
  figures->n_total = status->total;
  figures->pull_rate = status->pull_rate;
  figures->push_rate = status->push_rate;
  figures->schema = status->server_schema;
}

static void
status_cb (AxleEngine             *engine,
           const AxleEngineStatus *status,
           gpointer                user_data)
{
  static const AxleSyncState states[] = {
    [AXLE_ENGINE_OFFLINE] = AXLE_SYNC_OFFLINE,
    [AXLE_ENGINE_CONNECTING] = AXLE_SYNC_CONNECTING,
    [AXLE_ENGINE_SYNCING] = AXLE_SYNC_WORKING,
    [AXLE_ENGINE_ONLINE] = AXLE_SYNC_ONLINE,
    [AXLE_ENGINE_PAUSED] = AXLE_SYNC_PAUSED,
  };
  AxleSyncLink *link = user_data;
  News *news = g_new0 (News, 1);
  const char *message = status->pause != AXLE_PAUSE_NONE ? pause_message (status->pause) : status->error;

  g_weak_ref_init (&news->workstation, link->workstation);
  news->state = states[status->state];
  news->last_sync = status->last_success;
  news->photos_waiting = (guint) status->n_photos_waiting;
  news->progress = share (status);
  note_figures (status, &news->figures);
  news->message = g_strdup (message);
  news->pause = status->pause;
  news->n_moves = status->n_moves;
  news->n_told_again = status->n_told_again;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, take_news, news, free_news);
}

/* How a photo goes, from the worker to the main thread. */
typedef struct
{
  GWeakRef      workstation;
  AxleBlobNews  news;
  char         *hash;
  char         *problem;
} PhotoNews;

static void
free_photo_news (gpointer data)
{
  PhotoNews *news = data;

  g_weak_ref_clear (&news->workstation);
  g_free (news->hash);
  g_free (news->problem);
  g_free (news);
}

static gboolean
take_photo_news (gpointer data)
{
  PhotoNews *news = data;
  g_autoptr(AxleWorkstation) self = g_weak_ref_get (&news->workstation);

  if (self != NULL && self->writer != NULL)
    g_signal_emit_by_name (self, "photo-news", &news->news);
  return G_SOURCE_REMOVE;
}

static void
blob_cb (AxleEngine         *engine,
         const AxleBlobNews *news,
         gpointer            user_data)
{
  AxleSyncLink *link = user_data;
  PhotoNews *copy = g_new0 (PhotoNews, 1);

  g_weak_ref_init (&copy->workstation, link->workstation);
  copy->news = *news;
  copy->news.hash = copy->hash = g_strdup (news->hash);
  copy->news.problem = copy->problem = g_strdup (news->problem);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, take_photo_news, copy, free_photo_news);
}

/* On the worker. */

static void
free_link (AxleSyncLink *link)
{
  if (link->engine != NULL)
    axle_engine_stop (link->engine);
  g_clear_pointer (&link->engine, axle_engine_free);
  g_clear_object (&link->transport);
  g_clear_pointer (&link->timers, axle_timers_free);
  axle_enrolment_free (link->enrolment);
  g_free (link->session);
  g_free (link);
}

static gboolean
start_job (AxleWorker *worker,
           gpointer    data)
{
  AxleSyncLink *link = data;
  g_autoptr(GError) error = NULL;

  link->transport = axle_http_transport_new (link->enrolment->server, link->enrolment->pin,
                                             link->enrolment->token, &error);
  if (link->transport == NULL)
    {
      g_warning ("%s", error->message);
      return G_SOURCE_REMOVE;
    }
  axle_http_transport_set_session (link->transport, link->session);
  link->timers = axle_timers_new (axle_worker_get_context (worker));
  link->engine = axle_engine_new (axle_worker_get_store (worker), AXLE_TRANSPORT (link->transport), link->timers,
                                  axle_host_get_default ());
  axle_engine_set_observer (link->engine, status_cb, link);
  axle_engine_set_blobs (link->engine, link->workstation->blobs, blob_cb, link);
  axle_engine_start (link->engine);
  return G_SOURCE_REMOVE;
}

void
axle_sync_link_fetch_blob (AxleSyncLink *self,
                           const char   *hash)
{
  if (self != NULL && self->engine != NULL)
    axle_engine_want_blob (self->engine, hash);
}

void
axle_sync_link_send_blobs (AxleSyncLink *self)
{
  if (self != NULL && self->engine != NULL)
    axle_engine_send_blobs (self->engine);
}

AxleTransport *
axle_sync_link_dup_transport (AxleSyncLink        *self,
                              const AxleEnrolment *enrolment,
                              const char          *session)
{
  AxleHttpTransport *own;

  if (self != NULL && self->transport != NULL)
    return g_object_ref (AXLE_TRANSPORT (self->transport));
  if (enrolment == NULL)
    return NULL;
  own = axle_http_transport_new (enrolment->server, enrolment->pin, enrolment->token, NULL);
  if (own != NULL)
    axle_http_transport_set_session (own, session);
  return own != NULL ? AXLE_TRANSPORT (own) : NULL;
}

AxleEngine *
axle_sync_link_get_engine (AxleSyncLink *self)
{
  return self != NULL ? self->engine : NULL;
}

static gboolean
stop_job (AxleWorker *worker,
          gpointer    data)
{
  free_link (data);
  return G_SOURCE_REMOVE;
}

static gboolean
poke_job (AxleWorker *worker,
          gpointer    data)
{
  AxleSyncLink *link = data;

  if (link->engine != NULL)
    axle_engine_poke (link->engine);
  return G_SOURCE_REMOVE;
}

static gboolean
sync_now_job (AxleWorker *worker,
              gpointer    data)
{
  AxleSyncLink *link = data;

  if (link->engine != NULL)
    axle_engine_sync_now (link->engine);
  return G_SOURCE_REMOVE;
}

static gboolean
reconnect_job (AxleWorker *worker,
               gpointer    data)
{
  AxleSyncLink *link = data;

  if (link->engine == NULL)
    return G_SOURCE_REMOVE;
  axle_http_transport_renew (link->transport);
  axle_engine_sync_now (link->engine);
  return G_SOURCE_REMOVE;
}

static gboolean
pause_job (AxleWorker *worker,
           gpointer    data)
{
  AxleSyncLink *link = data;

  if (link->engine != NULL)
    axle_engine_pause (link->engine);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  AxleSyncLink *link;
  char         *token;
} NewSession;

static void
free_new_session (gpointer data)
{
  NewSession *session = data;

  g_free (session->token);
  g_free (session);
}

static gboolean
session_job (AxleWorker *worker,
             gpointer    data)
{
  NewSession *session = data;

  if (session->link->engine == NULL)
    return G_SOURCE_REMOVE;
  axle_http_transport_set_session (session->link->transport, session->token);
  if (axle_engine_get_status (session->link->engine)->state == AXLE_ENGINE_PAUSED)
    {
      axle_engine_stop (session->link->engine);
      axle_engine_start (session->link->engine);
    }
  return G_SOURCE_REMOVE;
}

/* On the main thread. */

static gboolean
own_profile (AxleWorkstation *self)
{
  g_autofree char *path = NULL;

  if (self->lock_file >= 0)
    return TRUE;
  path = g_build_filename (self->profile, "lock", NULL);
  self->lock_file = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_file >= 0 && flock (self->lock_file, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (self->lock_file >= 0)
    close (self->lock_file);
  self->lock_file = -1;
  return FALSE;
}

static gboolean
try_again (gpointer data)
{
  AxleWorkstation *self = data;

  self->lock_timer = 0;
  axle_workstation_start_sync (self);
  return G_SOURCE_REMOVE;
}

static gboolean
network_settled (gpointer data)
{
  AxleWorkstation *self = data;

  self->network_timer = 0;
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, reconnect_job, self->link, NULL);
  return G_SOURCE_REMOVE;
}

/* Whoever was offline is not left to wait for the next try. */
static void
network_changed_cb (AxleWorkstation *self,
                    gboolean         available)
{
  g_clear_handle_id (&self->network_timer, g_source_remove);
  if (available)
    self->network_timer = g_timeout_add (NETWORK_SETTLES_MS, network_settled, self);
}

/* Of several programs on one profile the first talks with the server; another
 * takes over when that one ends. */
void
axle_workstation_start_sync (AxleWorkstation *self)
{
  AxleSyncLink *link;

  if (self->enrolment == NULL || self->link != NULL || self->lock_timer != 0)
    return;
  if (!own_profile (self))
    {
      self->lock_timer = g_timeout_add_seconds (LOCK_RETRY_S, try_again, self);
      if (g_set_str (&self->sync_message, _("Another program on this desk talks with the server.")))
        axle_workstation_notify (self, AXLE_WORKSTATION_PROP_SYNC_MESSAGE);
      return;
    }
  link = g_new0 (AxleSyncLink, 1);
  link->workstation = self;
  link->enrolment = axle_enrolment_copy (self->enrolment);
  link->session = g_strdup (self->session);
  self->link = link;
  /* Here first, so that it belongs to this thread's main context. */
  self->network = g_signal_connect_swapped (g_network_monitor_get_default (), "network-changed",
                                            G_CALLBACK (network_changed_cb), self);
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, start_job, link, NULL);
}

void
axle_workstation_stop_sync (AxleWorkstation *self)
{
  g_clear_handle_id (&self->lock_timer, g_source_remove);
  g_clear_handle_id (&self->network_timer, g_source_remove);
  if (self->network != 0)
    g_signal_handler_disconnect (g_network_monitor_get_default (), self->network);
  self->network = 0;
  if (self->link != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, stop_job, g_steal_pointer (&self->link), NULL);
  if (self->lock_file >= 0)
    close (self->lock_file);
  self->lock_file = -1;
}

void
axle_workstation_poke_sync (AxleWorkstation *self)
{
  if (self->link != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, poke_job, self->link, NULL);
}

void
axle_workstation_sync_now (AxleWorkstation *self)
{
  if (self->link != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, sync_now_job, self->link, NULL);
}

void
axle_workstation_pause_sync (AxleWorkstation *self)
{
  if (self->link != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, pause_job, self->link, NULL);
}

void
axle_workstation_set_session (AxleWorkstation *self,
                              const char      *token)
{
  NewSession *session;

  g_set_str (&self->session, token);
  if (self->link == NULL)
    return;
  session = g_new0 (NewSession, 1);
  session->link = self->link;
  session->token = g_strdup (token);
  axle_worker_push (self->writer, G_PRIORITY_DEFAULT, session_job, session, free_new_session);
}

AxleSyncState
axle_workstation_get_sync_state (AxleWorkstation *self)
{
  return self->sync_state;
}

guint
axle_workstation_get_waiting (AxleWorkstation *self)
{
  return self->waiting;
}

guint
axle_workstation_get_attention (AxleWorkstation *self)
{
  return self->attention;
}

guint
axle_workstation_get_photos_waiting (AxleWorkstation *self)
{
  return self->photos_waiting;
}

gint64
axle_workstation_get_last_sync (AxleWorkstation *self)
{
  return self->last_sync;
}

const AxleSyncFigures *
axle_workstation_get_sync_figures (AxleWorkstation *self)
{
  return &self->figures;
}

/* Before the engine says it. */
void
axle_workstation_load_last_sync (AxleWorkstation *self)
{
  g_autofree char *note = axle_store_dup_note (self->reader, AXLE_ENGINE_LAST_SYNC_NOTE);

  self->last_sync = note != NULL ? g_ascii_strtoll (note, NULL, 10) : 0;
}

double
axle_workstation_get_progress (AxleWorkstation *self)
{
  return self->progress;
}

const char *
axle_workstation_get_sync_message (AxleWorkstation *self)
{
  return self->sync_message;
}

/* Counting what waits, away from the frame. */

typedef struct
{
  gint64 waiting;
  gint64 attention;
} Counts;

static gboolean
count_job (AxleStore    *store,
           GTask        *task,
           gpointer      data,
           GCancellable *cancellable)
{
  Counts *counts = data;

  counts->waiting = axle_store_count_outbox (store);
  counts->attention = axle_store_count_conflicts (store);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  const Counts *counts = g_task_get_task_data (G_TASK (result));

  self->counting = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (self->waiting != counts->waiting)
    {
      self->waiting = (guint) counts->waiting;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_WAITING);
    }
  if (self->attention != counts->attention)
    {
      self->attention = (guint) counts->attention;
      axle_workstation_notify (self, AXLE_WORKSTATION_PROP_ATTENTION);
    }
  if (self->count_again)
    axle_workstation_count_waiting (self);
}

void
axle_workstation_count_waiting (AxleWorkstation *self)
{
  g_autoptr(GTask) task = NULL;
  Counts *counts;

  self->count_again = self->counting;
  if (self->counting || self->browser == NULL)
    return;
  self->counting = TRUE;
  counts = g_new0 (Counts, 1);
  task = g_task_new (self, NULL, counted_cb, NULL);
  g_task_set_task_data (task, counts, g_free);
  axle_workstation_browse (self, AXLE_JOB_LONG, task, count_job, counts);
}
