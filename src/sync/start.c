/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>

/*
 * An engine says that it starts, and asks again whenever it is told of an epoch that
 * it does not know. The answer says whether the server was restored or the desk was
 * given another place: then what it may not see any more is erased, after what waits
 * was sent.
 */

static void ask (AxleStart *self);

static void
retry_cb (gpointer user_data)
{
  AxleStart *self = user_data;

  self->backoff.timer = 0;
  ask (self);
}

static void
retry (AxleStart *self,
       gint64     retry_after)
{
  axle_backoff_wait (&self->backoff, self->engine, retry_after, retry_cb, self);
  axle_engine_changed (self->engine);
}

static void
complain (AxleEngine   *engine,
          const GError *error)
{
  g_autofree char *message = g_strdup_printf (_("What the server said about this desk could not be saved here: %s"), error->message);

  axle_engine_complain (engine, message);
}

static void
move_cb (gpointer user_data)
{
  AxleStart *self = user_data;
  AxleEngine *engine = self->engine;
  g_autoptr(AxleEnrolment) place = g_steal_pointer (&self->place);
  g_autoptr(GError) error = NULL;

  self->move = 0;
  if (axle_store_move (engine->store, place, &error))
    {
      axle_engine_take_place (engine, place);
      return;
    }
  complain (engine, error);
  retry (self, 0);
}

/* Everything that could be sent as the desk of before has been. */
void
axle_start_leave (AxleStart *self)
{
  if (self->place != NULL && self->move == 0)
    self->move = axle_timers_add (self->engine->timers, 0, move_cb, self);
}

gboolean
axle_start_is_leaving (const AxleStart *self)
{
  return self->place != NULL;
}

/* Whether what comes in an epoch is for the desk as it is now. */
gboolean
axle_start_knows (const AxleStart *self,
                  gint64           epoch)
{
  return self->epoch == epoch || self->silent;
}

static gboolean
is_same_place (const AxleEnrolment  *enrolment,
               const AxleStartReply *reply)
{
  return axle_id_equal (&enrolment->store, &reply->store) && axle_id_equal (&enrolment->group, &reply->group) &&
         enrolment->audience == reply->audience;
}

static void
go_on (AxleEngine *engine)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_go_on (&engine->pulls[i]);
  axle_push_now (&engine->push);
}

static void
take_answer (AxleStart            *self,
             const AxleStartReply *reply)
{
  AxleEngine *engine = self->engine;

  self->epoch = reply->epoch;
  self->taken = reply->taken;
  if (!is_same_place (engine->enrolment, reply))
    {
      self->place = axle_enrolment_copy (engine->enrolment);
      self->place->store = reply->store;
      self->place->group = reply->group;
      self->place->audience = reply->audience;
      axle_engine_leave (engine);
      return;
    }
  go_on (engine);
}

static void
read_answer (AxleStart *self,
             GBytes    *body)
{
  AxleEngine *engine = self->engine;
  g_autoptr(AxleStartReply) reply = axle_start_reply_decode (body, NULL);
  g_autoptr(GError) error = NULL;

  if (reply == NULL || !axle_id_equal (&reply->desk, &engine->enrolment->desk) ||
      !axle_id_equal (&reply->install, &engine->enrolment->install) || reply->epoch == 0)
    {
      engine->status.n_failures++;
      axle_engine_complain (engine, _("The server's answer makes no sense. What you save is kept here and sent later."));
      retry (self, 0);
      return;
    }
  if (!axle_store_set_start (engine->store, reply->run, reply->lease, &error))
    {
      complain (engine, error);
      retry (self, 0);
      return;
    }
  axle_backoff_reset (&self->backoff, engine);
  take_answer (self, reply);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxleStart *self = user_data;
  gint64 retry_after;

  self->request = 0;
  /* A server of before this was asked: whatever it tells is taken. */
  if (reply != NULL && reply->status == 404)
    {
      self->silent = TRUE;
      go_on (self->engine);
      return;
    }
  switch (axle_engine_judge (self->engine, reply, error, &retry_after))
    {
    case AXLE_ANSWER_OK:
      read_answer (self, reply->body);
      break;
    case AXLE_ANSWER_PAUSED:
      break;
    case AXLE_ANSWER_RETRY:
    case AXLE_ANSWER_AGAIN:
    case AXLE_ANSWER_REJECTED:
    default:
      retry (self, retry_after);
      break;
    }
}

static void
ask (AxleStart *self)
{
  g_autofree char *run = axle_store_dup_run (self->engine->store);
  AxleStartRequest request = { .run = run, .nonce = self->engine->nonce };
  g_autoptr(GBytes) body = axle_start_request_encode (&request);

  self->request = axle_transport_send (self->engine->transport, "POST", "/v1/desk", NULL, body, reply_cb, self);
}

/* Asks who the desk is, unless that is under way. */
void
axle_start_now (AxleStart *self)
{
  if (self->request == 0 && self->backoff.timer == 0 && self->place == NULL && !self->silent)
    ask (self);
}

void
axle_start_start (AxleStart  *self,
                  AxleEngine *engine)
{
  *self = (AxleStart) { .engine = engine };
  ask (self);
}

void
axle_start_stop (AxleStart *self)
{
  if (self->engine == NULL)
    return;
  if (self->request != 0)
    axle_transport_cancel (self->engine->transport, self->request);
  if (self->move != 0)
    axle_timers_remove (self->engine->timers, self->move);
  axle_backoff_reset (&self->backoff, self->engine);
  g_clear_pointer (&self->place, axle_enrolment_free);
  self->request = self->move = 0;
}
