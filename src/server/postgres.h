/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libpq-fe.h>

#include "server/postgres-params.h"

G_BEGIN_DECLS

#define AXLE_POSTGRES_ERROR (axle_postgres_error_quark ())
GQuark axle_postgres_error_quark (void);

/**
 * AxlePostgresError:
 * @AXLE_POSTGRES_ERROR_UNAVAILABLE: the database cannot be reached, or went away
 *   meanwhile; a transaction that was open is gone, and of one that was being
 *   committed it is not known
 * @AXLE_POSTGRES_ERROR_BUSY: another transaction had what was needed for too long
 * @AXLE_POSTGRES_ERROR_NEWER: a newer program made the tables
 * @AXLE_POSTGRES_ERROR_FAILED: everything else that PostgreSQL refuses
 *
 * After every one of them the same may be tried again.
 */
typedef enum
{
  AXLE_POSTGRES_ERROR_UNAVAILABLE,
  AXLE_POSTGRES_ERROR_BUSY,
  AXLE_POSTGRES_ERROR_NEWER,
  AXLE_POSTGRES_ERROR_FAILED,
} AxlePostgresError;

/**
 * AxlePostgres:
 *
 * A connection to PostgreSQL, in pipeline mode: statements are sent without waiting
 * for those before them, prepared when they are used first, with binary values both
 * ways. It is made anew when it broke. One thread uses it.
 */
typedef struct _AxlePostgres AxlePostgres;

AxlePostgres *axle_postgres_open              (const char                 *uri,
                                               GError                    **error);
void          axle_postgres_close             (AxlePostgres               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePostgres, axle_postgres_close)

const char   *axle_postgres_get_uri           (AxlePostgres               *self);
int           axle_postgres_get_pid           (AxlePostgres               *self);
gboolean      axle_postgres_run_script        (AxlePostgres               *self,
                                               const char                 *sql,
                                               GError                    **error);
gboolean      axle_postgres_connect           (AxlePostgres               *self,
                                               GError                    **error);
gboolean      axle_postgres_is_alive          (AxlePostgres               *self);
void          axle_postgres_send              (AxlePostgres               *self,
                                               const char                 *sql,
                                               const AxlePostgresParams   *params);
gboolean      axle_postgres_finish            (AxlePostgres               *self,
                                               GPtrArray                  *results,
                                               GError                    **error);
PGresult     *axle_postgres_query             (AxlePostgres               *self,
                                               const char                 *sql,
                                               const AxlePostgresParams   *params,
                                               GError                    **error);
int           axle_postgres_get_socket        (AxlePostgres               *self);
PGnotify     *axle_postgres_take_notification (AxlePostgres               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

/* A binary column of a row; the type is the statement's. */
gboolean      axle_postgres_is_null       (const PGresult       *result,
                                           int                   row,
                                           int                   column);
gint64        axle_postgres_get_int64     (const PGresult       *result,
                                           int                   row,
                                           int                   column);
gboolean      axle_postgres_get_boolean   (const PGresult       *result,
                                           int                   row,
                                           int                   column);
AxleId        axle_postgres_get_id        (const PGresult       *result,
                                           int                   row,
                                           int                   column);
char         *axle_postgres_dup_text      (const PGresult       *result,
                                           int                   row,
                                           int                   column);
GBytes       *axle_postgres_dup_bytes     (const PGresult       *result,
                                           int                   row,
                                           int                   column);

G_END_DECLS
