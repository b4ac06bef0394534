/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>

#define PAGE_BYTES (512 * 1024)

/* How long the server may wait for news before it answers: less than the transport, and
 * whatever stands between, take for a dead connection. */
#define WAIT_S 25

/* Who answers sooner than this, and without news, does not wait: then it is asked only now and then. */
#define SHORT_WAIT_US (5 * G_USEC_PER_SEC)

static void apply_slice_cb (gpointer user_data);
static void ask            (AxlePull *self,
                            gboolean  wait);

void
axle_pull_start (AxlePull     *self,
                 AxleEngine   *engine,
                 const AxleId *scope)
{
  *self = (AxlePull) { .engine = engine, .scope = *scope };
  self->cursor = axle_store_get_cursor (engine->store, scope);
  self->asked = self->cursor;
  self->head = self->cursor.sequence;
}

void
axle_pull_stop (AxlePull *self)
{
  if (self->engine == NULL)
    return;
  if (self->request != 0)
    axle_transport_cancel (self->engine->transport, self->request);
  if (self->step != 0)
    axle_timers_remove (self->engine->timers, self->step);
  axle_backoff_reset (&self->backoff, self->engine);
  g_clear_pointer (&self->page, axle_feed_page_free);
  self->request = self->step = 0;
  self->wanted = FALSE;
  self->waits_at = 0;
}

static void
retry_cb (gpointer user_data)
{
  AxlePull *self = user_data;

  self->backoff.timer = 0;
  ask (self, FALSE);
}

static void
retry (AxlePull *self,
       gint64    retry_after)
{
  axle_backoff_wait (&self->backoff, self->engine, retry_after, retry_cb, self);
  axle_engine_changed (self->engine);
}

/* The cache could not take what came: said, and tried again. */
static void
fail_locally (AxlePull     *self,
              const GError *error)
{
  g_autofree char *message = g_strdup_printf (_("What came from the server could not be saved here: %s"), error->message);

  g_clear_pointer (&self->page, axle_feed_page_free);
  axle_engine_complain (self->engine, message);
  retry (self, 0);
}

static void
finish_page (AxlePull *self)
{
  gboolean more = self->page->more;
  gboolean waits = self->engine->live.polling && !self->cut_short;

  g_clear_pointer (&self->page, axle_feed_page_free);
  self->asked = self->cursor;
  if (more || self->wanted || self->told > self->cursor.sequence)
    ask (self, FALSE);
  else
    axle_engine_reached_end (self->engine);
  axle_push_now (&self->engine->push);
  if (waits)
    axle_pull_wait (self);
}

/* What the cursor is behind the first @n_records of the page; behind all of them
 * it is past the rows that are not for this desk. */
static AxleCursor
cursor_behind (AxlePull *self,
               guint     n_records)
{
  AxleFeedPage *page = self->page;
  gboolean begins = self->asked.sequence == 0 || self->asked.epoch != page->epoch;
  AxleCursor cursor = { .epoch = page->epoch, .sequence = page->next, .start = begins ? page->head : self->asked.start,
                        .more = page->more };

  if (n_records < page->records->len)
    {
      cursor.sequence = g_array_index (page->sequences, gint64, n_records - 1);
      cursor.more = TRUE;
    }
  return cursor;
}

static void
apply_slice_cb (gpointer user_data)
{
  AxlePull *self = user_data;
  AxleFeedPage *page = self->page;
  guint n_records = MIN (page->records->len - self->n_applied, AXLE_ENGINE_SLICE);
  AxleCursor cursor = cursor_behind (self, self->n_applied + n_records);
  g_autoptr(GPtrArray) slice = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  self->step = 0;
  for (guint i = 0; i < n_records; i++)
    g_ptr_array_add (slice, page->records->pdata[self->n_applied + i]);

  /* A poll that brings nothing writes nothing. */
  if ((n_records > 0 || cursor.epoch != self->cursor.epoch || cursor.sequence != self->cursor.sequence ||
       cursor.more != self->cursor.more) &&
      !axle_store_apply_feed (self->engine->store, &self->scope, slice, &cursor, &error))
    {
      fail_locally (self, error);
      return;
    }
  axle_blobs_note (&self->engine->blobs, slice);
  self->cursor = cursor;
  self->n_applied += n_records;
  self->engine->status.n_pulled += n_records;
  if (self->n_applied < page->records->len)
    {
      self->step = axle_timers_add (self->engine->timers, 0, apply_slice_cb, self);
      axle_engine_changed (self->engine);
    }
  else
    finish_page (self);
}

