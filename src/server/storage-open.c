/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/storage-open.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/storage-pgsql.h"
#include "server/storage-sqlite.h"

static AxleStorage *
open_file (const char  *place,
           GError     **error)
{
  return axle_storage_sqlite_open (place + strlen ("sqlite:"), NULL, error);
}

static const struct
{
  const char   *prefix;
  AxleStorage *(*open) (const char  *place,
                        GError     **error);
} kinds[] = {
  { "sqlite:", open_file },
  { "postgresql://", axle_storage_pgsql_open },
  { "postgres://", axle_storage_pgsql_open },
};

/**
 * axle_storage_open:
 * @place: `sqlite:FILE` or `postgresql://…`
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is there; made when it is not there
 */
AxleStorage *
axle_storage_open (const char  *place,
                   GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (place, kinds[i].prefix))
      return kinds[i].open (place, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("A storage is “sqlite:” and a file, or “postgresql://” and what follows that."));
  return NULL;
}
