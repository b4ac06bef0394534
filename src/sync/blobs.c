/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>

/* Photos and clips on their way. They come after the records: what is sent waits
 * until the server knows a record that names it, what is fetched on nobody's
 * request waits until there is nothing else to do. */

/* Small enough that a person's save hardly waits for one to be written. */
#define PIECE_BYTES (2 * AXLE_BLOB_CACHE_PIECE)

/* Side by side; more would take connections from the records. */
#define TRANSFERS_LIMIT 2

/* What is fetched before somebody asks for it. */
#define PLANNED_PREVIEWS 2000
#define PLANNED_OTHERS 100
#define PLANNED_BYTES (8 * 1024 * 1024)

/* What persons want; of more the first ones are forgotten. */
#define WANTED_LIMIT 1024

/* Names that are remembered for having failed, and looked at for being sent. */
#define TRIES_LIMIT 1024
#define WAITING_LIMIT 1024

/* An answer that makes no sense this often is the blob's own fault. */
#define NONSENSE_LIMIT 3

struct _AxleTransfer
{
  AxleBlobs *blobs;
  char      *hash;
  AxleBlobWay way;
  gboolean   wanted;     /* by a person */
  gboolean   preview;
  gint64     offset;
  gint64     size;       /* -1 while not known */
  GChecksum *checksum;   /* of what was fetched */
  gint64     n_hashed;
  guint      request;
  guint      step;
};

/* A blob that did not come or go, until it does. */
typedef struct
{
  AxleBlobs   *blobs;
  char        *hash;
  AxleBackoff  backoff;
  guint        n_nonsense;
  gboolean     planned;   /* it was fetched on nobody's request */
  gboolean     preview;
  gboolean     skipped;   /* too large to be fetched on nobody's request */
} Try;

static void look_cb     (gpointer user_data);
static void ask_piece   (AxleTransfer *transfer);
static void send_piece  (AxleTransfer *transfer);

static void
free_try (gpointer data)
{
  Try *try = data;

  axle_backoff_reset (&try->backoff, try->blobs->engine);
  g_free (try->hash);
  g_free (try);
}

static void
free_transfer (gpointer data)
{
  AxleTransfer *transfer = data;
  AxleEngine *engine = transfer->blobs->engine;

  if (transfer->request != 0)
    axle_transport_cancel (engine->transport, transfer->request);
  if (transfer->step != 0)
    axle_timers_remove (engine->timers, transfer->step);
  g_clear_pointer (&transfer->checksum, g_checksum_free);
  g_free (transfer->hash);
  g_free (transfer);
}

/* Those of where the desk was before. What cannot go now goes at the next start. */
static void
erase_left (AxleBlobs *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (axle_store_erase_blobs (self->engine->store, self->cache, &error))
    return;
  message = g_strdup_printf (_("Photos that this desk may not show any more could not be erased: %s"), error->message);
  axle_engine_complain (self->engine, message);
}

void
axle_blobs_start (AxleBlobs  *self,
                  AxleEngine *engine)
{
  self->engine = engine;
  if (self->cache == NULL || self->transfers != NULL)
    return;
  erase_left (self);
  self->transfers = g_ptr_array_new_with_free_func (free_transfer);
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_try);
  self->again = g_ptr_array_new_with_free_func (g_free);
  if (self->wanted == NULL)
    self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->due = TRUE;
}

void
axle_blobs_stop (AxleBlobs *self)
{
  if (self->transfers == NULL)
    return;
  if (self->step != 0)
    axle_timers_remove (self->engine->timers, self->step);
  self->step = 0;
  g_clear_pointer (&self->transfers, g_ptr_array_unref);
  g_clear_pointer (&self->tries, g_hash_table_unref);
  g_clear_pointer (&self->again, g_ptr_array_unref);
  g_clear_pointer (&self->plan, g_strfreev);
}

void
axle_blobs_clear (AxleBlobs *self)
{
  axle_blobs_stop (self);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
}

/* Looks what there is to do, after whatever is done now. */
void
axle_blobs_now (AxleBlobs *self)
{
  if (self->transfers != NULL && self->step == 0)
    self->step = axle_timers_add (self->engine->timers, 0, look_cb, self);
}

static gboolean
has_blobs (const AxleEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].type == AXLE_FIELD_BLOB)
      return TRUE;
  return FALSE;
}

