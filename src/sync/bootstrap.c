/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <zstd.h>

#include "store/snapshot.h"

/*
 * A scope of which the cache has nothing comes as a ready copy where the server has one:
 * parts are fetched several at a time, checked, and applied in their order, in slices
 * between which everything else goes. What cannot be had as a copy comes by the feed.
 */

/* Parts that are fetched before they can be applied: a compressed MiB each. */
#define AHEAD 8

/* What goes wrong so often, and not for want of a connection, goes wrong each time. */
#define BAD_LIMIT 3

/* Other copies that took the place of one on its way. */
#define REPLACED_LIMIT 5

/* A copy is made about five times as fast as its rows come by the feed; a server that is
 * not done after this many seconds is not waited for. */
#define PATIENCE_S 120

static void step_cb      (gpointer user_data);
static void ask          (AxleBootstrap *self);
static void fetch_more   (AxleBootstrap *self);

typedef enum
{
  PART_MISSING,
  PART_FETCHED,
  PART_APPLIED,
} PartState;

typedef struct
{
  PartState  state;
  gboolean   asked;
  guint      n_bad;
  GBytes    *packed;
} Part;

static void
clear_part (gpointer data)
{
  g_clear_pointer (&((Part *) data)->packed, g_bytes_unref);
}

static Part *
get_part (AxleBootstrap *self,
          guint          number)
{
  return &g_array_index (self->parts, Part, number);
}

static AxleStoreSnapshot
describe (AxleBootstrap *self)
{
  return (AxleStoreSnapshot) {
    .scope = self->snapshot->scope, .hash = self->snapshot->hash,
    .epoch = self->snapshot->epoch, .sequence = self->snapshot->sequence,
  };
}

static void
drop_fetches (AxleBootstrap *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fetches); i++)
    {
      AxleFetch *fetch = &self->fetches[i];

      if (fetch->request != 0)
        axle_transport_cancel (self->engine->transport, fetch->request);
      g_clear_pointer (&fetch->bytes, g_byte_array_unref);
      fetch->request = 0;
    }
}

/* Drops the copy, not what of it is in the cache. */
static void
drop_copy (AxleBootstrap *self)
{
  drop_fetches (self);
  if (self->step != 0)
    axle_timers_remove (self->engine->timers, self->step);
  axle_backoff_reset (&self->backoff, self->engine);
  axle_store_leave_snapshot (self->engine->store);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->snapshot, axle_snapshot_free);
  self->step = 0;
  self->n_applied = self->next = 0;
  self->applying = self->ending_kind = FALSE;
}

void
axle_bootstrap_stop (AxleBootstrap *self)
{
  if (self->pull == NULL)
    return;
  if (self->request != 0)
    axle_transport_cancel (self->engine->transport, self->request);
  self->request = 0;
  drop_copy (self);
  self->pull = NULL;
}

/* The next scope that waits for its turn. */
static void
go_on (AxleBootstrap *self)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES && self->pull == NULL; i++)
    if (self->engine->pulls[i].waits_for_copy)
      axle_bootstrap_begin (self, &self->engine->pulls[i]);
}

/* There is no copy, or none that can be used: row by row, then. */
static void
give_up (AxleBootstrap *self,
         const char    *message)
{
  AxlePull *pull = self->pull;

  if (message != NULL)
    axle_engine_complain (self->engine, message);
  drop_copy (self);
  self->pull = NULL;
  axle_engine_set_bulk (self->engine, FALSE);
  axle_pull_go_by_feed (pull);
  go_on (self);
}

static void
finish (AxleBootstrap *self)
{
  AxlePull *pull = self->pull;

  drop_copy (self);
  self->pull = NULL;
  axle_pull_go_on_behind_copy (pull);
  go_on (self);
}

static void
schedule_step (AxleBootstrap *self)
{
  if (self->step == 0)
    self->step = axle_timers_add (self->engine->timers, 0, step_cb, self);
}

static void
retry_cb (gpointer user_data)
{
  AxleBootstrap *self = user_data;

  self->backoff.timer = 0;
  if (self->snapshot == NULL)
    ask (self);
  else
    {
      fetch_more (self);
      schedule_step (self);
    }
}

static void
retry (AxleBootstrap *self,
       gint64         retry_after)
{
  if (self->backoff.timer != 0)
    return;
  /* Who waits for long works with what is here. */
  if (self->backoff.n_failures > 0)
    axle_engine_set_bulk (self->engine, FALSE);
  axle_backoff_wait (&self->backoff, self->engine, retry_after, retry_cb, self);
  axle_engine_changed (self->engine);
}

static void
fail_locally (AxleBootstrap *self,
              const GError  *error)
{
  g_autofree char *message = g_strdup_printf (_("What came from the server could not be saved here: %s"), error->message);

  self->applying = FALSE;
  if (++self->n_failed >= BAD_LIMIT && !g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_FULL))
    {
      give_up (self, message);
      return;
    }
  axle_engine_complain (self->engine, message);
  retry (self, 0);
}

