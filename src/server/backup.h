/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/copy.h"

G_BEGIN_DECLS

/*
 * A backup is a folder like a server's own: `server.db` with everything that the
 * storage held at one moment, whatever kind it is of; `blobs`; the certificate and
 * its key; and `manifest`, which says what has to be in it.
 */

/**
 * AxleBackup:
 * @made_at: in microseconds since 1970 UTC
 * @hash: of all that the storage held, see [method@Axle.StorageSum.dup_text]
 * @n_documents: how many, tombstones included
 * @n_verdicts: how many
 * @n_blobs: how many photos and clips
 * @n_blob_bytes: in bytes
 *
 * What a backup has in it.
 */
typedef struct
{
  gint64  made_at;
  char   *hash;
  gint64  n_documents;
  gint64  n_verdicts;
  gint64  n_blobs;
  gint64  n_blob_bytes;
} AxleBackup;

void        axle_backup_free    (AxleBackup        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleBackup, axle_backup_free)

AxleBackup *axle_backup_make    (AxleStorage       *storage,
                                 const char        *folder,
                                 const char        *path,
                                 AxleCopyProgress   progress,
                                 gpointer           user_data,
                                 GError           **error);
AxleBackup *axle_backup_restore (const char        *path,
                                 const char        *folder,
                                 AxleStorage       *storage,
                                 gboolean           force,
                                 AxleCopyProgress   progress,
                                 gpointer           user_data,
                                 GError           **error);

G_END_DECLS
