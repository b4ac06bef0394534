/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/storage.h"

G_BEGIN_DECLS

/**
 * AxleVisitor:
 * @scope: a scope, before everything else
 * @entry: an entry of @space
 * @document: a document, in the order of its scope's feed
 * @verdict: a verdict, in the order of its install's numbers
 *
 * Who looks at all that a storage has. Each is %NULL or returns %FALSE to end the walk.
 */
typedef struct
{
  gboolean (*scope)    (gpointer                  data,
                        const AxleId             *scope,
                        gint64                    head,
                        gint64                    floor,
                        GError                  **error);
  gboolean (*entry)    (gpointer                  data,
                        const char               *space,
                        const AxleEntry          *entry,
                        GError                  **error);
  gboolean (*document) (gpointer                  data,
                        const AxleDocument       *document,
                        GError                  **error);
  gboolean (*verdict)  (gpointer                  data,
                        const AxleStoredVerdict  *verdict,
                        GError                  **error);
} AxleVisitor;

gboolean axle_storage_walk (AxleStorage        *self,
                            const AxleVisitor  *visitor,
                            gpointer            data,
                            GError            **error);

/* Says that the data is a copy that was not finished. It is no part of the data. */
#define AXLE_SPACE_UNFINISHED "unfinished"

/**
 * AxleStorageSum:
 * @words: the sum of the SHA-256 of everything, as one number of 256 bits, the
 *   lowest word first
 * @n_documents: how many, tombstones included
 * @n_tombstones: how many of them are deleted
 *
 * What a storage holds, however it keeps it: the same in every kind of database and
 * in whatever order it was written.
 */
typedef struct
{
  guint64 words[4];
  gint64  n_scopes;
  gint64  n_documents;
  gint64  n_tombstones;
  gint64  n_entries;
  gint64  n_verdicts;
} AxleStorageSum;

extern const AxleVisitor axle_sum_visitor;

gboolean axle_storage_sum   (AxleStorage           *self,
                             AxleStorageSum        *sum,
                             GError               **error);
gboolean axle_sum_equal     (const AxleStorageSum  *a,
                             const AxleStorageSum  *b);
char    *axle_sum_dup_text  (const AxleStorageSum  *self);

G_END_DECLS
