/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/postgres.h"
#include "server/storage.h"

G_BEGIN_DECLS

/**
 * AxlePgsqlTransaction:
 *
 * What an open transaction on PostgreSQL knows and what it has written: rows go
 * there and back by the hundred, not one by one.
 */
typedef struct _AxlePgsqlTransaction AxlePgsqlTransaction;

typedef struct
{
  gint64  sequence;
  guint64 digest;
  GBytes *body;       /* (nullable) */
} AxlePgsqlVerdict;

#define AXLE_PGSQL_COLUMNS "d.id, d.scope, d.kind, d.revision, d.sequence, d.deleted, d.written_at, d.keys, d.body"

AxleDocument         *axle_pgsql_read_document               (const PGresult            *result,
                                                              int                        row);

AxlePgsqlTransaction *axle_pgsql_transaction_new             (void);
void                  axle_pgsql_transaction_free            (AxlePgsqlTransaction      *self);
void                  axle_pgsql_transaction_clear           (AxlePgsqlTransaction      *self);
void                  axle_pgsql_transaction_forget          (AxlePgsqlTransaction      *self);
gboolean              axle_pgsql_transaction_learn           (AxlePgsqlTransaction      *self,
                                                              AxlePostgres              *postgres,
                                                              const AxleId              *ids,
                                                              guint                      n_ids,
                                                              GError                   **error);
void                  axle_pgsql_transaction_note            (AxlePgsqlTransaction      *self,
                                                              const AxleDocument        *document);
gboolean              axle_pgsql_transaction_lookup          (AxlePgsqlTransaction      *self,
                                                              const AxleId              *id,
                                                              const AxleDocument       **document);
gboolean              axle_pgsql_transaction_put             (AxlePgsqlTransaction      *self,
                                                              AxlePostgres              *postgres,
                                                              const AxleDocument        *document,
                                                              GError                   **error);
GPtrArray            *axle_pgsql_transaction_find            (AxlePgsqlTransaction      *self,
                                                              const AxleId              *scope,
                                                              const char                *key);
AxlePostgresArray    *axle_pgsql_transaction_list_written    (AxlePgsqlTransaction      *self,
                                                              const AxleId              *scope);
const AxlePgsqlVerdict *
                      axle_pgsql_transaction_lookup_verdict  (AxlePgsqlTransaction      *self,
                                                              const AxleId              *install,
                                                              gint64                     number);
gboolean              axle_pgsql_transaction_put_verdict     (AxlePgsqlTransaction      *self,
                                                              const AxleId              *install,
                                                              gint64                     number,
                                                              const AxlePgsqlVerdict    *verdict);
const gint64         *axle_pgsql_transaction_lookup_head     (AxlePgsqlTransaction      *self,
                                                              const AxleId              *scope);
void                  axle_pgsql_transaction_set_head        (AxlePgsqlTransaction      *self,
                                                              const AxleId              *scope,
                                                              gint64                     head,
                                                              gboolean                   raised);
char                 *axle_pgsql_transaction_dup_news        (AxlePgsqlTransaction      *self);
gboolean              axle_pgsql_transaction_flush           (AxlePgsqlTransaction      *self,
                                                              AxlePostgres              *postgres,
                                                              GError                   **error);
void                  axle_pgsql_transaction_flush_heads     (AxlePgsqlTransaction      *self,
                                                              AxlePostgres              *postgres);

G_END_DECLS
