/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"
#include "formats/columns.h"

G_BEGIN_DECLS

/**
 * AxleRole:
 * @name: stable: what saved mappings and axle_import_set_role() use
 * @column: what formats calls it; %AXLE_COLUMN_IGNORE where formats does not know it
 * @entity: (nullable): the kind of record that the column's values go to; %NULL for
 *   “ignore”
 * @field: the field's index
 *
 * What a column of an imported or exported table holds: one table for both
 * directions, so that what is exported reads back.
 */
typedef struct
{
  const char       *name;
  AxleColumnRole    column;
  const AxleEntity *entity;
  guint             field;
} AxleRole;

/**
 * AxleImportKind:
 * @AXLE_IMPORT_CUSTOMERS: a row is a customer, or one of their cars
 * @AXLE_IMPORT_VISITS: a row is a visit of a car that is known, or a job of one
 *
 * What a table is about.
 */
typedef enum
{
  AXLE_IMPORT_CUSTOMERS,
  AXLE_IMPORT_VISITS,
} AxleImportKind;

/* The header of the column that says why a row was refused. */
#define AXLE_ROLE_REASON_HEADER "原因 (reason)"

const AxleRole *axle_roles_list      (guint       *n_roles);
const AxleRole *axle_roles_list_all  (guint       *n_roles);
const AxleRole *axle_roles_find      (const char  *name);
const AxleRole *axle_roles_of_column (AxleColumnRole column);
const AxleRole *axle_roles_of_header (const char  *header);
gboolean        axle_role_is_of      (const AxleRole *self,
                                      AxleImportKind  kind);
const AxleRole *axle_roles_of_visit_column (const char             *header,
                                            const AxleColumnGuess  *guess);
gboolean        axle_roles_tell_of_visits  (GPtrArray              *headers);
const char     *axle_role_get_label  (const AxleRole *self);

G_END_DECLS