/* Records came; some of their photos may not be here. */
void
axle_blobs_note (AxleBlobs *self,
                 GPtrArray *records)
{
  const AxleEntity *last = NULL;

  for (guint i = 0; !self->due && i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      self->due = record->entity != last && has_blobs (record->entity);
      last = record->entity;
    }
}

/* All records are here. */
void
axle_blobs_plan (AxleBlobs *self)
{
  axle_blobs_now (self);
  if (!self->due)
    return;
  self->due = FALSE;
  g_clear_pointer (&self->plan, g_strfreev);
  self->n_planned = 0;
  self->plans_others = FALSE;
  self->planned = FALSE;
}

static void
tell (AxleTransfer *transfer,
      gboolean      done,
      const char   *problem)
{
  AxleBlobs *self = transfer->blobs;
  AxleBlobNews news = {
    .hash = transfer->hash, .way = transfer->way, .n_bytes = transfer->offset, .size = transfer->size,
    .done = done, .problem = problem,
  };

  if (self->observer != NULL)
    self->observer (self->engine, &news, self->observer_data);
}

static int
find_wanted (AxleBlobs  *self,
             const char *hash)
{
  guint index;

  return g_ptr_array_find_with_equal_func (self->wanted, hash, g_str_equal, &index) ? (int) index : -1;
}

/* Takes a transfer out; another begins in its place. */
static void
finish (AxleTransfer *transfer)
{
  AxleBlobs *self = transfer->blobs;

  g_ptr_array_remove (self->transfers, transfer);
  axle_blobs_now (self);
}

static void
succeed (AxleTransfer *transfer)
{
  AxleBlobs *self = transfer->blobs;
  int index = find_wanted (self, transfer->hash);

  g_hash_table_remove (self->tries, transfer->hash);
  if (transfer->way == AXLE_BLOB_DOWN && index >= 0)
    g_ptr_array_remove_index (self->wanted, (guint) index);
  tell (transfer, TRUE, NULL);
  axle_engine_changed (self->engine);
  finish (transfer);
}

static void
retry_cb (gpointer user_data)
{
  Try *try = user_data;

  try->backoff.timer = 0;
  if (try->planned)
    g_ptr_array_add (try->blobs->again, g_strdup (try->hash));
  axle_blobs_now (try->blobs);
}

static Try *
note_try (AxleBlobs  *self,
          const char *hash)
{
  Try *try = g_hash_table_lookup (self->tries, hash);

  if (try == NULL)
    {
      try = g_new0 (Try, 1);
      try->blobs = self;
      try->hash = g_strdup (hash);
      g_hash_table_insert (self->tries, try->hash, try);
    }
  return try;
}

/* What failed is tried again after a while, and does not stop the others. */
static void
fail (AxleTransfer *transfer,
      gint64        retry_after,
      const char   *problem)
{
  AxleBlobs *self = transfer->blobs;
  Try *try = note_try (self, transfer->hash);

  try->planned = transfer->way == AXLE_BLOB_DOWN && !transfer->wanted;
  try->preview = transfer->preview;
  if (try->backoff.timer == 0)
    axle_backoff_wait (&try->backoff, self->engine, retry_after, retry_cb, try);
  tell (transfer, FALSE, problem);
  finish (transfer);
}

static void
fail_locally (AxleTransfer *transfer,
              const GError *error)
{
  g_autofree char *problem = g_strdup_printf (_("The photo could not be saved here: %s"), error->message);

  fail (transfer, 0, problem);
}

/* Too large, or the server says what cannot be: nothing changes by asking again at once. */
static void
skip (AxleTransfer *transfer)
{
  note_try (transfer->blobs, transfer->hash)->skipped = TRUE;
  finish (transfer);
}

/* Returns FALSE when the engine stopped, and the transfer with it, or when there
 * is no answer to judge: then it was dealt with. */
static gboolean
take_reply (AxleTransfer    *transfer,
            const AxleReply *reply,
            const GError    *error)
{
  AxleEngine *engine = transfer->blobs->engine;
  gint64 retry_after;

  transfer->request = 0;
  if (error != NULL)
    {
      fail (transfer, 0, error->message);
      return FALSE;
    }
  if (reply->status != 401 && reply->status != 403 && reply->status != 426)
    return TRUE;
  if (axle_engine_judge (engine, reply, error, &retry_after) != AXLE_ANSWER_PAUSED)
    fail (transfer, retry_after, NULL);
  return FALSE;
}

