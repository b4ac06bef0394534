/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import-roles.h"
#include "app/import-source.h"
#include "app/import.h"
#include "store/store.h"

G_BEGIN_DECLS

/* At most this many rows are one transaction, and about as long as a slice may take
 * before a person who saves notices. On a busy computer it is not the time that ends it
 * while it has few: each transaction costs as much as many rows. */
#define AXLE_IMPORT_SLICE 500
#define AXLE_IMPORT_SLICE_LEAST 50
#define AXLE_IMPORT_SLICE_US (50 * G_TIME_SPAN_MILLISECOND)

#define AXLE_IMPORT_PROBLEM_LIMIT 1000

/**
 * AxleImportPlan:
 * @kind: what the table is about
 * @file: what is read
 * @format: what it is
 * @dialect: how a table is written
 * @roles: (element-type AxleRole): what each column is
 * @headers: (element-type utf8): what each column is called
 * @staff: (element-type utf8 AxleId): members of staff by name
 * @zone: the zone that times are meant in
 * @signer: who imports
 * @folder: the profile
 * @dry_run: whether nothing is saved
 *
 * What an import does; not changed while it runs.
 */
typedef struct
{
  AxleImportKind    kind;
  GFile            *file;
  AxleSourceFormat  format;
  AxleCsvDialect    dialect;
  GPtrArray        *roles;
  GPtrArray        *headers;
  GHashTable       *staff;
  GTimeZone        *zone;
  AxleId            signer;
  char             *folder;
  gboolean          dry_run;
} AxleImportPlan;

void axle_import_plan_free (AxleImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportPlan, axle_import_plan_free)

/* An import under way, on the thread of the store that it works on. */
typedef struct _AxleImportRun AxleImportRun;

AxleImportRun *axle_import_run_new           (AxleImportPlan  *plan);
void           axle_import_run_set_problem_limit (AxleImportRun *self,
                                              guint            limit);
void           axle_import_run_free          (AxleImportRun   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportRun, axle_import_run_free)
gboolean       axle_import_run_step          (AxleImportRun   *self,
                                              AxleStore       *store,
                                              GCancellable    *cancellable,
                                              gboolean        *more,
                                              GError         **error);
double         axle_import_run_get_share     (AxleImportRun   *self);
const AxleImportCounts *
               axle_import_run_get_counts    (AxleImportRun   *self);
gint64         axle_import_run_get_operation (AxleImportRun   *self);
GPtrArray     *axle_import_run_get_problems  (AxleImportRun   *self);
GFile         *axle_import_run_get_rejects   (AxleImportRun   *self);

AxleImportProblem *axle_import_problem_new   (guint64          row,
                                              const char      *column,
                                              const char      *code,
                                              const char      *message,
                                              gboolean         refused);
void           axle_import_problem_free      (gpointer         data);

G_END_DECLS
