/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* The server is asked this often whatever the live channel says, and this often
 * when it did not want this desk. */
#define POLL_MS 60000
#define PAUSED_POLL_MS 300000

#define NOTE_EVERY_US (60 * G_USEC_PER_SEC)

static void schedule_poll (AxleEngine *self,
                           guint       milliseconds);

/**
 * axle_engine_new:
 * @store: the cache that is kept the same as the server; used on this thread only
 * @transport: the way to the server
 * @timers: (nullable): %NULL for those of the thread's main context
 * @host: (nullable): clock and chance; %NULL for the machine's own
 *
 * @store and @timers must outlive the engine.
 *
 * Returns: (transfer full): an engine that is stopped
 */
AxleEngine *
axle_engine_new (AxleStore     *store,
                 AxleTransport *transport,
                 AxleTimers    *timers,
                 AxleHost      *host)
{
  AxleEngine *self = g_new0 (AxleEngine, 1);
  g_autofree char *last_sync = axle_store_dup_note (store, AXLE_ENGINE_LAST_SYNC_NOTE);

  self->store = store;
  self->transport = g_object_ref (transport);
  self->owned_timers = timers == NULL ? axle_timers_new (NULL) : NULL;
  self->timers = timers != NULL ? timers : self->owned_timers;
  self->host = host != NULL ? host : axle_host_get_default ();
  self->audit.engine = self;
  self->status.last_success = last_sync != NULL ? g_ascii_strtoll (last_sync, NULL, 10) : 0;
  self->status.n_waiting = axle_store_count_outbox (store);
  self->status.n_told_again = axle_store_get_told_again (store);
  return self;
}

void
axle_engine_free (AxleEngine *self)
{
  self->observer = NULL;
  axle_engine_stop (self);
  axle_blobs_clear (&self->blobs);
  g_clear_pointer (&self->owned_timers, axle_timers_free);
  g_object_unref (self->transport);
  g_free (self->status.error);
  g_free (self);
}

/**
 * axle_engine_set_observer:
 * @self: an engine
 * @observer: (nullable): called after each step; must not free @self
 * @user_data: for @observer
 */
void
axle_engine_set_observer (AxleEngine        *self,
                          AxleEngineObserver observer,
                          gpointer           user_data)
{
  self->observer = observer;
  self->observer_data = user_data;
}

/**
 * axle_engine_get_status:
 * @self: an engine
 *
 * Returns: (transfer none): how it goes; changes with each step
 */
const AxleEngineStatus *
axle_engine_get_status (AxleEngine *self)
{
  return &self->status;
}

AxlePull *
axle_engine_find_pull (AxleEngine   *self,
                       const AxleId *scope)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (axle_id_equal (&self->pulls[i].scope, scope))
      return &self->pulls[i];
  return NULL;
}

static AxleEngineState
find_state (AxleEngine *self)
{
  gboolean answered = TRUE;
  gboolean behind = FALSE;

  if (self->enrolment == NULL)
    return AXLE_ENGINE_OFFLINE;
  if (self->status.pause != AXLE_PAUSE_NONE)
    return AXLE_ENGINE_PAUSED;
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    {
      answered = answered && self->pulls[i].answered;
      behind = behind || axle_pull_is_behind (&self->pulls[i]);
    }
  if (!self->reachable)
    return self->status.n_failures > 0 ? AXLE_ENGINE_OFFLINE : AXLE_ENGINE_CONNECTING;
  if (!answered)
    return AXLE_ENGINE_CONNECTING;
  return behind || self->push.request != 0 || self->status.n_waiting > 0 ? AXLE_ENGINE_SYNCING : AXLE_ENGINE_ONLINE;
}

/* What rests for so long is over, and what comes after it another burst. */
#define BURST_GAP (G_USEC_PER_SEC / 2)

/* A burst tells nothing before it lasted so long. */
#define BURST_LEAST (G_USEC_PER_SEC / 20)

