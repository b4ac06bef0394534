/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs.h"

G_BEGIN_DECLS

/**
 * AxleBlobsFolder:
 *
 * Blobs as files: `ab/cd/abcd…` for those that are there, `incoming/` for what
 * is not whole yet. Several servers may share the folder.
 */
#define AXLE_TYPE_BLOBS_FOLDER (axle_blobs_folder_get_type ())
G_DECLARE_FINAL_TYPE (AxleBlobsFolder, axle_blobs_folder, AXLE, BLOBS_FOLDER, GObject)

/**
 * AxleBlobsFolderOptions:
 * @limit: bytes that all blobs may have together; 0 for no limit
 * @reserve: bytes of the disk that are left for others
 */
typedef struct
{
  gint64 limit;
  gint64 reserve;
} AxleBlobsFolderOptions;

/* What the database beside the blobs needs to go on when photos fill the disk. */
#define AXLE_BLOBS_FOLDER_RESERVE (G_GINT64_CONSTANT (512) * 1024 * 1024)

AxleBlobStore *axle_blobs_folder_open (const char                    *path,
                                       const AxleBlobsFolderOptions  *options,
                                       GError                       **error);

G_END_DECLS