static GBytes *
unpack (const AxleSnapshotPart *part,
        GBytes                 *packed)
{
  gsize size;
  const void *bytes = g_bytes_get_data (packed, &size);
  g_autofree guint8 *plain = g_malloc ((gsize) part->plain_size);
  gsize written = ZSTD_decompress (plain, (gsize) part->plain_size, bytes, size);

  if (ZSTD_isError (written) || written != (gsize) part->plain_size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&plain), written);
}

/* Returns FALSE when the copy was given up, or the cache could not take it. */
static gboolean
begin_part (AxleBootstrap *self)
{
  const AxleSnapshotPart *part = axle_snapshot_get_part (self->snapshot, self->next);
  const AxleSnapshotKind *kind = axle_snapshot_get_kind (self->snapshot, part);
  g_autoptr(GBytes) plain = unpack (part, get_part (self, self->next)->packed);
  g_autoptr(GError) error = NULL;

  if (plain != NULL &&
      axle_store_begin_part (self->engine->store, kind->entity, kind->hidden, part->n_rows, plain, &error))
    {
      self->applying = TRUE;
      return TRUE;
    }
  /* It has the bytes that the server meant to send: others would be no better. */
  give_up (self, _("The server's copy of all records is damaged. They are fetched one by one instead, which takes longer."));
  return FALSE;
}

static gboolean
apply_slice (AxleBootstrap *self)
{
  AxleStoreSnapshot snapshot = describe (self);
  Part *part = get_part (self, self->next);
  g_autoptr(GError) error = NULL;
  gboolean more;
  guint n_rows;

  if (!axle_store_apply_part (self->engine->store, &snapshot, self->next, AXLE_ENGINE_COPY_SLICE, &n_rows, &more, &error))
    {
      fail_locally (self, error);
      return FALSE;
    }
  self->n_failed = 0;
  self->n_applied += n_rows;
  self->engine->status.n_pulled += n_rows;
  if (more)
    return TRUE;
  self->applying = FALSE;
  part->state = PART_APPLIED;
  clear_part (part);
  self->ending_kind = self->next + 1 == self->parts->len ||
                      axle_snapshot_get_part (self->snapshot, self->next + 1)->kind !=
                        axle_snapshot_get_part (self->snapshot, self->next)->kind;
  self->kind = axle_snapshot_get_kind (self->snapshot, axle_snapshot_get_part (self->snapshot, self->next))->entity;
  self->next++;
  return TRUE;
}

static gboolean
end_kind (AxleBootstrap *self)
{
  g_autoptr(GError) error = NULL;

  if (axle_store_end_kind (self->engine->store, self->kind, &self->ending_kind, &error))
    return TRUE;
  fail_locally (self, error);
  return FALSE;
}

static gboolean
end_copy (AxleBootstrap *self,
          gboolean      *more)
{
  AxleStoreSnapshot snapshot = describe (self);
  g_autoptr(GError) error = NULL;

  if (axle_store_end_snapshot (self->engine->store, &snapshot, AXLE_ENGINE_SLICE, more, &error))
    return TRUE;
  fail_locally (self, error);
  return FALSE;
}

/* One short transaction; whatever waits for the cache goes before the next. */
static void
step_cb (gpointer user_data)
{
  AxleBootstrap *self = user_data;
  gboolean more = TRUE;

  self->step = 0;
  fetch_more (self);
  if (self->ending_kind)
    {
      if (!end_kind (self))
        return;
    }
  else if (self->next == self->parts->len)
    {
      if (!end_copy (self, &more))
        return;
    }
  else if (get_part (self, self->next)->state != PART_FETCHED ||
           (!self->applying && !begin_part (self)) || !apply_slice (self))
    return;
  axle_engine_changed (self->engine);
  if (!more)
    {
      finish (self);
      return;
    }
  schedule_step (self);
}

static gboolean
has_hash (const AxleSnapshotPart *part,
          GByteArray             *bytes)
{
  guint8 hash[AXLE_SNAPSHOT_HASH_SIZE];

  crypto_hash_sha256 (hash, bytes->data, bytes->len);
  return memcmp (hash, part->hash, sizeof hash) == 0;
}

/* Returns FALSE when the copy was given up. */
static gboolean
note_bad (AxleBootstrap *self,
          guint          number)
{
  if (++get_part (self, number)->n_bad < BAD_LIMIT)
    return TRUE;
  give_up (self, _("A part of the server's copy of all records arrives damaged each time. "
                   "They are fetched one by one instead, which takes longer."));
  return FALSE;
}

