/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/party/match-model.h"

G_BEGIN_DECLS

/* More than this is no dealership's list of customers. */
#define AXLE_DEDUPE_MAX_ROWS 5000000

/**
 * AxleDedupeColumn:
 * @name: its header, or its number
 * @kind: how its values are compared
 * @field: its field in the model, -1 when it is not compared
 * @values: (element-type AxleMatchValue): each value once; the first is that which is missing
 * @counts: (element-type guint32): how many rows have each
 * @codes: (element-type guint32): for each row its value
 */
typedef struct
{
  char          *name;
  AxleMatchKind  kind;
  int            field;
  GArray        *values;
  GArray        *counts;
  GArray        *codes;
} AxleDedupeColumn;

/**
 * AxleDedupeTable:
 * @n_rows: how many rows
 * @columns: (element-type AxleDedupeColumn): the columns
 * @id: the column that names the rows, -1 when their number does
 * @model: the fields of those columns that are compared
 *
 * A table in memory, every different value once.
 */
typedef struct
{
  guint           n_rows;
  GPtrArray      *columns;
  int             id;
  AxleMatchModel *model;
  GStringChunk   *texts;
} AxleDedupeTable;

AxleDedupeTable *axle_dedupe_table_read    (GFile                  *file,
                                            const char             *id,
                                            GCancellable           *cancellable,
                                            GError                **error);
void             axle_dedupe_table_free    (AxleDedupeTable        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDedupeTable, axle_dedupe_table_free)

void             axle_dedupe_table_choose  (AxleDedupeTable        *self);
void             axle_dedupe_table_subject (const AxleDedupeTable  *self,
                                            guint32                 row,
                                            AxleMatchSubject       *subject);
char            *axle_dedupe_table_dup_id  (const AxleDedupeTable  *self,
                                            guint32                 row);

G_END_DECLS
