/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/lengths.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleSuggestionsWish:
 * @customer: who wants to come; no id for somebody who is not known yet
 * @vehicle: with which car; no id for the only one they have
 * @services: (array zero-terminated=1): codes of the menu
 * @held: (nullable): what the time has to suit besides: whoever and whatever it names, when
 *   parts come, and how long it takes where it says so; its time, car and services do not matter
 * @points: whether the customer redeemed points for being served first
 * @days: days of the week that they asked for, whatever suits them as a rule: bit 0 is Monday;
 *   0 where they asked for none
 * @not_before: the earliest time, in microseconds since 1970 UTC
 * @not_after: the latest; 0 for any
 * @n_days: how many days from there are looked at
 * @limit: how many times at most
 * @changes: (nullable) (element-type AxleRecord): what would be different, see axle_day_plans_fork()
 *
 * What is asked for. When they like to come, who cares for them and how long it takes follows
 * from the records.
 */
typedef struct
{
  AxleId              customer;
  AxleId              vehicle;
  const char * const *services;
  const AxleWish     *held;
  gboolean            points;
  guint               days;
  gint64              not_before;
  gint64              not_after;
  guint               n_days;
  guint               limit;
  GPtrArray          *changes;
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
/* As the figures have it. May be called on any thread. */
gboolean   axle_suggestions_is_class_a  (AxleStore                 *store,
                                         const AxleId              *customer);

G_END_DECLS
