/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import-roles.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleImportRow:
 * @customer: what the row says of the customer
 * @vehicle: what it says of a car
 * @ownership: what it says of the customer's part in the car
 * @visit: (nullable): of a table of visits, the visit
 * @jobs: (nullable) (element-type AxleRecord): and what was done on it
 * @note: (nullable): a note
 * @problems: (element-type AxleProblem): what is wrong
 * @columns: (element-type guint): the column of each of @problems
 *
 * A row of a table, read by the rules of core. Records have no ids yet.
 */
typedef struct
{
  AxleRecord *customer;
  AxleRecord *vehicle;
  AxleRecord *ownership;
  AxleRecord *visit;
  GPtrArray  *jobs;
  char       *note;
  GPtrArray  *problems;
  GArray     *columns;
} AxleImportRow;

/* The column of what is wrong with the row as a whole. */
#define AXLE_IMPORT_WHOLE_ROW G_MAXUINT

AxleImportRow *axle_import_row_read       (AxleImportKind           kind,
                                           GPtrArray               *cells,
                                           const AxleRole * const  *roles,
                                           guint                    n_columns,
                                           GHashTable              *staff,
                                           GTimeZone               *zone);
void           axle_import_row_free       (AxleImportRow           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportRow, axle_import_row_free)
gboolean       axle_import_row_is_wrong   (const AxleImportRow     *self);
void           axle_import_row_name_customer (AxleImportRow    *self);
gboolean       axle_import_row_has_car    (const AxleImportRow     *self);

G_END_DECLS
