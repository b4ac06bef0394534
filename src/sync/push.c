/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include "core/change-list.h"

#include <glib/gi18n-lib.h>

/* Sent under a number that has nothing to say any more: the server refuses a kind
 * that nobody knows, and the numbers stay without a gap. */
static const AxleEntity withdrawn_entity = { .kind = "withdrawn" };

void
axle_push_start (AxlePush   *self,
                 AxleEngine *engine)
{
  *self = (AxlePush) { .engine = engine, .limit = AXLE_WIRE_BATCH_LIMIT };
}

static AxleChange *
new_stand_in (const AxleChange *change,
              gint64            number)
{
  AxleChange *stand_in = axle_change_new (&withdrawn_entity, &change->record, AXLE_CHANGE_DELETE);

  stand_in->number = number;
  stand_in->scope = change->scope;
  stand_in->at = change->at;
  stand_in->staff = change->staff;
  return stand_in;
}

static void
drop_batch (AxlePush *self)
{
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->reason, axle_error_reply_free);
}

void
axle_push_stop (AxlePush *self)
{
  if (self->engine == NULL)
    return;
  if (self->request != 0)
    axle_transport_cancel (self->engine->transport, self->request);
  axle_backoff_reset (&self->backoff, self->engine);
  drop_batch (self);
  self->request = 0;
}

static void
retry_cb (gpointer user_data)
{
  AxlePush *self = user_data;

  self->backoff.timer = 0;
  axle_push_now (self);
}

static void
retry (AxlePush *self,
       gint64    retry_after)
{
  axle_backoff_wait (&self->backoff, self->engine, retry_after, retry_cb, self);
  axle_engine_changed (self->engine);
}

/* The epoch that every scope of the cache is in; 0 while one is not there yet. Who leaves
 * will not read it any more: what the others are in is enough to say what waits. */
static gint64
get_epoch (AxleEngine *engine)
{
  gint64 epoch = 0;

  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    {
      gint64 one = engine->pulls[i].cursor.epoch;

      if ((one == 0 && !axle_start_is_leaving (&engine->start)) || (one != 0 && epoch != 0 && one != epoch))
        return 0;
      if (one != 0)
        epoch = one;
    }
  return epoch;
}

static void
count_verdict (AxleEngine        *engine,
               const AxleVerdict *verdict)
{
  engine->status.n_pushed++;
  if (verdict->outcome == AXLE_OUTCOME_MERGED)
    engine->status.n_merged++;
  else if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    engine->status.n_refused++;
}

/* Notes what became of each change. Where that fails all is asked for again: the
 * server gives the same verdict for the same number. */
static gboolean
settle (AxlePush  *self,
        GPtrArray *verdicts)
{
  AxleEngine *engine = self->engine;
  gint64 first = ((AxleChange *) self->batch->pdata[0])->number;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; self->reason != NULL && i < verdicts->len; i++)
    axle_verdict_refuse (verdicts->pdata[i], self->reason->code, "%s", self->reason->message);
  if (!axle_store_settle (engine->store, first, verdicts, &error))
    {
      g_autofree char *message = g_strdup_printf (_("The server's answer could not be saved here: %s"), error->message);

      axle_engine_complain (engine, message);
      return FALSE;
    }
  for (guint i = 0; i < verdicts->len; i++)
    count_verdict (engine, verdicts->pdata[i]);
  self->next = first + verdicts->len;
  return TRUE;
}

/* What was accepted is in the feed: fetched at once where no live channel says so. */
static void
expect_feed (AxlePush      *self,
             AxlePushReply *reply)
{
  for (guint i = 0; i < reply->verdicts->len; i++)
    {
      const AxleChange *change = self->batch->pdata[i];
      const AxleVerdict *verdict = reply->verdicts->pdata[i];
      AxlePull *pull = axle_engine_find_pull (self->engine, &change->scope);

      if (pull != NULL && verdict->sequence > 0)
        axle_pull_expect (pull, reply->epoch, verdict->sequence);
    }
}

static void
take_verdicts (AxlePush *self,
               GBytes   *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePushReply) reply = axle_push_reply_decode (body, &error);

  if (reply == NULL || reply->verdicts->len != self->batch->len)
    {
      self->engine->status.n_failures++;
      axle_engine_complain (self->engine, _("The server's answer makes no sense. What you save is kept here and sent later."));
      retry (self, 0);
      return;
    }
  /* A sequence means something in its epoch only. The same numbers are sent
   * again once the feed of the new epoch is here. */
  if (reply->epoch != get_epoch (self->engine))
    {
      for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
        axle_pull_now (&self->engine->pulls[i]);
      retry (self, 0);
      return;
    }

  if (!settle (self, reply->verdicts))
    {
      drop_batch (self);
      retry (self, 0);
      return;
    }
  axle_backoff_reset (&self->backoff, self->engine);
  expect_feed (self, reply);
  drop_batch (self);
  self->limit = AXLE_WIRE_BATCH_LIMIT;
  axle_push_now (self);
}

/* The server will never take this batch as it is. Halves find the change that it
 * does not take, which is then withdrawn: a refusal like any other. */
