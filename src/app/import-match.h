/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import-base.h"
#include "app/import-row.h"

G_BEGIN_DECLS

typedef enum
{
  AXLE_IMPORT_FRESH,
  AXLE_IMPORT_MATCHED,
  AXLE_IMPORT_UNCHANGED,
} AxleImportOutcome;

/* What a row does to what is known: @changes are added to, and remarks to the row's problems. */
gboolean axle_import_match (AxleImportBase     *base,
                            AxleImportRow      *row,
                            GPtrArray          *changes,
                            AxleImportOutcome  *outcome,
                            GError            **error);

/* The same for a row of a table of visits; one of a car and a customer that nobody knows
 * becomes wrong. */
gboolean axle_import_match_visit (AxleImportBase     *base,
                                  AxleImportRow      *row,
                                  GTimeZone          *zone,
                                  GPtrArray          *changes,
                                  AxleImportOutcome  *outcome,
                                  GError            **error);

/* A new record that says what a row says, and what makes a known one say it too. */
AxleRecord *axle_import_make  (const AxleRecord   *told);
gboolean axle_import_complete (AxleImportRow      *row,
                               const AxleRecord   *before,
                               const AxleRecord   *told,
                               GPtrArray          *changes);

/* A row that is looked up by a key of a row before it must wait until that one is saved. */
GPtrArray *axle_import_row_list_keys (const AxleImportRow *row,
                                      gboolean             looked_up);

G_END_DECLS
