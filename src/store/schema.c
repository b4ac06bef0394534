/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "store/axle-store-migrations.h"

#define PREFIX "/io/github/axledesk/Axle/store/"

/* In the order in which they are applied; a released one is never changed. */
static const char * const files[] = {
  PREFIX "0001-records.sql",
  PREFIX "0002-changes.sql",
  PREFIX "0003-search.sql",
  PREFIX "0004-starts.sql",
  PREFIX "0005-dropped.sql",
  PREFIX "0006-sync.sql",
  PREFIX "0007-customer.sql",
  PREFIX "0008-calendar.sql",
};

static gpointer
load (gpointer unused)
{
  static AxleMigration migrations[G_N_ELEMENTS (files)];

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      /* Part of the program: the bytes stay, and a zero follows them. */
      g_autoptr(GBytes) sql = g_resource_lookup_data (axle_store_migrations_get_resource (), files[i],
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      migrations[i].number = (int) i + 1;
      migrations[i].sql = g_bytes_get_data (sql, NULL);
    }
  return migrations;
}

const AxleMigration *
axle_store_migrations (guint *n_migrations)
{
  static GOnce once = G_ONCE_INIT;

  *n_migrations = G_N_ELEMENTS (files);
  return g_once (&once, load, NULL);
}