static void
measure (AxleSpeed *self,
         guint64    n,
         gint64     now,
         double    *rate)
{
  if (n == self->seen)
    return;
  if (n < self->seen || now < self->at || now - self->at > BURST_GAP)
    {
      self->began = now;
      self->from = n;
    }
  self->seen = n;
  self->at = now;
  if (now - self->began >= BURST_LEAST)
    *rate = (double) (n - self->from) * G_USEC_PER_SEC / (double) (now - self->began);
}

static void
measure_all (AxleEngine *self)
{
  gint64 now = axle_host_now (self->host);

  measure (&self->pulling, self->status.n_pulled, now, &self->status.pull_rate);
  measure (&self->pushing, self->status.n_pushed, now, &self->status.push_rate);
}

/* Tells the observer how it goes now. */
void
axle_engine_changed (AxleEngine *self)
{
  self->status.n_waiting = axle_store_count_outbox (self->store);
  self->status.n_photos_waiting = self->blobs.n_waiting;
  self->status.state = find_state (self);
  self->status.live = axle_live_reaches (&self->live);
  if (self->status.n_told_again > 0)
    self->status.n_told_again = axle_store_get_told_again (self->store);
  self->status.done = self->status.total = 0;
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    {
      gint64 done = self->pulls[i].cursor.sequence;
      gint64 total = MAX (self->pulls[i].head, self->pulls[i].cursor.sequence);

      axle_bootstrap_measure (&self->bootstrap, &self->pulls[i], &done, &total);
      self->status.done += done;
      self->status.total += total;
      self->status.scopes[i].scope = self->pulls[i].scope;
      self->status.scopes[i].sequence = self->pulls[i].cursor.sequence;
      self->status.scopes[i].head = MAX (self->pulls[i].head, self->pulls[i].cursor.sequence);
    }
  measure_all (self);
  if (self->observer != NULL)
    self->observer (self, &self->status, self->observer_data);
}

void
axle_engine_complain (AxleEngine *self,
                      const char *message)
{
  g_set_str (&self->status.error, message);
}

/* Whether a great many rows are coming. When they come to an end or stop, people work
 * with what is there. Not to have begun costs time alone, and what could not be ended
 * is tried again. */
void
axle_engine_set_bulk (AxleEngine *self,
                      gboolean    bulk)
{
  g_autoptr(GError) error = NULL;

  if (!(bulk ? axle_store_begin_bulk (self->store, &error) : axle_store_end_bulk (self->store, &error)))
    axle_engine_complain (self, error->message);
}

/* A scope has all that the server has. */
void
axle_engine_reached_end (AxleEngine *self)
{
  gint64 now = axle_host_now (self->host);
  g_autofree char *text = NULL;

  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (axle_pull_is_behind (&self->pulls[i]))
      return;
  axle_engine_set_bulk (self, FALSE);
  self->status.last_success = now;
  if (self->push.backoff.timer == 0)
    g_clear_pointer (&self->status.error, g_free);
  if (ABS (now - self->noted_at) >= NOTE_EVERY_US)
    {
      text = g_strdup_printf ("%" G_GINT64_FORMAT, now);
      /* Only a note: the next one will do. */
      if (axle_store_set_note (self->store, AXLE_ENGINE_LAST_SYNC_NOTE, text, NULL))
        self->noted_at = now;
    }
  axle_blobs_plan (&self->blobs);
  axle_audit_at_rest (&self->audit);
  axle_engine_changed (self);
}

static void
stop_parts (AxleEngine *self)
{
  axle_bootstrap_stop (&self->bootstrap);
  axle_start_stop (&self->start);
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_stop (&self->pulls[i]);
  axle_push_stop (&self->push);
  axle_live_stop (&self->live);
  axle_blobs_stop (&self->blobs);
  axle_audit_pause (&self->audit);
  if (self->poll != 0)
    axle_timers_remove (self->timers, self->poll);
  self->poll = 0;
}

static void
start_parts (AxleEngine *self)
{
  const AxleId *scopes[AXLE_ENGINE_N_SCOPES] = { &self->enrolment->group, &self->enrolment->store };

  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_start (&self->pulls[i], self, scopes[i]);
  axle_push_start (&self->push, self);
  axle_live_start (&self->live, self);
  axle_start_start (&self->start, self);
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_now (&self->pulls[i]);
  axle_push_now (&self->push);
  axle_blobs_start (&self->blobs, self);
  axle_blobs_plan (&self->blobs);
  schedule_poll (self, POLL_MS);
}