static void
fail_with (AxleTransfer    *transfer,
           const AxleReply *reply)
{
  g_autoptr(AxleErrorReply) problem = axle_error_reply_decode (reply->body, NULL);
  gint64 retry_after = MAX (reply->retry_after, problem != NULL ? problem->retry_after : 0);

  fail (transfer, retry_after, problem != NULL && reply->status != 404 ? problem->message : NULL);
}

static char *
dup_path (AxleTransfer *transfer)
{
  return g_strconcat ("/v1/blob/", transfer->hash, NULL);
}

/* Down. */

static void
keep_fetched (AxleTransfer *transfer)
{
  AxleBlobs *self = transfer->blobs;
  const char *one[] = { transfer->hash, NULL };
  g_autoptr(GError) error = NULL;
  Try *try;

  if (g_str_equal (g_checksum_get_string (transfer->checksum), transfer->hash))
    {
      if (!axle_blob_cache_finish (self->cache, transfer->hash, &error) ||
          (transfer->wanted && !axle_blob_cache_use (self->cache, one, &error)))
        fail_locally (transfer, error);
      else
        succeed (transfer);
      return;
    }
  try = note_try (self, transfer->hash);
  try->n_nonsense++;
  if (!axle_blob_cache_drop (self->cache, transfer->hash, &error))
    fail_locally (transfer, error);
  else
    fail (transfer, 0, _("The photo arrived damaged and is fetched again."));
}

/* Room is made and the blob begun when its size is known. */
static gboolean
begin_fetched (AxleTransfer *transfer,
               gint64        size)
{
  AxleBlobs *self = transfer->blobs;
  g_autoptr(GError) error = NULL;
  gboolean made;

  transfer->size = size;
  if (!axle_blob_cache_make_room (self->cache, size, &made, &error))
    {
      fail_locally (transfer, error);
      return FALSE;
    }
  if (!transfer->wanted && (!made || size > PLANNED_BYTES))
    {
      skip (transfer);
      return FALSE;
    }
  if (axle_blob_cache_begin (self->cache, transfer->hash, size, AXLE_BLOB_FETCHED, transfer->preview, &error))
    return TRUE;
  fail_locally (transfer, error);
  return FALSE;
}

static void
append_fetched (AxleTransfer *transfer,
                GBytes       *body)
{
  gsize size = g_bytes_get_size (body);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  /* Whole pieces only, but for the last. */
  if (transfer->offset + (gint64) size < transfer->size)
    size -= size % AXLE_BLOB_CACHE_PIECE;
  if (size == 0)
    {
      fail (transfer, 0, NULL);
      return;
    }
  bytes = g_bytes_new_from_bytes (body, 0, size);
  if (!axle_blob_cache_append (transfer->blobs->cache, transfer->hash, transfer->offset, bytes, &error))
    {
      fail_locally (transfer, error);
      return;
    }
  g_checksum_update (transfer->checksum, g_bytes_get_data (bytes, NULL), (gssize) size);
  transfer->offset += (gint64) size;
  transfer->n_hashed = transfer->offset;
  if (transfer->offset == transfer->size)
    {
      keep_fetched (transfer);
      return;
    }
  tell (transfer, FALSE, NULL);
  ask_piece (transfer);
}

static gboolean
is_asked_for (AxleTransfer    *transfer,
              const AxleReply *reply)
{
  const AxleRange *range = &reply->range;

  return reply->status == 206 && range->offset == transfer->offset && range->total > 0 &&
         range->length == (gint64) g_bytes_get_size (reply->body) && range->length > 0 &&
         (transfer->size < 0 || range->total == transfer->size);
}

static void
piece_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxleTransfer *transfer = user_data;

  if (!take_reply (transfer, reply, error))
    return;
  if (is_asked_for (transfer, reply))
    {
      if (transfer->size >= 0 || begin_fetched (transfer, reply->range.total))
        append_fetched (transfer, reply->body);
    }
  else if (reply->status == 206 || reply->status == 416)
    {
      /* What is here belongs to something else. */
      axle_blob_cache_drop (transfer->blobs->cache, transfer->hash, NULL);
      fail (transfer, 0, NULL);
    }
  else
    fail_with (transfer, reply);
}

