/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/transfer.h"

#include <glib/gi18n-lib.h>

/* One photo or clip on its way, a piece at a time; which one is next is for blobs.c. */

/* Small enough that a person's save hardly waits for one to be written. */
#define PIECE_BYTES (2 * AXLE_BLOB_CACHE_PIECE)

/* What is larger is not fetched before somebody asks for it. */
#define PLANNED_BYTES (8 * 1024 * 1024)

/* An answer that makes no sense this often is the blob's own fault. */
#define NONSENSE_LIMIT 3

static void ask_piece  (AxleTransfer *transfer);
static void send_piece (AxleTransfer *transfer);

void
axle_blob_try_free (gpointer data)
{
  AxleBlobTry *try = data;

  axle_backoff_reset (&try->backoff, try->blobs->engine);
  g_free (try->hash);
  g_free (try);
}

void
axle_transfer_free (AxleTransfer *transfer)
{
  AxleEngine *engine = transfer->blobs->engine;

  if (transfer->request != 0)
    axle_transport_cancel (engine->transport, transfer->request);
  if (transfer->step != 0)
    axle_timers_remove (engine->timers, transfer->step);
  g_clear_pointer (&transfer->checksum, g_checksum_free);
  g_free (transfer->hash);
  g_free (transfer);
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
  int index = axle_blobs_find_wanted (self, transfer->hash);

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
  AxleBlobTry *try = user_data;

  try->backoff.timer = 0;
  if (try->planned)
    g_ptr_array_add (try->blobs->again, g_strdup (try->hash));
  axle_blobs_now (try->blobs);
}

static AxleBlobTry *
note_try (AxleBlobs  *self,
          const char *hash)
{
  AxleBlobTry *try = g_hash_table_lookup (self->tries, hash);

  if (try == NULL)
    {
      try = g_new0 (AxleBlobTry, 1);
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
  AxleBlobTry *try = note_try (self, transfer->hash);

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
  AxleBlobTry *try;

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

void
axle_transfer_begin_up (AxleBlobs           *self,
                        const char          *hash,
                        const AxleBlobState *state)
{
  ask_head (new_transfer (self, hash, AXLE_BLOB_UP, state));
}

/* Returns whether it was begun: not when it is here already. */
gboolean
axle_transfer_begin_down (AxleBlobs  *self,
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
