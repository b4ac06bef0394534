/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import-roles.h"
#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleImport:
 *
 * Customers and their cars out of a file: CSV in any usual encoding, or vCard; or what a
 * workshop's table tells of the visits of cars that are known.
 * Made from a file it guesses encoding, delimiter, header and what each column is;
 * all of it can be corrected. A dry run tells what would happen; running it does
 * it, in slices, with progress, cancellable between rows; one undo takes it back.
 */
#define AXLE_TYPE_IMPORT (axle_import_get_type ())
G_DECLARE_FINAL_TYPE (AxleImport, axle_import, AXLE, IMPORT, GObject)

void        axle_import_open_async     (AxleWorkstation     *workstation,
                                        GFile               *file,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
AxleImport *axle_import_open_finish    (GAsyncResult        *result,
                                        GError             **error);

void        axle_import_set_kind       (AxleImport          *self,
                                        AxleImportKind       kind);
AxleImportKind axle_import_get_kind    (AxleImport          *self);
/* What the header of the table looks like; customers where it does not say. */
AxleImportKind axle_import_guess_kind  (AxleImport          *self);
const char *axle_import_get_format     (AxleImport          *self); /* "csv" or "vcard" */
const char *axle_import_get_encoding   (AxleImport          *self);
const char *axle_import_get_delimiter  (AxleImport          *self);
gboolean    axle_import_get_has_header (AxleImport          *self);
/* Each reads the preview again; FALSE with a reason when the file is not readable so. */
gboolean    axle_import_set_encoding   (AxleImport          *self,
                                        const char          *encoding,
                                        GError             **error);
gboolean    axle_import_set_delimiter  (AxleImport          *self,
                                        const char          *delimiter,
                                        GError             **error);
gboolean    axle_import_set_has_header (AxleImport          *self,
                                        gboolean             has_header,
                                        GError             **error);
/* Encodings to offer, the guessed one first. */
const char * const *axle_import_list_encodings (AxleImport  *self);

/* The preview: the first 100 rows. */
guint       axle_import_get_n_columns  (AxleImport          *self);
const char *axle_import_get_header     (AxleImport          *self,
                                        guint                column);
/* What the column is: a role's stable name such as "name" or "phone"; "ignore". */
const char *axle_import_get_role       (AxleImport          *self,
                                        guint                column);
void        axle_import_set_role       (AxleImport          *self,
                                        guint                column,
                                        const char          *role);
typedef struct
{
  const char *name;
  const char *label;   /* translated */
} AxleImportRole;
const AxleImportRole *axle_import_list_roles (guint         *n_roles);
const AxleImportRole *axle_import_list_roles_of (AxleImportKind kind,
                                              guint         *n_roles);
guint       axle_import_get_n_preview  (AxleImport          *self);
const char *axle_import_get_cell       (AxleImport          *self,
                                        guint                row,
                                        guint                column);
/* What is wrong with a cell of the preview; %NULL when nothing is. */
const char *axle_import_get_cell_problem (AxleImport        *self,
                                        guint                row,
                                        guint                column);

/**
 * AxleImportProblem:
 * @row: the row in the file, from 1, the header counted; the card for vCard
 * @column: the column's header, or its role
 * @code: a stable name
 * @message: for the person
 * @refused: whether the row was refused for it; otherwise it is a remark: `differs` (a
 *   field that is not empty says something else; an import completes and never
 *   overwrites) or `unknown-staff`
 */
typedef struct
{
  guint64   row;
  char     *column;
  char     *code;
  char     *message;
  gboolean  refused;
} AxleImportProblem;

/**
 * AxleImportCounts: what happened, or would happen, to the rows
 * @rows: rows read
 * @fresh: made a new customer or visit
 * @matched: changed or completed one that was there
 * @unchanged: told nothing new
 * @wrong: refused, see the problems
 */
typedef struct
{
  guint64 rows;
  guint64 fresh;
  guint64 matched;
  guint64 unchanged;
  guint64 wrong;
} AxleImportCounts;

/* Called on the main thread as the work goes on: bytes read of bytes in all, and the counts so far. */
typedef void (*AxleImportProgress) (AxleImport             *self,
                                    double                  share,
                                    const AxleImportCounts *counts,
                                    gpointer                user_data);

/* Runs it, or only tries. Cancelling a run keeps the rows that were saved; they
 * are one operation and can be undone. */
void        axle_import_run_async      (AxleImport          *self,
                                        gboolean             dry_run,
                                        AxleImportProgress   progress,
                                        gpointer             progress_data,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean    axle_import_run_finish     (AxleImport          *self,
                                        GAsyncResult        *result,
                                        GError             **error);
const AxleImportCounts *axle_import_get_counts (AxleImport  *self);
/* How many problems the next run tells; 1,000 unless it is said otherwise. */
void        axle_import_set_problem_limit (AxleImport       *self,
                                        guint                limit);
/* The first problems of the last run; all of them are in the file of wrong rows. */
GPtrArray  *axle_import_get_problems   (AxleImport          *self);
/* Where the wrong rows are kept, with the reason in a last column, ready to be
 * corrected and imported again; %NULL when none was wrong or in a dry run. */
GFile      *axle_import_get_rejects    (AxleImport          *self);
/* The operation to undo; 0 when nothing was saved. */
gint64      axle_import_get_operation  (AxleImport          *self);

G_END_DECLS