static void
ask_piece (AxleTransfer *transfer)
{
  AxleRange range = { .offset = transfer->offset, .length = PIECE_BYTES, .total = -1 };
  g_autofree char *path = dup_path (transfer);

  transfer->request = axle_transport_send (transfer->blobs->engine->transport, "GET", path, &range, NULL, piece_cb, transfer);
}

/* Hashes what came before the desk was switched off, a piece at a time. */
static void
catch_up_cb (gpointer user_data)
{
  AxleTransfer *transfer = user_data;
  AxleBlobs *self = transfer->blobs;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  transfer->step = 0;
  if (transfer->n_hashed == transfer->offset)
    {
      if (transfer->offset == transfer->size)
        keep_fetched (transfer);
      else
        ask_piece (transfer);
      return;
    }
  bytes = axle_blob_cache_read (self->cache, transfer->hash, transfer->n_hashed,
                                MIN (PIECE_BYTES, transfer->offset - transfer->n_hashed), &error);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      axle_blob_cache_drop (self->cache, transfer->hash, NULL);
      fail (transfer, 0, NULL);
      return;
    }
  g_checksum_update (transfer->checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  transfer->n_hashed += (gint64) g_bytes_get_size (bytes);
  transfer->step = axle_timers_add (self->engine->timers, 0, catch_up_cb, transfer);
}

/* Up. */

static void
refuse (AxleTransfer *transfer,
        const char   *reason)
{
  g_autoptr(GError) error = NULL;

  if (!axle_blob_cache_set_refused (transfer->blobs->cache, transfer->hash, reason, &error))
    {
      fail_locally (transfer, error);
      return;
    }
  tell (transfer, FALSE, reason);
  axle_engine_changed (transfer->blobs->engine);
  finish (transfer);
}

static void
keep_sent (AxleTransfer *transfer)
{
  g_autoptr(GError) error = NULL;

  if (axle_blob_cache_set_sent (transfer->blobs->cache, transfer->hash, &error))
    succeed (transfer);
  else
    fail_locally (transfer, error);
}

static void
sent_cb (const AxleReply *reply,
         const GError    *error,
         gpointer         user_data)
{
  AxleTransfer *transfer = user_data;
  g_autoptr(AxleErrorReply) problem = NULL;

  if (!take_reply (transfer, reply, error))
    return;
  if (reply->status == 200)
    {
      transfer->offset = MIN (transfer->offset + PIECE_BYTES, transfer->size);
      tell (transfer, FALSE, NULL);
      if (transfer->offset == transfer->size)
        keep_sent (transfer);
      else
        send_piece (transfer);
      return;
    }
  problem = axle_error_reply_decode (reply->body, NULL);
  /* Only with a reason of our server: anything between may say the same of anything. */
  if (problem != NULL && problem->code != NULL && (reply->status == 413 || reply->status == 415))
    refuse (transfer, problem->message);
  else if (reply->status == 422 && ++note_try (transfer->blobs, transfer->hash)->n_nonsense >= NONSENSE_LIMIT)
    refuse (transfer, _("The photo is damaged on this computer. Add it again."));
  else
    fail_with (transfer, reply);
}

static void
send_piece (AxleTransfer *transfer)
{
  AxleBlobs *self = transfer->blobs;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = axle_blob_cache_read (self->cache, transfer->hash, transfer->offset, PIECE_BYTES, &error);
  g_autofree char *path = dup_path (transfer);
  AxleRange range = { .offset = transfer->offset, .total = transfer->size };

  if (bytes == NULL)
    {
      refuse (transfer, _("The photo is damaged on this computer. Add it again."));
      return;
    }
  range.length = (gint64) g_bytes_get_size (bytes);
  transfer->request = axle_transport_send (self->engine->transport, "PUT", path, &range, bytes, sent_cb, transfer);
}

/* There already, or so much of it came before. */
static void
head_cb (const AxleReply *reply,
         const GError    *error,
         gpointer         user_data)
{
  AxleTransfer *transfer = user_data;

  if (!take_reply (transfer, reply, error))
    return;
  if (reply->status == 200)
    keep_sent (transfer);
  else if (reply->status == 404)
    {
      const AxleRange *range = &reply->range;

      transfer->offset = range->offset == 0 && range->length < transfer->size ? range->length : 0;
      send_piece (transfer);
    }
  else
    fail_with (transfer, reply);
}

