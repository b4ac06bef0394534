/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/day-fork.h"
#include "app/rearrange.h"

G_BEGIN_DECLS

struct _AxleDayFork
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GHashTable      *entries;  /* AxleId → AxleRearranged */
  GPtrArray       *steps;
  guint            n_done;   /* of them; the rest was undone */
};

/* day-fork-rebase.c: what an entry is about as it is saved now; %NULL of a new one. */
AxleRecord *axle_day_fork_load_now (AxleDayFork          *self,
                                    const AxleRearranged *entry);
/* What an entry changes, over what it is now. */
AxleRecord *axle_day_fork_lay_over (const AxleRearranged *entry,
                                    const AxleRecord     *now);

G_END_DECLS
