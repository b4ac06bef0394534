/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AxleTimers AxleTimers;

typedef void (*AxleTimerFunc) (gpointer user_data);

/**
 * AxleTimers:
 * @add: has a function called once, after some milliseconds; never before it
 *   returns. Gives a number for @remove, never 0
 * @remove: takes one back that was not called yet
 *
 * Where the engine takes its waits from, so that the simulator can give its own.
 */
struct _AxleTimers
{
  guint (*add)    (AxleTimers   *self,
                   guint         milliseconds,
                   AxleTimerFunc func,
                   gpointer      user_data);
  void  (*remove) (AxleTimers   *self,
                   guint         timer);
};

AxleTimers *axle_timers_new    (GMainContext *context);
void        axle_timers_free   (AxleTimers   *self);

guint       axle_timers_add    (AxleTimers   *self,
                                guint         milliseconds,
                                AxleTimerFunc func,
                                gpointer      user_data);
void        axle_timers_remove (AxleTimers   *self,
                                guint         timer);

G_END_DECLS