/* Numbers rise and start behind what was asked for, or behind nothing in another
 * epoch, and a page leads on. */
static gboolean
is_sound (AxlePull     *self,
          AxleFeedPage *page)
{
  gint64 last = page->epoch == self->asked.epoch ? self->asked.sequence : 0;

  if (!axle_id_equal (&page->scope, &self->scope) || page->epoch == 0 || page->next < last ||
      (page->more && page->next == last))
    return FALSE;
  for (guint i = 0; i < page->sequences->len; i++)
    {
      gint64 sequence = g_array_index (page->sequences, gint64, i);

      if (sequence <= last || sequence > page->next)
        return FALSE;
      last = sequence;
    }
  return TRUE;
}

static void
begin_page (AxlePull     *self,
            AxleFeedPage *page)
{
  self->cut_short = self->waits_at != 0 && page->records->len == 0 &&
                    axle_host_now (self->engine->host) - self->waits_at < SHORT_WAIT_US;
  self->waits_at = 0;
  self->page = page;
  self->n_applied = 0;
  self->head = page->head;
  if (page->schema > 0)
    self->engine->status.server_schema = page->schema;
  if (page->more && page->records->len > AXLE_ENGINE_SLICE)
    axle_engine_set_bulk (self->engine, TRUE);
  apply_slice_cb (self);
}

/* A scope that begins at its beginning and is long: a ready copy of it comes faster. */
static gboolean
is_worth_a_copy (AxlePull     *self,
                 AxleFeedPage *page)
{
  gint64 after = page->epoch == self->asked.epoch ? self->asked.sequence : 0;

  return after == 0 && page->more && !self->by_feed;
}

/* The cache has entered the epoch of a copy that comes. */
void
axle_pull_enter_epoch (AxlePull *self)
{
  self->cursor = axle_store_get_cursor (self->engine->store, &self->scope);
}

/* No copy comes: the page that was asked for is here already. */
void
axle_pull_go_by_feed (AxlePull *self)
{
  self->by_feed = TRUE;
  axle_pull_enter_epoch (self);
  if (self->cursor.epoch == 0 || self->page->epoch == self->cursor.epoch)
    {
      begin_page (self, g_steal_pointer (&self->page));
      return;
    }
  g_clear_pointer (&self->page, axle_feed_page_free);
  self->asked = self->cursor;
  ask (self, FALSE);
}

/* What is new since the copy was made comes by the feed. */
void
axle_pull_go_on_behind_copy (AxlePull *self)
{
  g_clear_pointer (&self->page, axle_feed_page_free);
  axle_pull_enter_epoch (self);
  self->asked = self->cursor;
  ask (self, FALSE);
  axle_push_now (&self->engine->push);
}

static void
take_page (AxlePull *self,
           GBytes   *body)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, NULL);

  if (page == NULL || !is_sound (self, page))
    {
      self->engine->status.n_failures++;
      axle_engine_complain (self->engine, _("The server's answer makes no sense. What you save is kept here and sent later."));
      retry (self, 0);
      return;
    }

  /* It was asked what the epoch is, and nothing is new about it: the page would lead
   * back, past deletions that it does not tell. */
  if (self->asked.epoch == 0 && self->cursor.epoch == page->epoch)
    {
      self->asked = self->cursor;
      ask (self, FALSE);
      return;
    }
  axle_backoff_reset (&self->backoff, self->engine);
  /* Nothing of another epoch is taken before it is known why it is another. */
  if (self->cursor.epoch != 0 && page->epoch != self->cursor.epoch && !axle_start_knows (&self->engine->start, page->epoch))
    {
      self->answered = FALSE;
      self->held = TRUE;
      axle_start_now (&self->engine->start);
      axle_engine_changed (self->engine);
      return;
    }
  self->answered = TRUE;
  if (is_worth_a_copy (self, page))
    {
      self->head = page->head;
      self->page = g_steal_pointer (&page);
      axle_bootstrap_begin (&self->engine->bootstrap, self);
      return;
    }
  begin_page (self, g_steal_pointer (&page));
}

/* Deletions that the desk has not heard of are not told any more. Until the cache has
 * put aside what it has, the server is asked as before, and says the same. */
