/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/insight/condition.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Customers for whom a condition holds: what the list is filtered by and what a segment
 * keeps. Where the words are those of rules, see core/insight/facts.h, they mean the same.
 * What is said of cars is said of one of those that the customer has now. */

GPtrArray     *axle_segment_list_words       (void);
const AxleField *axle_segment_find_word      (const char     *name,
                                              gpointer        data);
AxleCondition *axle_segment_parse            (const char     *text,
                                              GError        **error);

gboolean       axle_store_restrict_customers (AxleStore      *self,
                                              const char     *condition,
                                              GArray         *rows,
                                              GCancellable   *cancellable,
                                              GError        **error);
gint64         axle_store_count_segment      (AxleStore      *self,
                                              const char     *condition,
                                              GCancellable   *cancellable,
                                              GError        **error);
GHashTable    *axle_store_count_by           (AxleStore      *self,
                                              const char     *word,
                                              GCancellable   *cancellable,
                                              GError        **error);

G_END_DECLS
