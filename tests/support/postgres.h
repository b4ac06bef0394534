/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AxleTestPostgres:
 *
 * A PostgreSQL server of a test's own: in a folder that is deleted with it, on a
 * socket in that folder, on no network, and gone with the test even when that is
 * killed. Everyone who may open the socket is its keeper.
 */
typedef struct _AxleTestPostgres AxleTestPostgres;

AxleTestPostgres *axle_test_postgres_new          (const char * const  *settings);
AxleTestPostgres *axle_test_postgres_new_from     (const char          *data,
                                                   const char * const  *settings);
void              axle_test_postgres_free         (AxleTestPostgres    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleTestPostgres, axle_test_postgres_free)
AxleTestPostgres *axle_test_postgres_get          (void);

const char       *axle_test_postgres_get_data     (AxleTestPostgres    *self);
char             *axle_test_postgres_dup_uri      (AxleTestPostgres    *self,
                                                   const char          *database);
char             *axle_test_postgres_new_database (AxleTestPostgres    *self);
char             *axle_test_postgres_run          (AxleTestPostgres    *self,
                                                   const char * const  *arguments);
void              axle_test_postgres_start        (AxleTestPostgres    *self);
void              axle_test_postgres_stop         (AxleTestPostgres    *self,
                                                   int                  signal);

G_END_DECLS
