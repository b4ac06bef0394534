/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/host.h"

G_BEGIN_DECLS

/**
 * AxleDemoRandom:
 *
 * Chance that is the same for the same seed on every machine and for ever, which
 * GRand does not promise: xoshiro256** (Blackman and Vigna, public domain), filled
 * from the seed by splitmix64.
 */
typedef struct
{
  guint64 state[4];
} AxleDemoRandom;

void    axle_demo_random_init    (AxleDemoRandom *self,
                                  guint64         seed);
guint64 axle_demo_random_next    (AxleDemoRandom *self);
guint   axle_demo_random_below   (AxleDemoRandom *self,
                                  guint           end);
int     axle_demo_random_between (AxleDemoRandom *self,
                                  int             first,
                                  int             last);
gboolean axle_demo_random_chance (AxleDemoRandom *self,
                                  guint           per_mille);

/**
 * AxleDemoHost:
 * @host: for whoever makes ids
 * @random: where its chance comes from
 * @now: the time, in microseconds since 1970 UTC
 *
 * A machine whose clock stands still and whose chance is known.
 */
typedef struct
{
  AxleHost       host;
  AxleDemoRandom random;
  gint64         now;
} AxleDemoHost;

void    axle_demo_host_init      (AxleDemoHost   *self,
                                  guint64         seed,
                                  gint64          now);
void    axle_demo_host_clear     (AxleDemoHost   *self);

G_END_DECLS