/* All bytes of a part are here. */
static void
take_part (AxleBootstrap *self,
           guint          number,
           GByteArray    *bytes)
{
  Part *part = get_part (self, number);
  g_autoptr(GByteArray) owned = bytes;

  part->asked = FALSE;
  if (has_hash (axle_snapshot_get_part (self->snapshot, number), bytes))
    {
      part->packed = g_byte_array_free_to_bytes (g_steal_pointer (&owned));
      part->state = PART_FETCHED;
      axle_backoff_reset (&self->backoff, self->engine);
      schedule_step (self);
    }
  else if (!note_bad (self, number))
    {
      return;
    }
  fetch_more (self);
}

static gboolean
is_piece_of (const AxleReply        *reply,
             const AxleSnapshotPart *part,
             const AxleFetch        *fetch)
{
  gint64 size = (gint64) g_bytes_get_size (reply->body);

  return reply->range.offset == part->offset + fetch->bytes->len && reply->range.length == size &&
         size > 0 && size <= part->size - fetch->bytes->len;
}

/* The copy on its way is not there any more: what of it is here counts for the next. */
static void
take_other_copy (AxleBootstrap *self)
{
  if (++self->n_replaced > REPLACED_LIMIT)
    {
      give_up (self, NULL);
      return;
    }
  drop_copy (self);
  ask (self);
}

static void send_fetch (AxleBootstrap *self,
                        AxleFetch     *fetch);

static void
fetched_cb (const AxleReply *reply,
            const GError    *error,
            gpointer         user_data)
{
  AxleFetch *fetch = user_data;
  AxleBootstrap *self = fetch->bootstrap;
  const AxleSnapshotPart *part = axle_snapshot_get_part (self->snapshot, fetch->part);
  AxleAnswer answer = AXLE_ANSWER_RETRY;
  gint64 retry_after = 0;

  fetch->request = 0;
  if (reply != NULL && reply->status == 404)
    {
      take_other_copy (self);
      return;
    }
  if (reply != NULL && reply->status == 206 && is_piece_of (reply, part, fetch))
    {
      self->engine->reachable = TRUE;
      g_byte_array_append (fetch->bytes, g_bytes_get_data (reply->body, NULL), (guint) g_bytes_get_size (reply->body));
      if (fetch->bytes->len < part->size)
        send_fetch (self, fetch);
      else
        take_part (self, fetch->part, g_steal_pointer (&fetch->bytes));
      return;
    }
  if (reply == NULL || reply->status != 206)
    answer = axle_engine_judge (self->engine, reply, error, &retry_after);
  if (answer == AXLE_ANSWER_PAUSED)
    return;
  g_clear_pointer (&fetch->bytes, g_byte_array_unref);
  get_part (self, fetch->part)->asked = FALSE;
  /* An answer that is of no use, and not for the moment only. */
  if (reply != NULL && reply->status < 500 && reply->status != 429 && !note_bad (self, fetch->part))
    return;
  retry (self, retry_after);
}

/* The rest of a part: a piece may be cut short. */
static void
send_fetch (AxleBootstrap *self,
            AxleFetch     *fetch)
{
  const AxleSnapshotPart *part = axle_snapshot_get_part (self->snapshot, fetch->part);
  g_autofree char *path = g_strconcat ("/v1/snapshot/", self->snapshot->hash, NULL);
  AxleRange range = { part->offset + fetch->bytes->len, part->size - fetch->bytes->len, self->snapshot->size };

  fetch->request = axle_transport_send (self->engine->transport, "GET", path, &range, NULL, fetched_cb, fetch);
}

static AxleFetch *
find_free_fetch (AxleBootstrap *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fetches); i++)
    if (self->fetches[i].request == 0)
      return &self->fetches[i];
  return NULL;
}

/* Those that are here already do not count: there may be more of them than are fetched ahead. */
static void
fetch_more (AxleBootstrap *self)
{
  AxleFetch *fetch;
  guint end;

  while (self->next < self->parts->len && get_part (self, self->next)->state == PART_APPLIED)
    self->next++;
  if (self->backoff.timer != 0)
    return;
  end = MIN (self->next + AHEAD, self->parts->len);
  for (guint i = self->next; i < end && (fetch = find_free_fetch (self)) != NULL; i++)
    {
      Part *part = get_part (self, i);

      if (part->state != PART_MISSING || part->asked)
        continue;
      part->asked = TRUE;
      fetch->bootstrap = self;
      fetch->part = i;
      fetch->bytes = g_byte_array_new ();
      send_fetch (self, fetch);
    }
}

/* Parts that are here already are not fetched. */
static void
plan (AxleBootstrap *self,
      GArray        *done)
{
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
  g_array_set_size (self->parts, self->snapshot->parts->len);
  for (guint i = 0; i < done->len; i++)
    if (g_array_index (done, guint, i) < self->parts->len)
      get_part (self, g_array_index (done, guint, i))->state = PART_APPLIED;
  for (guint i = 0; i < self->parts->len; i++)
    if (get_part (self, i)->state == PART_APPLIED)
      self->n_applied += axle_snapshot_get_part (self->snapshot, i)->n_rows;
}

