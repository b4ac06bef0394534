/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dedupe-table.h"

G_BEGIN_DECLS

/**
 * AxleDedupeBlocks:
 *
 * Which rows of a table are worth comparing: those that agree in at least one key. Each
 * column gives keys: the value, and what a slip of the finger in it most likely leaves as it
 * is. Where too many rows have a key, those are compared that agree in a second and, if
 * need be, a third. So the work grows with the rows and not with their square, and so does
 * the memory.
 */
typedef struct _AxleDedupeBlocks AxleDedupeBlocks;

typedef void (*AxleDedupePairFunc) (guint32  a,
                                    guint32  b,
                                    gpointer data);

AxleDedupeBlocks *axle_dedupe_blocks_new  (const AxleDedupeTable  *table);
void              axle_dedupe_blocks_free (AxleDedupeBlocks       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDedupeBlocks, axle_dedupe_blocks_free)

guint             axle_dedupe_blocks_get_n_views (AxleDedupeBlocks *self);
void              axle_dedupe_blocks_each (AxleDedupeBlocks       *self,
                                           guint                   view,
                                           AxleDedupePairFunc      each,
                                           gpointer                data);

G_END_DECLS
