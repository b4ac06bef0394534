/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"

/* What has to go well. @key: (nullable) */
static inline AxleConnection *
open_ok (const char          *path,
         AxleConnectionFlags  flags,
         const guint8        *key)
{
  g_autoptr(GError) error = NULL;
  AxleConnectionOptions options = { .key = key };
  AxleConnection *db = axle_connection_open (path, flags, &options, &error);

  g_assert_no_error (error);
  return db;
}

static inline void
exec_ok (AxleConnection *db,
         const char     *sql)
{
  g_autoptr(GError) error = NULL;

  axle_connection_exec (db, sql, &error);
  g_assert_no_error (error);
}
