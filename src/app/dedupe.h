/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AxleDedupe:
 *
 * What rows of a table are probably of the same person. Nothing has to be told of the
 * table: what its columns hold is recognised, and what agreement in each of them is worth
 * is learned from the table itself; see core/party/match.h.
 */
typedef struct _AxleDedupe AxleDedupe;

/**
 * AxleDedupeCounts:
 * @rows: how many rows there are
 * @compared: how many pairs of them were compared
 * @pairs: how many are proposed
 */
typedef struct
{
  guint64 rows;
  guint64 compared;
  guint64 pairs;
} AxleDedupeCounts;

typedef void (*AxleDedupeProgress) (double   share,
                                    gpointer data);

AxleDedupe *axle_dedupe_run         (GFile               *file,
                                     const char          *id,
                                     AxleDedupeProgress   progress,
                                     gpointer             data,
                                     GCancellable        *cancellable,
                                     GError             **error);
void        axle_dedupe_free        (AxleDedupe          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDedupe, axle_dedupe_free)

AxleDedupeCounts
            axle_dedupe_get_counts  (AxleDedupe          *self);
guint       axle_dedupe_get_score   (AxleDedupe          *self,
                                     gsize                pair);
char       *axle_dedupe_dup_id      (AxleDedupe          *self,
                                     gsize                pair,
                                     guint                side);
GPtrArray  *axle_dedupe_explain     (AxleDedupe          *self,
                                     gsize                pair);

G_END_DECLS
