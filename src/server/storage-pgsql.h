/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/storage.h"

G_BEGIN_DECLS

/* The storage of a group: PostgreSQL, shared by several servers. See STORAGE.md. */
#define AXLE_TYPE_STORAGE_PGSQL (axle_storage_pgsql_get_type ())
G_DECLARE_FINAL_TYPE (AxleStoragePgsql, axle_storage_pgsql, AXLE, STORAGE_PGSQL, GObject)

AxleStorage *axle_storage_pgsql_open (const char  *uri,
                                      GError     **error);

G_END_DECLS
