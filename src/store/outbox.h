/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/conflict.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The sync engine's side of a store: what goes to the server, and what came back. */

/**
 * AxleCursor:
 * @epoch: names the life of the server's data; another one after any restore
 * @sequence: the number of the last row of the feed that is in the cache
 * @start: where the feed ended when it was begun to be read from its beginning; what
 *   was deleted before never came
 * @more: the feed goes on behind it: rows that stood before it may stand there by now
 */
typedef struct
{
  gint64   epoch;
  gint64   sequence;
  gint64   start;
  gboolean more;
} AxleCursor;

/* Changes without a verdict, in order, after @after; at most @limit of them and
 * about @n_bytes packed. Those with a verdict wait for the feed and are not listed. */
GPtrArray  *axle_store_list_outbox    (AxleStore         *self,
                                       gint64             after,
                                       guint              limit,
                                       gsize              n_bytes,
                                       GError           **error);
gint64      axle_store_get_last_number (AxleStore        *self);
gint64      axle_store_count_outbox   (AxleStore         *self);
gboolean    axle_store_settle         (AxleStore         *self,
                                       gint64             first,
                                       GPtrArray         *verdicts,
                                       GError           **error);

AxleCursor  axle_store_get_cursor     (AxleStore         *self,
                                       const AxleId      *scope);
/* Rows of the feed in order, and the cursor behind the last of them: one
 * transaction. A cursor with another epoch starts the scope anew. */
gboolean    axle_store_apply_feed     (AxleStore         *self,
                                       const AxleId      *scope,
                                       GPtrArray         *records,
                                       const AxleCursor  *cursor,
                                       GError           **error);
gboolean    axle_store_restart_scope  (AxleStore         *self,
                                       const AxleId      *scope,
                                       GError           **error);
/* After a restore: what the server has is not told again; says how much is. */
gboolean    axle_store_skip_told      (AxleStore         *self,
                                       gint64             taken,
                                       GError           **error);
gboolean    axle_store_tells_again    (AxleStore         *self);
gint64      axle_store_get_told_again (AxleStore         *self);
gboolean    axle_store_forget_told_again (AxleStore      *self,
                                       GError           **error);
/* Around the pages of a first sync. */
gboolean    axle_store_begin_bulk     (AxleStore         *self,
                                       GError           **error);
gboolean    axle_store_end_bulk       (AxleStore         *self,
                                       GError           **error);

/* Comparing with the server. */
GPtrArray  *axle_store_list_confirmed (AxleStore         *self,
                                       const AxleEntity  *entity,
                                       AxleId            *last,
                                       guint              limit,
                                       GError           **error);
gboolean    axle_store_find_confirmed (AxleStore         *self,
                                       const AxleEntity  *entity,
                                       const AxleId      *id,
                                       AxleRecord       **record,
                                       GError           **error);
gint64      axle_store_estimate       (AxleStore         *self,
                                       const AxleEntity  *entity);
gboolean    axle_store_mend           (AxleStore         *self,
                                       GPtrArray         *present,
                                       GPtrArray         *absent,
                                       GError           **error);
gboolean    axle_store_check_keys     (AxleStore         *self,
                                       gint64            *row,
                                       guint              limit,
                                       guint             *n_damaged,
                                       GError           **error);

G_END_DECLS
