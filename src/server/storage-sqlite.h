/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/storage.h"

G_BEGIN_DECLS

#define AXLE_TYPE_STORAGE_SQLITE (axle_storage_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (AxleStorageSqlite, axle_storage_sqlite, AXLE, STORAGE_SQLITE, GObject)

AxleStorage *axle_storage_sqlite_open (const char  *path,
                                       const char  *vfs,
                                       GError     **error);
gboolean     axle_storage_sqlite_back_up (AxleStorageSqlite  *self,
                                          const char         *path,
                                          GError            **error);

G_END_DECLS