static void
ask_head (AxleTransfer *transfer)
{
  g_autofree char *path = dup_path (transfer);

  transfer->request = axle_transport_send (transfer->blobs->engine->transport, "HEAD", path, NULL, NULL, head_cb, transfer);
}

/* What is next. */

static gboolean
is_free (AxleBlobs  *self,
         const char *hash,
         gboolean    wanted)
{
  const Try *try = g_hash_table_lookup (self->tries, hash);

  if (try != NULL && (try->backoff.timer != 0 || (try->skipped && !wanted)))
    return FALSE;
  for (guint i = 0; i < self->transfers->len; i++)
    if (g_str_equal (((AxleTransfer *) self->transfers->pdata[i])->hash, hash))
      return FALSE;
  return TRUE;
}

static AxleTransfer *
new_transfer (AxleBlobs           *self,
              const char          *hash,
              AxleBlobWay          way,
              const AxleBlobState *state)
{
  AxleTransfer *transfer = g_new0 (AxleTransfer, 1);

  transfer->blobs = self;
  transfer->hash = g_strdup (hash);
  transfer->way = way;
  transfer->size = state->size;
  g_ptr_array_add (self->transfers, transfer);
  return transfer;
}

/* Returns whether it was begun: not when it is here already. */
static gboolean
begin_down (AxleBlobs  *self,
            const char *hash,
            gboolean    wanted,
            gboolean    preview)
{
  g_auto(AxleBlobState) state = { 0 };
  AxleTransfer *transfer;

  if (!axle_blob_cache_look (self->cache, hash, &state, NULL) || state.complete || state.waiting)
    return FALSE;
  transfer = new_transfer (self, hash, AXLE_BLOB_DOWN, &state);
  transfer->wanted = wanted;
  transfer->preview = preview;
  transfer->offset = state.n_bytes;
  transfer->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  transfer->step = axle_timers_add (self->engine->timers, 0, catch_up_cb, transfer);
  return TRUE;
}

static gboolean
begin_wanted (AxleBlobs *self)
{
  for (guint i = 0; i < self->wanted->len;)
    {
      const char *hash = self->wanted->pdata[i];

      if (!is_free (self, hash, TRUE))
        i++;
      else if (begin_down (self, hash, TRUE, FALSE))
        return TRUE;
      else
        g_ptr_array_remove_index (self->wanted, i);
    }
  return FALSE;
}

static gboolean
begin_up (AxleBlobs *self)
{
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, WAITING_LIMIT, NULL);

  for (guint i = 0; waiting != NULL && waiting[i] != NULL; i++)
    {
      AxleBlobUse use = AXLE_BLOB_UNUSED;
      g_auto(AxleBlobState) state = { 0 };

      if (!is_free (self, waiting[i], TRUE) || !axle_store_find_blob_use (self->engine->store, waiting[i], &use, NULL))
        continue;
      if (use == AXLE_BLOB_UNUSED || use == AXLE_BLOB_DELETED)
        axle_blob_cache_release (self->cache, waiting[i], axle_host_now (self->engine->host) - AXLE_BLOB_CACHE_PIN, NULL);
      if (use != AXLE_BLOB_KNOWN || !axle_blob_cache_look (self->cache, waiting[i], &state, NULL))
        continue;
      ask_head (new_transfer (self, waiting[i], AXLE_BLOB_UP, &state));
      return TRUE;
    }
  return FALSE;
}

/* Nothing else is under way, for the records come first. */
static gboolean
is_idle (AxleEngine *engine)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (!engine->pulls[i].answered || axle_pull_is_behind (&engine->pulls[i]))
      return FALSE;
  return engine->push.request == 0;
}

static void
make_plan (AxleBlobs *self)
{
  self->n_planned = 0;
  self->plans_others = self->plan != NULL;
  self->planned = self->plans_others;
  g_clear_pointer (&self->plan, g_strfreev);
  self->plan = axle_store_list_blobs (self->engine->store, !self->plans_others,
                                      self->plans_others ? PLANNED_OTHERS : PLANNED_PREVIEWS, NULL);
}

