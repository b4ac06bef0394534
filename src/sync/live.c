/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

/* Channels that came to nothing before the server is asked in the other way: one may be
 * chance, and a server that is away has none either. */
#define FAILURES 2

static void open_channel (AxleLive *self);

static void
reopen_cb (gpointer user_data)
{
  AxleLive *self = user_data;

  self->backoff.timer = 0;
  open_channel (self);
}

static void
closed_cb (const GError *error,
           gpointer      user_data)
{
  AxleLive *self = user_data;

  self->channel = 0;
  self->is_open = FALSE;
  axle_backoff_wait (&self->backoff, self->engine, 0, reopen_cb, self);
  if (self->backoff.n_failures >= FAILURES && !self->polling)
    {
      self->polling = TRUE;
      for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
        axle_pull_wait (&self->engine->pulls[i]);
    }
  axle_engine_changed (self->engine);
}

/* A channel that was opened may still let nothing through; a word of the server on it
 * is what counts. */
static void
take_word (AxleLive *self)
{
  axle_backoff_reset (&self->backoff, self->engine);
  if (!self->polling)
    return;
  self->polling = FALSE;
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_end_wait (&self->engine->pulls[i]);
}

/* Nudges were missed while the channel was not open. */
static void
catch_up (AxleLive *self)
{
  self->is_open = TRUE;
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    axle_pull_now (&self->engine->pulls[i]);
  axle_engine_changed (self->engine);
}

static void
nudge_cb (GBytes  *message,
          gpointer user_data)
{
  AxleLive *self = user_data;
  g_autoptr(AxleNudge) nudge = NULL;
  AxlePull *pull;

  if (message == NULL)
    {
      catch_up (self);
      return;
    }
  take_word (self);
  nudge = axle_nudge_decode (message, NULL);
  pull = nudge != NULL ? axle_engine_find_pull (self->engine, &nudge->scope) : NULL;
  if (pull != NULL && !axle_pull_take_news (pull, nudge, message))
    axle_pull_expect (pull, nudge->epoch, nudge->head);
}

static void
open_channel (AxleLive *self)
{
  self->channel = axle_transport_open_live (self->engine->transport, "/v1/live", nudge_cb, closed_cb, self);
}

void
axle_live_start (AxleLive   *self,
                 AxleEngine *engine)
{
  *self = (AxleLive) { .engine = engine };
  open_channel (self);
}

void
axle_live_stop (AxleLive *self)
{
  if (self->engine == NULL)
    return;
  if (self->channel != 0)
    axle_transport_cancel (self->engine->transport, self->channel);
  axle_backoff_reset (&self->backoff, self->engine);
  self->channel = 0;
  self->is_open = self->polling = FALSE;
}

/* Whether the server can tell this desk of news. */
gboolean
axle_live_reaches (AxleLive *self)
{
  return self->is_open || (self->polling && self->engine->reachable);
}
