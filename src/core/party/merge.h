/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/guard.h"
#include "core/party/merging.h"

G_BEGIN_DECLS

/*
 * What merging two customers does, and what taking that back does. The survivor gets
 * the values that were chosen, the absorbed one points at the survivor, and a record
 * tells of it. Taken back, the pointer goes, and so does each chosen value that nobody
 * changed since; what was added to either of them stays where it was added.
 */

/* Longer than any chain of customers that were merged into each other. */
#define AXLE_MERGE_CHAIN_LIMIT 64

/**
 * AxleSide:
 * @AXLE_SIDE_SURVIVOR: the value of the customer who stays
 * @AXLE_SIDE_ABSORBED: the value of the customer who goes into that one
 * @AXLE_SIDE_BOTH: of sets: all that either has
 *
 * Which value a merge keeps.
 */
typedef enum
{
  AXLE_SIDE_SURVIVOR,
  AXLE_SIDE_ABSORBED,
  AXLE_SIDE_BOTH,
} AxleSide;

gboolean     axle_merge_differs      (const AxleRecord *survivor,
                                      const AxleRecord *absorbed,
                                      guint             field);
gboolean     axle_merge_may_choose   (guint             field);
AxleSide     axle_merge_propose      (const AxleRecord *survivor,
                                      const AxleRecord *absorbed,
                                      guint             field);
void         axle_merge_choose       (const AxleRecord *survivor,
                                      const AxleRecord *absorbed,
                                      guint             field,
                                      AxleSide          side,
                                      AxleRecord       *after);
AxleRecord  *axle_merge_propose_all  (const AxleRecord *survivor,
                                      const AxleRecord *absorbed);

char        *axle_merge_encode_fields (const AxleRecord *before,
                                       const AxleRecord *after);
AxleChange  *axle_merge_decode_fields (const AxleRecord *merging);

GPtrArray   *axle_merge_plan         (const AxleRecord *survivor,
                                      const AxleRecord *absorbed,
                                      const AxleRecord *after,
                                      AxleRecord       *merging);
gboolean     axle_merge_is_open      (const AxleRecord *merging);
GPtrArray   *axle_merge_plan_undo    (GPtrArray        *mergings,
                                      const AxleRecord *survivor,
                                      const AxleRecord *absorbed,
                                      GPtrArray        *others,
                                      gint64            at,
                                      const AxleId     *staff,
                                      guint            *n_kept);

extern const AxleGuard axle_merge_guard;
extern const AxleGuard axle_merge_told_guard;

G_END_DECLS
