/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* More cars at once are several batches, and refused as one. */
#define AXLE_BATCH_LIMIT 500

/**
 * AxleBatchWish:
 * @customer: the company
 * @vehicles: (element-type AxleRecord): its cars
 * @held: (nullable) (element-type AxleRecord): appointments for others of the batch that were
 *   put where they are by a person, and stay
 * @services: (array zero-terminated=1): codes of the menu, the same for each
 * @not_before: the earliest time, in microseconds since 1970 UTC
 * @per_day: how many of them a day may have
 *
 * Several cars of a company that are to come for the same.
 */
typedef struct
{
  AxleId              customer;
  GPtrArray          *vehicles;
  GPtrArray          *held;
  const char * const *services;
  gint64              not_before;
  guint               per_day;
} AxleBatchWish;

/* Appointments for them, not yet saved, in their order; one without a time is one that found
 * none. Saved with axle_appointments_book_async(). */
void        axle_batch_find_async   (AxleWorkstation     *workstation,
                                     const AxleBatchWish *wish,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* Returns: (transfer full) (element-type AxleRecord) */
GPtrArray  *axle_batch_find_finish  (GAsyncResult        *result,
                                     GError             **error);

/* Where @appointment of a batch, which is not saved yet, is done at the time that a person gave
 * it, see axle_batch_place(). @others: (element-type AxleRecord): the rest of the batch. */
void        axle_batch_place_async  (AxleWorkstation     *workstation,
                                     const AxleRecord    *appointment,
                                     GPtrArray           *others,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* @problem: (out) (nullable): what is in its way there, in words. Returns: (transfer full): the
 * appointment */
AxleRecord *axle_batch_place_finish (GAsyncResult        *result,
                                     char               **problem,
                                     GError             **error);

G_END_DECLS
