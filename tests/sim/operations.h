/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"

G_BEGIN_DECLS

/* Something that a person does at a desk; decided by the desk's `act`. */
typedef struct
{
  const char *name;
  guint       weight;   /* how often, against the others */
  guint       rush;     /* the same in a run in which everybody books */
  void      (*func) (SimDesk *desk);
} SimOperation;

extern const SimOperation sim_operations[];

G_END_DECLS
