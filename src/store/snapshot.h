/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleStoreSnapshot:
 * @scope: a group or a store
 * @hash: names the copy
 * @epoch: of the feed that goes on behind it
 * @sequence: from where that goes on
 *
 * A ready copy of all records of a scope, as it comes into the cache: first
 * [func@Axle.store_begin_snapshot]; of each part [func@Axle.store_begin_part] and slices
 * of it; behind the last part of each kind [func@Axle.store_end_kind]; at last
 * [func@Axle.store_end_snapshot]. Whatever breaks off goes on where it was, for the same
 * copy. One copy comes at a time. Each call is one short transaction.
 */
typedef struct
{
  AxleId      scope;
  const char *hash;
  gint64      epoch;
  gint64      sequence;
} AxleStoreSnapshot;

gboolean axle_store_begin_snapshot (AxleStore                *self,
                                    const AxleStoreSnapshot  *snapshot,
                                    GArray                   *done,
                                    GError                  **error);
gboolean axle_store_begin_part     (AxleStore                *self,
                                    const AxleEntity         *entity,
                                    guint64                   hidden,
                                    gint64                    n_rows,
                                    GBytes                   *image,
                                    GError                  **error);
gboolean axle_store_apply_part     (AxleStore                *self,
                                    const AxleStoreSnapshot  *snapshot,
                                    guint                     part,
                                    guint                     limit,
                                    guint                    *n_rows,
                                    gboolean                 *more,
                                    GError                  **error);
gboolean axle_store_end_kind       (AxleStore                *self,
                                    const AxleEntity         *entity,
                                    gboolean                 *more,
                                    GError                  **error);
gboolean axle_store_end_snapshot   (AxleStore                *self,
                                    const AxleStoreSnapshot  *snapshot,
                                    guint                     limit,
                                    gboolean                 *more,
                                    GError                  **error);
void     axle_store_leave_snapshot (AxleStore                *self);

G_END_DECLS