/* The desk is to be somewhere else: it is told nothing more, and sends what waits. */
void
axle_engine_leave (AxleEngine *self)
{
  axle_bootstrap_stop (&self->bootstrap);
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_stop (&self->pulls[i]);
  axle_live_stop (&self->live);
  axle_push_now (&self->push);
}

/* The cache has nothing any more of where the desk was. */
void
axle_engine_take_place (AxleEngine          *self,
                        const AxleEnrolment *place)
{
  g_autoptr(AxleEnrolment) taken = axle_enrolment_copy (place);

  stop_parts (self);
  axle_enrolment_free (self->enrolment);
  self->enrolment = g_steal_pointer (&taken);
  self->status.n_moves++;
  start_parts (self);
  axle_engine_changed (self);
}

/* Stops asking, keeps everything. What waits goes on waiting until the server
 * wants this desk again: one request now and then finds out. */
static AxleAnswer
pause_for (AxleEngine *self,
           AxlePause   pause)
{
  stop_parts (self);
  axle_audit_stop (&self->audit, _("The server does not want this desk now, so nothing can be compared."));
  self->status.pause = pause;
  schedule_poll (self, PAUSED_POLL_MS);
  axle_engine_changed (self);
  return AXLE_ANSWER_PAUSED;
}

static AxlePause
find_pause (const AxleReply *reply,
            const char      *code)
{
  if (reply->status == 426)
    return AXLE_PAUSE_UPGRADE;
  if (g_strcmp0 (code, "install") == 0)
    return AXLE_PAUSE_COPIED;
  return g_strcmp0 (code, "revoked") == 0 ? AXLE_PAUSE_REVOKED : AXLE_PAUSE_SIGNED_OUT;
}

static void
complain_of (AxleEngine           *self,
             const AxleReply      *reply,
             const AxleErrorReply *problem,
             const GError         *error)
{
  g_autofree char *message = NULL;

  if (error != NULL)
    message = g_strdup (error->message);
  else if (problem != NULL && problem->message != NULL)
    message = g_strdup_printf (_("The server says: %s What you save is kept here and sent later."), problem->message);
  else
    message = g_strdup_printf (_("The server answered with status %u. What you save is kept here and sent later."), reply->status);
  axle_engine_complain (self, message);
}

/**
 * axle_engine_judge:
 * @self: the engine
 * @reply: (nullable): what the server answered
 * @error: (nullable): why there is no answer
 * @retry_after: (out): how long the server asks to wait, in seconds
 *
 * Counts and notes what went wrong; pauses the engine where the server does not
 * want the desk.
 *
 * Returns: what is to be done
 */
AxleAnswer
axle_engine_judge (AxleEngine      *self,
                   const AxleReply *reply,
                   const GError    *error,
                   gint64          *retry_after)
{
  g_autoptr(AxleErrorReply) problem = NULL;
  const char *code;

  *retry_after = reply != NULL ? reply->retry_after : 0;
  self->reachable = reply != NULL && reply->status < 500;
  if (reply != NULL && reply->status == 200)
    return AXLE_ANSWER_OK;

  if (reply != NULL)
    problem = axle_error_reply_decode (reply->body, NULL);
  if (problem != NULL)
    *retry_after = MAX (*retry_after, problem->retry_after);
  code = problem != NULL ? problem->code : NULL;
  self->status.n_failures++;
  complain_of (self, reply, problem, error);
  if (reply == NULL)
    return AXLE_ANSWER_RETRY;

  switch (reply->status)
    {
    case 401:
    case 403:
    case 426:
      /* Of another store than the desk thought. */
      if (g_strcmp0 (code, "scope") == 0)
        {
          axle_start_now (&self->start);
          return AXLE_ANSWER_RETRY;
        }
      return pause_for (self, find_pause (reply, code));
    case 409:
    case 410:
      return g_strcmp0 (code, "install") == 0 ? pause_for (self, AXLE_PAUSE_COPIED) : AXLE_ANSWER_AGAIN;
    case 400:
    case 413:
    case 422:
      /* Only with a reason of our server: anything between may say the same of anything. */
      return problem != NULL && problem->code != NULL ? AXLE_ANSWER_REJECTED : AXLE_ANSWER_RETRY;
    default:
      return AXLE_ANSWER_RETRY;
    }
}

