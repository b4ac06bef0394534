/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/postgres.h"

G_BEGIN_DECLS

/* Where a commit is told to the other processes. */
#define AXLE_PGSQL_CHANNEL "axle_news"

/**
 * AxlePgsqlWatch:
 *
 * Hears what other processes commit, on a connection of its own: what arrives
 * between two questions on the other one would wake nobody.
 */
typedef struct _AxlePgsqlWatch AxlePgsqlWatch;

AxlePgsqlWatch *axle_pgsql_watch_new        (const char     *uri);
void            axle_pgsql_watch_free       (AxlePgsqlWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePgsqlWatch, axle_pgsql_watch_free)
int             axle_pgsql_watch_get_fd     (AxlePgsqlWatch *self);
gboolean        axle_pgsql_watch_look       (AxlePgsqlWatch *self,
                                             int             own_pid);
GArray         *axle_pgsql_watch_take       (AxlePgsqlWatch *self);

G_END_DECLS