static gboolean
restart (AxlePull *self)
{
  g_autoptr(GError) error = NULL;

  if (!axle_store_restart_scope (self->engine->store, &self->scope, &error))
    {
      axle_engine_complain (self->engine, error->message);
      return FALSE;
    }
  self->cursor = axle_store_get_cursor (self->engine->store, &self->scope);
  return TRUE;
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxlePull *self = user_data;
  gint64 retry_after;

  AxleAnswer answer;

  self->request = 0;
  answer = axle_engine_judge (self->engine, reply, error, &retry_after);
  if (answer != AXLE_ANSWER_OK)
    axle_engine_set_bulk (self->engine, FALSE);
  switch (answer)
    {
    case AXLE_ANSWER_OK:
      take_page (self, reply->body);
      break;
    case AXLE_ANSWER_AGAIN:
      /* Asked as one who knows nothing, the server tells its epoch. */
      if (reply->status != 410)
        self->asked = (AxleCursor) { 0 };
      else if (restart (self))
        self->asked = self->cursor;
      retry (self, retry_after);
      break;
    case AXLE_ANSWER_PAUSED:
      break;
    case AXLE_ANSWER_RETRY:
    case AXLE_ANSWER_REJECTED:
    default:
      retry (self, retry_after);
      break;
    }
}

static void
ask (AxlePull *self,
     gboolean  wait)
{
  g_autofree char *path = NULL;

  path = g_strdup_printf ("/v1/feed?scope=%s&epoch=%" G_GINT64_FORMAT "&start=%" G_GINT64_FORMAT "&after=%" G_GINT64_FORMAT
                          "&bytes=%d%s",
                          AXLE_ID_TEXT (&self->scope), self->asked.epoch, self->asked.start, self->asked.sequence, PAGE_BYTES,
                          wait ? "&wait=" G_STRINGIFY (WAIT_S) : "");
  self->waits_at = wait ? axle_host_now (self->engine->host) : 0;
  self->wanted = self->held = FALSE;
  self->told = 0;
  self->request = axle_transport_send (self->engine->transport, "GET", path, NULL, NULL, reply_cb, self);
  axle_engine_changed (self->engine);
}

/* Asks the server for what is new, now or as soon as what is under way allows. */
void
axle_pull_now (AxlePull *self)
{
  if (self->backoff.timer != 0 || axle_start_is_leaving (&self->engine->start))
    return;
  if (self->request != 0 || self->page != NULL)
    self->wanted = TRUE;
  else
    ask (self, FALSE);
}

/* Asks the server to answer when there is news, where nothing is under way. */
void
axle_pull_wait (AxlePull *self)
{
  if (self->answered && !self->held && !axle_start_is_leaving (&self->engine->start) && self->backoff.timer == 0 &&
      self->request == 0 && self->page == NULL)
    ask (self, TRUE);
}

/* The server tells of news in another way now. */
void
axle_pull_end_wait (AxlePull *self)
{
  if (self->waits_at == 0 || self->request == 0)
    return;
  axle_transport_cancel (self->engine->transport, self->request);
  self->request = 0;
  ask (self, FALSE);
}

/* It is known now who the desk is. */
void
axle_pull_go_on (AxlePull *self)
{
  if (self->held)
    axle_pull_now (self);
}

/* Someone told how far the scope is. */
void
axle_pull_expect (AxlePull *self,
                  gint64    epoch,
                  gint64    head)
{
  if (epoch == self->cursor.epoch && head <= self->cursor.sequence)
    return;
  self->head = MAX (self->head, head);
  if (epoch == self->cursor.epoch && (self->request != 0 || self->page != NULL))
    self->told = MAX (self->told, head);
  else
    axle_pull_now (self);
}

/* Takes the rows that came with a nudge, where they go on from what the cache has
 * and nothing else is under way; otherwise they are asked for. */
gboolean
axle_pull_take_news (AxlePull         *self,
                     const AxleNudge  *nudge,
                     GBytes           *message)
{
  g_autoptr(AxleFeedPage) page = NULL;

  if (nudge->after != self->cursor.sequence || nudge->epoch != self->cursor.epoch || nudge->head <= self->cursor.sequence ||
      !self->answered || self->request != 0 || self->page != NULL || self->backoff.timer != 0)
    return FALSE;
  self->asked = self->cursor;
  page = axle_feed_page_decode (message, NULL);
  if (page == NULL || !is_sound (self, page))
    return FALSE;
  begin_page (self, g_steal_pointer (&page));
  return TRUE;
}

gboolean
axle_pull_is_behind (AxlePull *self)
{
  return !self->answered || self->page != NULL || MAX (self->head, self->told) > self->cursor.sequence;
}
