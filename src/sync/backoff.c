/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#define FIRST_WAIT_MS 500
#define LONGEST_WAIT_MS 60000

/* A server that asks for more is asked again after this all the same. */
#define LONGEST_RETRY_AFTER_S 600

/* Waits double; the second half of each is left to chance, so that desks that
 * lost the server together do not come back together. */
static guint
pick_wait (AxleBackoff *self,
           AxleEngine  *engine)
{
  guint64 wait = (guint64) FIRST_WAIT_MS << MIN (self->n_failures, 10);
  guint32 chance;

  wait = MIN (wait, LONGEST_WAIT_MS);
  axle_host_fill (engine->host, (guint8 *) &chance, sizeof chance);
  return (guint) (wait / 2 + chance % (wait / 2 + 1));
}

/**
 * axle_backoff_wait:
 * @self: a backoff that does not wait
 * @engine: whose timers and chance are used
 * @retry_after: what the server asked for, in seconds; 0 when it did not
 * @func: called when the wait is over; clears the timer of @self first
 * @user_data: for @func
 */
void
axle_backoff_wait (AxleBackoff  *self,
                   AxleEngine   *engine,
                   gint64        retry_after,
                   AxleTimerFunc func,
                   gpointer      user_data)
{
  guint wait = pick_wait (self, engine);

  self->n_failures++;
  wait += (guint) CLAMP (retry_after, 0, LONGEST_RETRY_AFTER_S) * 1000;
  self->timer = axle_timers_add (engine->timers, wait, func, user_data);
}

void
axle_backoff_reset (AxleBackoff *self,
                    AxleEngine  *engine)
{
  self->n_failures = 0;
  if (self->timer != 0)
    axle_timers_remove (engine->timers, self->timer);
  self->timer = 0;
}
