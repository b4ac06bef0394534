/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

G_DEFINE_QUARK (axle-store-error-quark, axle_store_error)

static AxleStoreError
code_of (int sqlite_code)
{
  switch (sqlite_code)
    {
    case AXLE_SQLITE_ERROR_CORRUPT:
      return AXLE_STORE_ERROR_DAMAGED;
    case AXLE_SQLITE_ERROR_NOT_A_DATABASE:
      return AXLE_STORE_ERROR_KEY;
    case AXLE_SQLITE_ERROR_NEWER:
      return AXLE_STORE_ERROR_NEWER;
    case AXLE_SQLITE_ERROR_READ_ONLY:
      return AXLE_STORE_ERROR_READ_ONLY;
    case AXLE_SQLITE_ERROR_FULL:
      return AXLE_STORE_ERROR_FULL;
    default:
      return AXLE_STORE_ERROR_FAILED;
    }
}

/*
 * axle_store_fail:
 * @error: (nullable): where to put it
 * @reason: (transfer full): what happened below; the database's words are for a
 *   person already, only its code is not the store's
 *
 * Returns: %FALSE
 */
gboolean
axle_store_fail (GError **error,
                 GError  *reason)
{
  if (reason->domain == AXLE_SQLITE_ERROR)
    {
      reason->code = code_of (reason->code);
      reason->domain = AXLE_STORE_ERROR;
    }
  g_propagate_error (error, reason);
  return FALSE;
}
