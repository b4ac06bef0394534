/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/timers.h"

typedef struct
{
  AxleTimers    parent;
  GMainContext *context;
} MainTimers;

typedef struct
{
  AxleTimerFunc func;
  gpointer      user_data;
} Timer;

static gboolean
fire_cb (gpointer user_data)
{
  Timer *timer = user_data;

  timer->func (timer->user_data);
  return G_SOURCE_REMOVE;
}

static guint
main_add (AxleTimers   *timers,
          guint         milliseconds,
          AxleTimerFunc func,
          gpointer      user_data)
{
  MainTimers *self = (MainTimers *) timers;
  g_autoptr(GSource) source = milliseconds == 0 ? g_idle_source_new () : g_timeout_source_new (milliseconds);
  Timer *timer = g_new (Timer, 1);

  *timer = (Timer) { func, user_data };
  /* Behind whatever a person waits for, such as a save. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (source, fire_cb, timer, g_free);
  g_source_set_static_name (source, "axle sync");
  return g_source_attach (source, self->context);
}

static void
main_remove (AxleTimers *timers,
             guint       timer)
{
  MainTimers *self = (MainTimers *) timers;
  GSource *source = g_main_context_find_source_by_id (self->context, timer);

  if (source != NULL)
    g_source_destroy (source);
}

/**
 * axle_timers_new:
 * @context: (nullable): where the functions are called; %NULL for the thread's own
 *
 * Returns: (transfer full): timers of a main context, of low priority
 */
AxleTimers *
axle_timers_new (GMainContext *context)
{
  MainTimers *self = g_new0 (MainTimers, 1);

  self->parent.add = main_add;
  self->parent.remove = main_remove;
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  return &self->parent;
}

/**
 * axle_timers_free:
 * @self: (transfer full): what [func@Axle.timers_new] gave, with no timer left
 */
void
axle_timers_free (AxleTimers *self)
{
  g_main_context_unref (((MainTimers *) self)->context);
  g_free (self);
}

guint
axle_timers_add (AxleTimers   *self,
                 guint         milliseconds,
                 AxleTimerFunc func,
                 gpointer      user_data)
{
  return self->add (self, milliseconds, func, user_data);
}

void
axle_timers_remove (AxleTimers *self,
                    guint       timer)
{
  self->remove (self, timer);
}