static void
take_copy (AxleBootstrap *self,
           AxleSnapshot  *snapshot)
{
  AxleStoreSnapshot description;
  g_autoptr(GArray) done = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GError) error = NULL;

  self->snapshot = snapshot;
  description = describe (self);
  if (!axle_store_begin_snapshot (self->engine->store, &description, done, &error))
    {
      g_clear_pointer (&self->snapshot, axle_snapshot_free);
      fail_locally (self, error);
      return;
    }
  axle_backoff_reset (&self->backoff, self->engine);
  axle_pull_enter_epoch (self->pull);
  plan (self, done);
  fetch_more (self);
  schedule_step (self);
  axle_engine_changed (self->engine);
  axle_push_now (&self->engine->push);
}

/* Kinds of a newer program are kept as the feed gives them. */
static gboolean
knows_all_kinds (const AxleSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->kinds->len; i++)
    if (g_array_index (snapshot->kinds, AxleSnapshotKind, i).entity == NULL)
      return FALSE;
  return TRUE;
}

/* Of the epoch that the desk is told things in; and not from before what is here, which
 * would take that back. */
static gboolean
is_of_use (AxleBootstrap      *self,
           const AxleSnapshot *snapshot)
{
  const AxleCursor *cursor = &self->pull->cursor;

  return axle_id_equal (&snapshot->scope, &self->pull->scope) && snapshot->parts->len > 0 &&
         knows_all_kinds (snapshot) &&
         snapshot->epoch == self->pull->page->epoch &&
         (snapshot->epoch != cursor->epoch || snapshot->sequence >= cursor->sequence);
}

static gboolean
is_being_made (const AxleReply *reply)
{
  g_autoptr(AxleErrorReply) problem = reply->status == 503 ? axle_error_reply_decode (reply->body, NULL) : NULL;

  return problem != NULL && g_str_equal (problem->code, "making");
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxleBootstrap *self = user_data;
  g_autoptr(AxleSnapshot) snapshot = NULL;
  gint64 retry_after;
  AxleAnswer answer;

  self->request = 0;
  if (reply != NULL && reply->status == 404)
    {
      self->engine->reachable = TRUE;
      give_up (self, NULL);
      return;
    }
  if (reply != NULL && is_being_made (reply) && self->waited < PATIENCE_S)
    {
      self->engine->reachable = TRUE;
      self->waited += MAX (reply->retry_after, 1);
      axle_backoff_reset (&self->backoff, self->engine);
      retry (self, MAX (reply->retry_after, 1));
      return;
    }
  answer = axle_engine_judge (self->engine, reply, error, &retry_after);
  if (answer == AXLE_ANSWER_PAUSED)
    return;
  /* Without an answer the feed would have none either. */
  if (answer == AXLE_ANSWER_RETRY && (reply == NULL || self->backoff.n_failures < BAD_LIMIT))
    {
      retry (self, retry_after);
      return;
    }
  if (answer == AXLE_ANSWER_OK)
    snapshot = axle_snapshot_decode (reply->body, NULL);
  if (snapshot != NULL && is_of_use (self, snapshot))
    take_copy (self, g_steal_pointer (&snapshot));
  else
    give_up (self, NULL);
}

static void
ask (AxleBootstrap *self)
{
  g_autofree char *path = g_strconcat ("/v1/snapshot?scope=", AXLE_ID_TEXT (&self->pull->scope), NULL);

  self->request = axle_transport_send (self->engine->transport, "GET", path, NULL, NULL, reply_cb, self);
  axle_engine_changed (self->engine);
}

/*
 * axle_bootstrap_begin:
 * @self: what brings copies, one at a time
 * @pull: whose scope has nothing here; waits for its turn
 *
 * At its end @pull goes on: behind the copy, or by the feed where there is none.
 */
void
axle_bootstrap_begin (AxleBootstrap *self,
                      AxlePull      *pull)
{
  pull->waits_for_copy = TRUE;
  if (self->pull != NULL)
    return;
  pull->waits_for_copy = FALSE;
  self->engine = pull->engine;
  self->pull = pull;
  self->n_replaced = 0;
  self->n_failed = 0;
  self->waited = 0;
  ask (self);
}

/* How many records are here of how many that come; FALSE when no copy comes. */
gboolean
axle_bootstrap_measure (const AxleBootstrap *self,
                        const AxlePull      *pull,
                        gint64              *done,
                        gint64              *total)
{
  if (self->pull != pull || self->snapshot == NULL)
    return FALSE;
  *done = self->n_applied;
  *total = self->snapshot->n_rows;
  return TRUE;
}
