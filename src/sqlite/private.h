/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"
#include "sqlite/error.h"
#include "sqlite/statement.h"

/* SQLCipher's header declares what is about keys only to who asks. */
#define SQLITE_HAS_CODEC
#include <sqlcipher/sqlite3.h>

G_BEGIN_DECLS

struct _AxleConnection
{
  sqlite3      *db;
  char         *path;
  GHashTable   *statements;     /* SQL → GPtrArray of AxleStatement, lent ones too */
  GCancellable *cancellable;
  guint         n_lent;
  guint         depth;          /* of open transactions */
  gboolean      encrypted;
};

struct _AxleStatement
{
  AxleConnection *connection;
  sqlite3_stmt   *stmt;
  char           *sql;
  int             bind_result;  /* of the first binding that failed, told by the next step */
  gboolean        cached;
  gboolean        lent;
};

void           axle_sqlite_set_error          (GError         **error,
                                               AxleConnection  *connection,
                                               int              result);
AxleStatement *axle_statement_prepare         (AxleConnection  *connection,
                                               const char      *sql,
                                               gboolean         cached,
                                               GError         **error);
void           axle_statement_free            (AxleStatement   *self);

/* Runs SQL even when the connection's cancellable is cancelled: a rollback has to. */
gboolean       axle_connection_exec_always    (AxleConnection  *self,
                                               const char      *sql,
                                               GError         **error);

G_END_DECLS