static void
poll_cb (gpointer user_data)
{
  AxleEngine *self = user_data;

  self->poll = 0;
  if (self->status.pause != AXLE_PAUSE_NONE)
    {
      axle_engine_sync_now (self);
      return;
    }
  schedule_poll (self, POLL_MS);
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_now (&self->pulls[i]);
  axle_push_now (&self->push);
  axle_audit_consider (&self->audit);
}

static void
schedule_poll (AxleEngine *self,
               guint       milliseconds)
{
  guint32 chance;

  /* A tenth of chance, so that desks do not ask in step. */
  axle_host_fill (self->host, (guint8 *) &chance, sizeof chance);
  self->poll = axle_timers_add (self->timers, milliseconds - chance % (milliseconds / 10), poll_cb, self);
}

static void
make_nonce (AxleEngine *self)
{
  guint64 random[2];

  axle_host_fill (self->host, (guint8 *) random, sizeof random);
  g_snprintf (self->nonce, sizeof self->nonce, "%016" PRIx64 "%016" PRIx64, random[0], random[1]);
}

/**
 * axle_engine_start:
 * @self: an engine
 *
 * Returns: whether it runs: not when the desk is not enrolled or its cache can only be read
 */
gboolean
axle_engine_start (AxleEngine *self)
{
  if (self->enrolment != NULL)
    return TRUE;
  if (axle_store_is_read_only (self->store))
    return FALSE;
  self->enrolment = axle_store_dup_enrolment (self->store);
  if (self->enrolment == NULL)
    return FALSE;
  make_nonce (self);
  self->status.n_failures = 0;
  self->status.n_pulled = self->status.n_pushed = self->status.n_merged = self->status.n_refused = 0;
  self->status.n_moves = 0;
  start_parts (self);
  axle_engine_changed (self);
  return TRUE;
}

/**
 * axle_engine_stop:
 * @self: an engine
 *
 * Forgets what is under way: no answer to it counts any more.
 */
void
axle_engine_stop (AxleEngine *self)
{
  if (self->enrolment == NULL)
    return;
  stop_parts (self);
  axle_audit_stop (&self->audit, _("This desk stopped talking with the server while it compared."));
  g_clear_pointer (&self->enrolment, axle_enrolment_free);
  self->status.pause = AXLE_PAUSE_NONE;
  self->reachable = FALSE;
  axle_engine_changed (self);
}

/**
 * axle_engine_poke:
 * @self: an engine
 *
 * Something was saved and waits in the outbox.
 */
void
axle_engine_poke (AxleEngine *self)
{
  if (self->enrolment != NULL && self->status.pause == AXLE_PAUSE_NONE)
    axle_push_now (&self->push);
  axle_engine_changed (self);
}

/**
 * axle_engine_pause:
 * @self: an engine
 *
 * Nothing is sent or fetched until axle_engine_sync_now(). What is under way goes on
 * then where it was; people work with what is here.
 */
void
axle_engine_pause (AxleEngine *self)
{
  if (self->enrolment == NULL || self->status.pause != AXLE_PAUSE_NONE)
    return;
  stop_parts (self);
  axle_audit_stop (&self->audit, _("This desk stopped talking with the server while it compared."));
  axle_engine_set_bulk (self, FALSE);
  self->status.pause = AXLE_PAUSE_PERSON;
  axle_engine_changed (self);
}

/**
 * axle_engine_sync_now:
 * @self: an engine
 *
 * Tries everything again without waiting, also when the server did not want the desk.
 */
void
axle_engine_sync_now (AxleEngine *self)
{
  if (self->enrolment == NULL)
    return;
  stop_parts (self);
  self->status.pause = AXLE_PAUSE_NONE;
  start_parts (self);
  axle_engine_changed (self);
}
