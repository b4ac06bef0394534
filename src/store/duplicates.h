/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleDuplicate:
 * @a: (nullable): a customer; %NULL for one who is being typed
 * @b: a customer who may be the same
 * @a_vehicles: (nullable) (element-type AxleRecord): the cars of @a
 * @b_vehicles: (element-type AxleRecord): the cars of @b
 * @score: the probability that they are one, in thousandths
 * @reasons: (element-type AxleMatchReason): why
 *
 * Two customers who may be one.
 */
typedef struct
{
  AxleRecord *a;
  AxleRecord *b;
  GPtrArray  *a_vehicles;
  GPtrArray  *b_vehicles;
  guint       score;
  GPtrArray  *reasons;
} AxleDuplicate;

void       axle_duplicate_free          (AxleDuplicate    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDuplicate, axle_duplicate_free)

gboolean   axle_store_next_duplicates   (AxleStore        *self,
                                         guint             limit,
                                         guint            *n_left,
                                         GError          **error);
gboolean   axle_store_count_duplicates  (AxleStore        *self,
                                         guint             lowest,
                                         guint            *n_pairs,
                                         guint            *n_left,
                                         GError          **error);
GPtrArray *axle_store_list_duplicates   (AxleStore        *self,
                                         guint             lowest,
                                         guint             limit,
                                         GError          **error);
GPtrArray *axle_store_list_duplicates_of (AxleStore        *self,
                                         const AxleId     *customer,
                                         guint             lowest,
                                         guint             limit,
                                         GError          **error);
GPtrArray *axle_store_find_similar      (AxleStore        *self,
                                         const AxleRecord *customer,
                                         GPtrArray        *vehicles,
                                         guint             limit,
                                         GError          **error);

G_END_DECLS