/* What did not come when it was its turn. */
static gboolean
begin_again (AxleBlobs *self)
{
  while (self->again->len > 0)
    {
      g_autofree char *hash = g_ptr_array_steal_index_fast (self->again, self->again->len - 1);
      const Try *try = g_hash_table_lookup (self->tries, hash);

      if (is_free (self, hash, FALSE) && begin_down (self, hash, FALSE, try != NULL && try->preview))
        return TRUE;
    }
  return FALSE;
}

/* Previews of the latest records, then the latest photos. */
static gboolean
begin_planned (AxleBlobs *self)
{
  if (!is_idle (self->engine))
    return FALSE;
  if (begin_again (self))
    return TRUE;
  if (g_hash_table_size (self->tries) >= TRIES_LIMIT)
    return FALSE;
  for (;;)
    {
      if (self->plan == NULL || self->plan[self->n_planned] == NULL)
        {
          if (self->planned)
            return FALSE;
          make_plan (self);
          if (self->plan == NULL)
            return FALSE;
          continue;
        }
      {
        const char *hash = self->plan[self->n_planned++];

        if (is_free (self, hash, FALSE) && begin_down (self, hash, FALSE, !self->plans_others))
          return TRUE;
      }
    }
}

/* Without those of records that were taken back before they were sent. */
static gint64
count_waiting (AxleBlobs *self)
{
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, WAITING_LIMIT, NULL);
  gint64 n = 0;

  for (guint i = 0; waiting != NULL && waiting[i] != NULL; i++)
    {
      AxleBlobUse use = AXLE_BLOB_UNUSED;

      axle_store_find_blob_use (self->engine->store, waiting[i], &use, NULL);
      n += use == AXLE_BLOB_PENDING || use == AXLE_BLOB_KNOWN;
    }
  return n;
}

static void
look_cb (gpointer user_data)
{
  AxleBlobs *self = user_data;
  gint64 n_waiting = count_waiting (self);

  self->step = 0;
  if (n_waiting != self->n_waiting)
    {
      self->n_waiting = n_waiting;
      axle_engine_changed (self->engine);
    }
  while (self->transfers->len < TRANSFERS_LIMIT && (begin_wanted (self) || begin_up (self) || begin_planned (self)))
    ;
}

/* Told by the engine's owner. */

/**
 * axle_engine_set_blobs:
 * @self: an engine that is stopped
 * @cache: (nullable): where photos and clips are kept; used on this thread only,
 *   outlives the engine
 * @observer: (nullable): told of each step
 * @user_data: for @observer
 */
void
axle_engine_set_blobs (AxleEngine       *self,
                       AxleBlobCache    *cache,
                       AxleBlobObserver  observer,
                       gpointer          user_data)
{
  g_return_if_fail (self->enrolment == NULL);
  self->blobs.cache = cache;
  self->blobs.observer = observer;
  self->blobs.observer_data = user_data;
}

/**
 * axle_engine_want_blob:
 * @self: an engine
 * @hash: a blob that somebody wants to see
 *
 * It is fetched before others, the last one wanted first; what failed is tried at once.
 */
void
axle_engine_want_blob (AxleEngine *self,
                       const char *hash)
{
  AxleBlobs *blobs = &self->blobs;
  int index;

  if (blobs->transfers == NULL)
    return;
  index = find_wanted (blobs, hash);
  if (index >= 0)
    g_ptr_array_remove_index (blobs->wanted, (guint) index);
  g_ptr_array_insert (blobs->wanted, 0, g_strdup (hash));
  if (blobs->wanted->len > WANTED_LIMIT)
    g_ptr_array_set_size (blobs->wanted, WANTED_LIMIT);
  g_hash_table_remove (blobs->tries, hash);
  for (guint i = 0; i < blobs->transfers->len; i++)
    if (g_str_equal (((AxleTransfer *) blobs->transfers->pdata[i])->hash, hash))
      ((AxleTransfer *) blobs->transfers->pdata[i])->wanted = TRUE;
  axle_blobs_now (blobs);
}

/**
 * axle_engine_send_blobs:
 * @self: an engine
 *
 * There is something new to be sent, or it shall be tried again without waiting.
 */
void
axle_engine_send_blobs (AxleEngine *self)
{
  if (self->blobs.transfers == NULL)
    return;
  g_hash_table_remove_all (self->blobs.tries);
  axle_blobs_now (&self->blobs);
}