static void
narrow (AxlePush        *self,
        const AxleReply *reply)
{
  if (self->reason != NULL)
    {
      retry (self, 0);
      return;
    }
  if (self->batch->len > 1)
    {
      self->limit = self->batch->len / 2;
      drop_batch (self);
    }
  else
    {
      AxleChange *change = self->batch->pdata[0];

      self->reason = axle_error_reply_decode (reply->body, NULL);
      self->batch->pdata[0] = new_stand_in (change, change->number);
      axle_change_free (change);
    }
  axle_push_now (self);
}

static gboolean
is_gap (const AxleReply *reply)
{
  g_autoptr(AxleErrorReply) problem = axle_error_reply_decode (reply->body, NULL);

  return problem != NULL && g_strcmp0 (problem->code, "gap") == 0;
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxlePush *self = user_data;
  gint64 retry_after;

  self->request = 0;
  switch (axle_engine_judge (self->engine, reply, error, &retry_after))
    {
    case AXLE_ANSWER_OK:
      take_verdicts (self, reply->body);
      break;
    case AXLE_ANSWER_REJECTED:
      narrow (self, reply);
      break;
    case AXLE_ANSWER_AGAIN:
      /* The feed tells what this desk does not know, an epoch above all. Where the
       * server lacks numbers, it is told all of them behind those that it has. */
      if (is_gap (reply))
        self->next = self->engine->start.taken + 1;
      /* What the desk may not say any more as who it was, it may not say at all. */
      else
        axle_start_leave (&self->engine->start);
      drop_batch (self);
      axle_start_now (&self->engine->start);
      for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
        axle_pull_now (&self->engine->pulls[i]);
      retry (self, retry_after);
      break;
    case AXLE_ANSWER_PAUSED:
      break;
    case AXLE_ANSWER_RETRY:
    default:
      retry (self, retry_after);
      break;
    }
}

/* The server takes numbers one after the other. After it was restored, what is
 * told again leaves out what it refused before and what is long forgotten here. */
static GPtrArray *
close_gaps (AxlePush  *self,
            GPtrArray *changes)
{
  GPtrArray *closed = axle_change_list_new ();
  gint64 number = 0;

  for (guint i = 0; i < changes->len && closed->len < self->limit; i++)
    {
      AxleChange *change = changes->pdata[i];

      if (number == 0)
        number = self->next > 0 ? MIN (self->next, change->number) : change->number;
      while (number < change->number && closed->len < self->limit)
        g_ptr_array_add (closed, new_stand_in (change, number++));
      if (closed->len == self->limit)
        break;
      g_ptr_array_add (closed, axle_change_copy (change));
      number = change->number + 1;
    }
  return closed;
}

static void
send_batch (AxlePush *self)
{
  AxlePushRequest request = { .install = self->engine->enrolment->install };
  g_autoptr(GBytes) body = NULL;

  request.epoch = get_epoch (self->engine);
  request.clock = axle_host_now (self->engine->host);
  request.changes = self->batch;
  body = axle_push_request_encode (&request);
  self->request = axle_transport_send (self->engine->transport, "POST", "/v1/push", NULL, body, reply_cb, self);
}

/* To a server that was restored more is told than what waited before. Returns whether
 * that is settled. */
static gboolean
enter_epoch (AxlePush *self)
{
  AxleEngine *engine = self->engine;
  g_autoptr(GError) error = NULL;

  if (self->epoch == get_epoch (engine))
    return TRUE;
  if (axle_store_tells_again (engine->store))
    {
      if (!axle_start_knows (&engine->start, get_epoch (engine)))
        {
          axle_start_leave (&engine->start);
          return FALSE;
        }
      if (!axle_store_skip_told (engine->store, engine->start.taken, &error))
        {
          axle_engine_complain (engine, error->message);
          retry (self, 0);
          return FALSE;
        }
      engine->status.n_told_again = axle_store_get_told_again (engine->store);
    }
  drop_batch (self);
  self->next = 0;
  self->epoch = get_epoch (engine);
  return TRUE;
}

/* Sends what waits, in order, one batch at a time. */
void
axle_push_now (AxlePush *self)
{
  AxleEngine *engine = self->engine;
  g_autoptr(GError) error = NULL;

  if (self->request != 0 || self->backoff.timer != 0)
    return;
  /* A number means something only in an epoch. Who leaves is told of none any more: what
   * waits goes along. */
  if (get_epoch (engine) == 0)
    {
      axle_start_leave (&engine->start);
      return;
    }
  if (!enter_epoch (self))
    return;
  if (self->batch == NULL)
    {
      g_autoptr(GPtrArray) changes = axle_store_list_outbox (engine->store, 0, self->limit, AXLE_ENGINE_BATCH_BYTES, &error);

      if (changes == NULL)
        {
          axle_engine_complain (engine, error->message);
          retry (self, 0);
          return;
        }
      self->batch = close_gaps (self, changes);
    }
  if (self->batch->len > 0)
    send_batch (self);
  else
    {
      drop_batch (self);
      axle_start_leave (&engine->start);
    }
  axle_engine_changed (engine);
}
