/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/host.h"
#include "sim/chance.h"
#include "sync/timers.h"

G_BEGIN_DECLS

/* Time that passes when nothing else is left to do. */
typedef struct _SimClock SimClock;

typedef void (*SimFunc) (gpointer user_data);

SimClock *sim_clock_new      (void);
void      sim_clock_free     (SimClock *self);
gint64    sim_clock_get_now  (SimClock *self);
guint     sim_clock_add      (SimClock *self,
                              gint64    microseconds,
                              SimFunc   func,
                              gpointer  user_data,
                              GDestroyNotify destroy);
void      sim_clock_remove   (SimClock *self,
                              guint     event);
gboolean  sim_clock_step     (SimClock *self);

/* A machine's own clock, chance and timers; its clock may be wrong. */
typedef struct
{
  AxleHost    host;
  AxleTimers  timers;
  SimClock   *clock;
  Chance     *chance;
  gint64      skew;
} SimMachine;

SimMachine *sim_machine_new  (SimClock   *clock,
                              Chance     *chance);
void        sim_machine_free (SimMachine *self);

G_END_DECLS
