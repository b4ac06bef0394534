/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "store/duplicates.h"

G_BEGIN_DECLS

/* Two customers who may be one, with why. Never changed once made. */
#define AXLE_TYPE_DUPLICATE_ITEM (axle_duplicate_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleDuplicateItem, axle_duplicate_item, AXLE, DUPLICATE_ITEM, GObject)

/* What a script, or an action, names it by. */
const char       *axle_duplicate_item_get_name       (AxleDuplicateItem *self);
guint             axle_duplicate_item_get_score      (AxleDuplicateItem *self);
/* @side: 0 or 1; of one who is being typed there is only 1. */
const AxleRecord *axle_duplicate_item_get_customer   (AxleDuplicateItem *self,
                                                      guint              side);
GPtrArray        *axle_duplicate_item_get_vehicles   (AxleDuplicateItem *self,
                                                      guint              side); /* of AxleRecord */
GPtrArray        *axle_duplicate_item_get_reasons    (AxleDuplicateItem *self); /* of AxleMatchReason */
/* What speaks for it in one line, and all that does and does not, a line each. */
char             *axle_duplicate_item_dup_reasons    (AxleDuplicateItem *self);
char             *axle_duplicate_item_dup_all_reasons (AxleDuplicateItem *self);

/**
 * AxleDuplicates:
 *
 * The pairs of customers that wait for somebody to say whether they are one, the likeliest
 * first. While it is there, whoever changed is compared in the background, between
 * everything else; it goes on where it was left.
 *
 * Properties: `progress` (double), 0 to 1, of the customers that are compared;
 * `n-pairs` (uint), how many wait, of which at most %AXLE_DUPLICATES_LIMIT are listed.
 */
#define AXLE_TYPE_DUPLICATES (axle_duplicates_get_type ())
G_DECLARE_FINAL_TYPE (AxleDuplicates, axle_duplicates, AXLE, DUPLICATES, GObject)

#define AXLE_DUPLICATES_LIMIT 100

AxleDuplicates *axle_duplicates_new          (AxleWorkstation     *workstation);
void            axle_duplicates_stop         (AxleDuplicates      *self);
GListModel     *axle_duplicates_get_list     (AxleDuplicates      *self); /* of AxleDuplicateItem */
guint           axle_duplicates_get_n_pairs  (AxleDuplicates      *self);
double          axle_duplicates_get_progress (AxleDuplicates      *self);
/* Whether who is signed in may decide. */
gboolean        axle_duplicates_may_decide   (AxleDuplicates      *self);

/* The open pairs that have a customer, the likeliest first; finishes with
 * axle_duplicates_find_similar_finish(). */
void            axle_duplicates_find_of_async (AxleWorkstation     *workstation,
                                              const AxleId        *customer,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

/* Compares some of those who changed, between everything else. Returns how many are left; -1
 * with an error. */
void            axle_duplicates_compare_async (AxleWorkstation     *workstation,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gint64          axle_duplicates_compare_finish (AxleWorkstation    *workstation,
                                              GAsyncResult        *result,
                                              GError             **error);

/* Says that two customers are not one; finishes with axle_workstation_save_finish(). */
void            axle_duplicates_tell_apart_async (AxleWorkstation     *workstation,
                                              const AxleId        *customer,
                                              const AxleId        *other,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

/* Who may be the one that is being typed: AxleDuplicateItem, the likeliest first.
 * @vehicles: (nullable) (element-type AxleRecord) */
void            axle_duplicates_find_similar_async (AxleWorkstation     *workstation,
                                              const AxleRecord    *customer,
                                              GPtrArray           *vehicles,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
GPtrArray      *axle_duplicates_find_similar_finish (AxleWorkstation     *workstation,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
