/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"

G_BEGIN_DECLS

/**
 * AxleStatement:
 *
 * A prepared statement, in use until it is released.
 *
 * Declare it `g_autoptr(AxleStatement)`: a statement that stays in use keeps its
 * read transaction open, and with that the write-ahead log growing.
 * Parameters count from 1 and columns from 0, as in SQLite.
 */
typedef struct _AxleStatement AxleStatement;

/**
 * AxleStep:
 * @AXLE_STEP_ERROR: it failed
 * @AXLE_STEP_DONE: there are no more rows
 * @AXLE_STEP_ROW: there is a row
 */
typedef enum
{
  AXLE_STEP_ERROR = -1,
  AXLE_STEP_DONE = 0,
  AXLE_STEP_ROW = 1,
} AxleStep;

/**
 * AxleColumnType:
 *
 * How the database keeps one value.
 */
typedef enum
{
  AXLE_COLUMN_NULL,
  AXLE_COLUMN_INTEGER,
  AXLE_COLUMN_REAL,
  AXLE_COLUMN_TEXT,
  AXLE_COLUMN_BLOB,
} AxleColumnType;

AxleStatement *axle_connection_prepare        (AxleConnection  *connection,
                                               const char      *sql,
                                               GError         **error);
AxleStatement *axle_statement_new             (AxleConnection  *connection,
                                               const char      *sql,
                                               GError         **error);
void           axle_statement_release         (AxleStatement   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleStatement, axle_statement_release)

void           axle_statement_bind_text       (AxleStatement   *self,
                                               int              parameter,
                                               const char      *text);
void           axle_statement_bind_blob       (AxleStatement   *self,
                                               int              parameter,
                                               gconstpointer    data,
                                               gsize            size);
void           axle_statement_bind_bytes      (AxleStatement   *self,
                                               int              parameter,
                                               GBytes          *bytes);
void           axle_statement_bind_int64      (AxleStatement   *self,
                                               int              parameter,
                                               gint64           value);
void           axle_statement_bind_bool       (AxleStatement   *self,
                                               int              parameter,
                                               gboolean         value);
void           axle_statement_bind_double     (AxleStatement   *self,
                                               int              parameter,
                                               double           value);
void           axle_statement_bind_null       (AxleStatement   *self,
                                               int              parameter);

AxleStep       axle_statement_step            (AxleStatement   *self,
                                               GError         **error);
gboolean       axle_statement_run             (AxleStatement   *self,
                                               GError         **error);
void           axle_statement_reset           (AxleStatement   *self);

int            axle_statement_get_n_columns   (AxleStatement   *self);
const char    *axle_statement_get_column_name (AxleStatement   *self,
                                               int              column);
AxleColumnType axle_statement_get_type        (AxleStatement   *self,
                                               int              column);
gboolean       axle_statement_is_null         (AxleStatement   *self,
                                               int              column);
gint64         axle_statement_get_int64       (AxleStatement   *self,
                                               int              column);
gboolean       axle_statement_get_bool        (AxleStatement   *self,
                                               int              column);
double         axle_statement_get_double      (AxleStatement   *self,
                                               int              column);
const char    *axle_statement_get_text        (AxleStatement   *self,
                                               int              column);
char          *axle_statement_dup_text        (AxleStatement   *self,
                                               int              column);
gconstpointer  axle_statement_get_blob        (AxleStatement   *self,
                                               int              column,
                                               gsize           *size);
GBytes        *axle_statement_dup_bytes       (AxleStatement   *self,
                                               int              column);

G_END_DECLS
