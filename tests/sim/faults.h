/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/world.h"

G_BEGIN_DECLS

/* Something that breaks; @arg decides its details. */
typedef struct
{
  const char *name;
  guint       weight;   /* how often, against the others; 0 for the parts of stories */
  void      (*func) (SimWorld *world, SimDesk *desk, guint arg);
} SimFault;

extern const SimFault sim_faults[];

/* What happens to few runs: one step begins it, another ends it. */
typedef struct
{
  const char *begin;
  const char *end;      /* NULL when it ends by itself */
  guint       permille; /* of all runs */
  gboolean    is_first; /* before anything else */
} SimStory;

extern const SimStory sim_stories[];

/* Every program is the newest, and nobody is locked out. */
void sim_faults_end (SimWorld *world);

G_END_DECLS
