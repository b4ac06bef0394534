/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* More cars at once are several batches. */
#define AXLE_BATCH_LIMIT 60

/**
 * AxleBatchWish:
 * @customer: the company
 * @vehicles: (element-type AxleRecord): its cars
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
  const char * const *services;
  gint64              not_before;
  guint               per_day;
} AxleBatchWish;

/* Appointments for them, not yet saved, in their order; one without a time is one that found
 * none. Saved with axle_appointments_book_async(). */
void       axle_batch_find_async  (AxleWorkstation      *workstation,
                                   const AxleBatchWish  *wish,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* Returns: (transfer full) (element-type AxleRecord) */
GPtrArray *axle_batch_find_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
