/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleSuggestionsWish:
 * @customer: who wants to come
 * @vehicle: with which car; no id for the only one they have
 * @services: (array zero-terminated=1): codes of the menu
 * @not_before: the earliest time, in microseconds since 1970 UTC
 * @n_days: how many days from there are looked at
 * @limit: how many times at most
 *
 * What is asked for. When they like to come, who cares for them and how long it takes follows
 * from the records.
 */
typedef struct
{
  AxleId              customer;
  AxleId              vehicle;
  const char * const *services;
  gint64              not_before;
  guint               n_days;
  guint               limit;
} AxleSuggestionsWish;

/* The best times for a customer from what this desk knows, see core/appointment/suggest.h. */
void       axle_suggestions_find_async  (AxleWorkstation           *workstation,
                                         const AxleSuggestionsWish *wish,
                                         GCancellable              *cancellable,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data);
/* Returns: (transfer full) (element-type AxleSlot): the best first */
GPtrArray *axle_suggestions_find_finish (GAsyncResult              *result,
                                         GError                   **error);

/* Adds to @wish what follows from who wants to come: when they like to, who cares for them,
 * their class. May be called on any thread. */
void       axle_suggestions_take_customer (AxleStore              *store,
                                         const AxleRecord         *customer,
                                         AxleSuggestWish          *wish);

G_END_DECLS
