/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"
#include "sim/network.h"
#include "sim/server.h"

G_BEGIN_DECLS

typedef struct _SimWorld SimWorld;

/* A bug that is planted in one run, to see that it is noticed. */
typedef struct
{
  const char     *name;
  const char     *what;
  AxleStorage  *(*wrap)    (AxleStorage *storage);
  void          (*request) (gpointer world, guint desk, const char *path, GBytes *body);
  void          (*reply)   (gpointer world, guint desk, const char *path, GBytes *request, AxleReply *reply);
  void          (*after)   (gpointer world, guint desk, const char *path, GBytes *request, const AxleReply *reply);
} SimMutant;

typedef struct
{
  guint n_desks;
  guint n_edits;
  guint n_crashes;
  guint n_conflicts;
  guint n_steps;
  guint n_restored;
} SimReport;

/* NULL when everything held, else what did not. */
char     *sim_world_run      (guint64          seed,
                              const SimMutant *mutant,
                              SimReport       *report);

SimDesk  *sim_world_get_desk (SimWorld        *self,
                              guint            index);

extern const SimMutant sim_mutants[];

G_END_DECLS
