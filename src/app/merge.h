/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/dossier.h"
#include "core/party/merge.h"

G_BEGIN_DECLS

/* Two customers become one, and two again. */

/**
 * AxleMergeCount:
 * @entity: a kind of record
 * @n: how many of it a customer has
 *
 * What goes along when a customer is merged into another one.
 */
typedef struct
{
  const AxleEntity *entity;
  guint             n;
} AxleMergeCount;

/* One of two who may be merged, with all that hangs on them; %NULL when they are gone. */
AxleDossier *axle_merge_load       (AxleWorkstation      *workstation,
                                    const AxleId         *customer);
/* As records of their customers as they were shown. @after: the survivor with the values
 * that were chosen, see [func@Axle.merge_propose_all]. @reasons: (nullable): why they were
 * found to be one, as a person reads it; @score: how likely, 0 to 1000; -1 where nobody
 * asked. Finishes with axle_workstation_save_finish(). */
void        axle_merge_async       (AxleWorkstation      *workstation,
                                    const AxleRecord     *survivor,
                                    const AxleRecord     *absorbed,
                                    const AxleRecord     *after,
                                    const char           *reasons,
                                    int                   score,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* Takes back that @absorbed was merged into @survivor, however long ago and on whatever
 * desk. @n_kept: values that were chosen and that somebody changed since: they stay. */
void        axle_merge_undo_async  (AxleWorkstation      *workstation,
                                    const AxleId         *survivor,
                                    const AxleId         *absorbed,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gint64      axle_merge_undo_finish (AxleWorkstation      *workstation,
                                    GAsyncResult         *result,
                                    guint                *n_kept,
                                    GError              **error);


/**
 * AxleMergeEntry:
 * @survivor: into whom
 * @absorbed: who was merged
 * @merging: (nullable): who did it, when and why, where that is known
 *
 * A merge that can be taken back.
 */
typedef struct
{
  AxleId      survivor;
  AxleRecord *absorbed;
  AxleRecord *merging;
} AxleMergeEntry;

void        axle_merge_entry_free  (AxleMergeEntry       *self);
/* Those that the page of a customer is made of: AxleMergeEntry. */
GPtrArray  *axle_merge_list        (const AxleDossier    *dossier);
/* What goes along with the customer of a dossier: AxleMergeCount, most first. */
GArray     *axle_merge_count       (const AxleDossier    *dossier);

G_END_DECLS
