/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import-row.h"
#include "app/import-run.h"
#include "app/import.h"

G_BEGIN_DECLS

/* The parts of an import: how the file is read (import.c), what its columns are
 * (import-table.c), and what a run does (import-running.c). */
struct _AxleImport
{
  GObject           parent_instance;
  AxleWorkstation  *workstation;
  GFile            *file;
  AxleSourceFormat  format;
  AxleImportKind    kind;
  AxleCsvDialect    asked;      /* what a person corrected; zero where it is guessed */
  AxleCsvDialect    dialect;    /* what is so */
  char             *delimiter;
  GPtrArray        *headers;
  GPtrArray        *rows;       /* (element-type GPtrArray): the preview */
  GPtrArray        *roles;      /* (element-type AxleRole) */
  GPtrArray        *judged;     /* (element-type AxleImportRow): of the preview, read when asked */
  GHashTable       *staff;
  GPtrArray        *encodings;

  AxleImportCounts  counts;
  GPtrArray        *problems;
  guint             problem_limit;
  GFile            *rejects;
  gint64            operation;
};

/* import-table.c: after the file was read in another way. */
void axle_import_guess_roles (AxleImport *self);

G_END_DECLS
