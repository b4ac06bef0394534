/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Chance that a seed repeats: splitmix64. */
typedef struct
{
  guint64 state;
} Chance;

static inline guint64
chance_next (Chance *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint
chance_below (Chance *self,
              guint   limit)
{
  return (guint) (chance_next (self) % limit);
}

/* True @percent times of a hundred. */
static inline gboolean
chance_is (Chance *self,
           guint   percent)
{
  return chance_below (self, 100) < percent;
}
