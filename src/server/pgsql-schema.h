/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/postgres.h"

G_BEGIN_DECLS

gboolean axle_pgsql_schema_update (AxlePostgres  *postgres,
                                   GError       **error);

G_END_DECLS
