/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/clock.h"

/* A Wednesday in 2026. */
#define START G_GINT64_CONSTANT (1780000000000000)

struct _SimClock
{
  gint64      now;
  GSequence  *events;
  GHashTable *by_number;
  guint       last_number;
};

typedef struct
{
  gint64         at;
  guint          number;
  SimFunc        func;
  gpointer       user_data;
  GDestroyNotify destroy;
} Event;

static void
event_free (gpointer data)
{
  Event *event = data;

  if (event->destroy != NULL)
    event->destroy (event->user_data);
  g_free (event);
}

static int
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  const Event *one = a;
  const Event *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

SimClock *
sim_clock_new (void)
{
  SimClock *self = g_new0 (SimClock, 1);

  self->now = START;
  self->events = g_sequence_new (event_free);
  self->by_number = g_hash_table_new (NULL, NULL);
  return self;
}

void
sim_clock_free (SimClock *self)
{
  g_hash_table_unref (self->by_number);
  g_sequence_free (self->events);
  g_free (self);
}

gint64
sim_clock_get_now (SimClock *self)
{
  return self->now;
}

guint
sim_clock_add (SimClock       *self,
               gint64          microseconds,
               SimFunc         func,
               gpointer        user_data,
               GDestroyNotify  destroy)
{
  Event *event = g_new0 (Event, 1);

  event->at = self->now + microseconds;
  event->number = ++self->last_number;
  event->func = func;
  event->user_data = user_data;
  event->destroy = destroy;
  g_hash_table_insert (self->by_number, GUINT_TO_POINTER (event->number),
                       g_sequence_insert_sorted (self->events, event, compare_events, NULL));
  return event->number;
}

void
sim_clock_remove (SimClock *self,
                  guint     number)
{
  GSequenceIter *iter = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));

  if (iter == NULL)
    return;
  g_hash_table_remove (self->by_number, GUINT_TO_POINTER (number));
  g_sequence_remove (iter);
}

/* Runs the next event; FALSE when there is none. */
gboolean
sim_clock_step (SimClock *self)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->events);
  Event *event;
  SimFunc func;
  gpointer user_data;
  GDestroyNotify destroy;

  if (g_sequence_iter_is_end (iter))
    return FALSE;
  event = g_sequence_get (iter);
  self->now = MAX (self->now, event->at);
  func = event->func;
  user_data = event->user_data;
  destroy = event->destroy;
  event->destroy = NULL;
  g_hash_table_remove (self->by_number, GUINT_TO_POINTER (event->number));
  g_sequence_remove (iter);
  func (user_data);
  if (destroy != NULL)
    destroy (user_data);
  return TRUE;
}

static gint64
machine_now (AxleHost *host)
{
  SimMachine *self = (SimMachine *) host;

  return self->clock->now + self->skew;
}

static void
machine_fill (AxleHost *host,
              guint8   *bytes,
              gsize     n_bytes)
{
  SimMachine *self = (SimMachine *) host;

  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (chance_next (self->chance) >> 24);
}

static guint
timers_add (AxleTimers    *timers,
            guint          milliseconds,
            AxleTimerFunc  func,
            gpointer       user_data)
{
  SimMachine *self = (SimMachine *) ((char *) timers - G_STRUCT_OFFSET (SimMachine, timers));

  return sim_clock_add (self->clock, (gint64) milliseconds * 1000, func, user_data, NULL);
}

static void
timers_remove (AxleTimers *timers,
               guint       timer)
{
  SimMachine *self = (SimMachine *) ((char *) timers - G_STRUCT_OFFSET (SimMachine, timers));

  sim_clock_remove (self->clock, timer);
}

SimMachine *
sim_machine_new (SimClock *clock,
                 Chance   *chance)
{
  SimMachine *self = g_new0 (SimMachine, 1);

  self->host.now = machine_now;
  self->host.fill = machine_fill;
  self->timers.add = timers_add;
  self->timers.remove = timers_remove;
  self->clock = clock;
  self->chance = chance;
  return self;
}

void
sim_machine_free (SimMachine *self)
{
  g_free (self);
}
