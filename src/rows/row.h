/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "sqlite/statement.h"

G_BEGIN_DECLS

/* A record as a row of SQLite: nine columns that every record has, then one for each
 * field of the descriptor, with its name. A desk's cache and a snapshot's parts are
 * made of such rows. */

/* The types of columns in the tables of axle_row_dup_table(), besides INTEGER and TEXT. */
#define AXLE_ROW_BOOLEAN "BOOLEAN INTEGER"
#define AXLE_ROW_ID "ID BLOB"
#define AXLE_ROW_SET "MEMBERS TEXT"

guint       axle_row_n_columns   (const AxleEntity *entity);
char       *axle_row_dup_columns (const AxleEntity *entity);
char       *axle_row_dup_table   (const AxleEntity *entity);
char      **axle_row_dup_names   (const AxleEntity *entity);

void        axle_row_bind        (AxleStatement    *statement,
                                  const AxleRecord *record);
AxleRecord *axle_row_read        (const AxleEntity *entity,
                                  AxleStatement    *statement);

void        axle_bind_id         (AxleStatement    *statement,
                                  int               parameter,
                                  const AxleId     *id);
AxleId      axle_read_id         (AxleStatement    *statement,
                                  int               column);
void        axle_bind_value      (AxleStatement    *statement,
                                  int               parameter,
                                  const AxleValue  *value);

G_END_DECLS
