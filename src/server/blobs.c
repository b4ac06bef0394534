/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/blobs.h"

#include <glib/gi18n-lib.h>

#include "base/hash.h"
#include "base/media-type.h"

G_DEFINE_INTERFACE (AxleBlobStore, axle_blob_store, G_TYPE_OBJECT)

G_DEFINE_QUARK (axle-blob-error-quark, axle_blob_error)

static void
axle_blob_store_default_init (AxleBlobStoreInterface *iface)
{
}

const char *
axle_blob_error_code (const GError *error)
{
  static const char * const codes[] = {
    [AXLE_BLOB_ERROR_FAILED] = "internal",
    [AXLE_BLOB_ERROR_LIMIT] = "limit",
    [AXLE_BLOB_ERROR_FULL] = "full",
    [AXLE_BLOB_ERROR_TYPE] = "type",
    [AXLE_BLOB_ERROR_HASH] = "hash",
    [AXLE_BLOB_ERROR_OFFSET] = "offset",
    [AXLE_BLOB_ERROR_BUSY] = "busy",
    [AXLE_BLOB_ERROR_NOT_FOUND] = "not-found",
  };

  if (error->domain == AXLE_BLOB_ERROR && (guint) error->code < G_N_ELEMENTS (codes))
    return codes[error->code];
  return "internal";
}

void
axle_blob_entry_free (AxleBlobEntry *self)
{
  g_free (self->hash);
  g_free (self);
}

gboolean
axle_blob_store_find (AxleBlobStore  *self,
                      const char     *hash,
                      gint64         *size,
                      GError        **error)
{
  g_return_val_if_fail (axle_hash_is_valid (hash), FALSE);
  return AXLE_BLOB_STORE_GET_IFACE (self)->find (self, hash, size, error);
}

GBytes *
axle_blob_store_read (AxleBlobStore  *self,
                      const char     *hash,
                      gint64          offset,
                      gsize           length,
                      GError        **error)
{
  g_return_val_if_fail (axle_hash_is_valid (hash), NULL);
  return AXLE_BLOB_STORE_GET_IFACE (self)->read (self, hash, offset, length, error);
}

gboolean
axle_blob_store_find_part (AxleBlobStore  *self,
                           const char     *hash,
                           const char     *owner,
                           gint64         *n_received,
                           GError        **error)
{
  g_return_val_if_fail (axle_hash_is_valid (hash), FALSE);
  return AXLE_BLOB_STORE_GET_IFACE (self)->find_part (self, hash, owner, n_received, error);
}

static gboolean
check_piece (const AxleBlobPiece  *piece,
             GError              **error)
{
  gint64 size = (gint64) g_bytes_get_size (piece->bytes);

  if (piece->total <= 0 || piece->total > AXLE_BLOB_LIMIT)
    g_set_error (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_LIMIT,
                 _("A file may have %d MB at the most. Nothing of it was kept."), (int) (AXLE_BLOB_LIMIT / 1024 / 1024));
  else if (size == 0 || piece->offset < 0 || piece->offset > piece->total - size)
    g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_LIMIT, _("The piece does not lie in its file."));
  else if (piece->offset == 0 &&
           axle_media_type_sniff (g_bytes_get_data (piece->bytes, NULL), (gsize) size) == NULL)
    g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_TYPE,
                         _("The file is no picture and no clip that the server knows. Nothing of it was kept."));
  else
    return TRUE;
  return FALSE;
}

/**
 * axle_blob_store_write:
 * @self: a blob store
 * @piece: a piece of an upload; pieces come in order
 * @n_received: (out): how much of the blob is there now, in bytes
 * @error: return location
 *
 * What a file is, is judged by its bytes: the first piece must hold
 * [const@Axle.MEDIA_SNIFF_BYTES] or the whole file.
 *
 * Returns: whether the piece was kept; with %AXLE_BLOB_ERROR_OFFSET @n_received
 *   says where to go on
 */
gboolean
axle_blob_store_write (AxleBlobStore        *self,
                       const AxleBlobPiece  *piece,
                       gint64               *n_received,
                       GError              **error)
{
  g_return_val_if_fail (axle_hash_is_valid (piece->hash), FALSE);
  *n_received = 0;
  return check_piece (piece, error) && AXLE_BLOB_STORE_GET_IFACE (self)->write (self, piece, n_received, error);
}

gboolean
axle_blob_store_mark (AxleBlobStore  *self,
                      const char     *hash,
                      gint64          now,
                      GError        **error)
{
  g_return_val_if_fail (axle_hash_is_valid (hash), FALSE);
  return AXLE_BLOB_STORE_GET_IFACE (self)->mark (self, hash, now, error);
}

GPtrArray *
axle_blob_store_list (AxleBlobStore  *self,
                      GError        **error)
{
  return AXLE_BLOB_STORE_GET_IFACE (self)->list (self, error);
}

gboolean
axle_blob_store_drop (AxleBlobStore  *self,
                      const char     *hash,
                      gint64          marked_before,
                      gboolean       *dropped,
                      GError        **error)
{
  *dropped = FALSE;
  g_return_val_if_fail (axle_hash_is_valid (hash), FALSE);
  return AXLE_BLOB_STORE_GET_IFACE (self)->drop (self, hash, marked_before, dropped, error);
}

gboolean
axle_blob_store_tidy (AxleBlobStore  *self,
                      gint64          before,
                      GError        **error)
{
  return AXLE_BLOB_STORE_GET_IFACE (self)->tidy (self, before, error);
}
