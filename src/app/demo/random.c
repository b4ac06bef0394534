/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/random.h"

#include <string.h>

static guint64
split_mix (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint64
rotate (guint64 x,
        int     n)
{
  return x << n | x >> (64 - n);
}

void
axle_demo_random_init (AxleDemoRandom *self,
                       guint64         seed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = split_mix (&seed);
}

guint64
axle_demo_random_next (AxleDemoRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9, t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/**
 * axle_demo_random_below:
 * @self: chance
 * @end: at least 1
 *
 * Returns: a number from 0 to @end - 1
 */
guint
axle_demo_random_below (AxleDemoRandom *self,
                        guint           end)
{
  /* Lemire's multiplication; the bias is below end / 2^32. */
  return (guint) ((axle_demo_random_next (self) >> 32) * end >> 32);
}

/**
 * axle_demo_random_between:
 * @self: chance
 * @first: the least
 * @last: the most, not below @first
 *
 * Returns: a number from @first to @last
 */
int
axle_demo_random_between (AxleDemoRandom *self,
                          int             first,
                          int             last)
{
  return first + (int) axle_demo_random_below (self, (guint) (last - first) + 1);
}

gboolean
axle_demo_random_chance (AxleDemoRandom *self,
                         guint           per_mille)
{
  return axle_demo_random_below (self, 1000) < per_mille;
}

static gint64
host_now (AxleHost *host)
{
  return ((AxleDemoHost *) host)->now;
}

static void
host_fill (AxleHost *host,
           guint8   *bytes,
           gsize     n_bytes)
{
  AxleDemoHost *self = (AxleDemoHost *) host;

  while (n_bytes > 0)
    {
      guint64 next = GUINT64_TO_LE (axle_demo_random_next (&self->random));
      gsize n = MIN (n_bytes, sizeof next);

      memcpy (bytes, &next, n);
      bytes += n;
      n_bytes -= n;
    }
}

/**
 * axle_demo_host_init:
 * @self: (out caller-allocates): what becomes a host
 * @seed: what its chance begins with
 * @now: where its clock stands
 */
void
axle_demo_host_init (AxleDemoHost *self,
                     guint64       seed,
                     gint64        now)
{
  *self = (AxleDemoHost) { .host = { .now = host_now, .fill = host_fill }, .now = now };
  g_mutex_init (&self->host.lock);
  axle_demo_random_init (&self->random, seed);
}

void
axle_demo_host_clear (AxleDemoHost *self)
{
  g_mutex_clear (&self->host.lock);
}
