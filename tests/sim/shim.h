/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/storage.h"

G_BEGIN_DECLS

/* A storage around another one, that does all it does but for what a bug does
 * otherwise. */
#define SIM_TYPE_SHIM (sim_shim_get_type ())
G_DECLARE_FINAL_TYPE (SimShim, sim_shim, SIM, SHIM, GObject)

struct _SimShim
{
  GObject      parent_instance;
  AxleStorage *inner;
  gboolean     forgets;     /* what it has taken from an install */
  gboolean     is_hasty;    /* says that it is committed before it is */
  gboolean     is_blind;    /* finds no documents by their keys */
  gboolean     is_aimless;  /* does not see where customers were merged to */
  gboolean     is_deaf;     /* does not see what customers said no to */
  gboolean     is_present;  /* finds nothing of what was */
  gboolean     is_open;     /* a commit that was promised is still to be done */
};

SimShim *sim_shim_new (AxleStorage *inner);

G_END_DECLS
