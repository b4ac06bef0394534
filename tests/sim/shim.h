/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "server/storage.h"

G_BEGIN_DECLS

/* A storage around another one, that does all it does but for what a bug does
 * otherwise. */
#define SIM_TYPE_SHIM (sim_shim_get_type ())
G_DECLARE_FINAL_TYPE (SimShim, sim_shim, SIM, SHIM, GObject)

/* What a bug of the storage, or of who asks it, does otherwise. */
typedef struct
{
  gboolean     forgets;     /* what it has taken from an install */
  gboolean     is_hasty;    /* says that it is committed before it is */
  gboolean     is_blind;    /* finds no documents by their keys */
  gboolean     is_aimless;  /* does not see where customers were merged to */
  gboolean     is_deaf;     /* does not see what customers said no to */
  gboolean     is_present;  /* finds nothing of what was */
  gboolean     is_original; /* does not see that a rule has made a record already */
  gboolean     is_generous; /* every role may overbook */
  gboolean     is_elsewhere; /* looks for appointments in another store */
  gboolean   (*tolerates) (const AxleRecord *appointment); /* lets an appointment that is like this be changed */
  gboolean   (*sees)    (AxleRecord *appointment); /* what it finds of a day: FALSE for nothing, or as it takes it */
} SimShimBug;

struct _SimShim
{
  GObject           parent_instance;
  AxleStorage      *inner;
  const SimShimBug *bug;
  gboolean          is_tolerant; /* of the appointment that is changed just now */
  gboolean          is_open;     /* a commit that was promised is still to be done */
};

AxleStorage *sim_shim_new (AxleStorage      *inner,
                           const SimShimBug *bug);

G_END_DECLS
