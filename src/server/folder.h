/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/blobs.h"
#include "server/storage.h"

G_BEGIN_DECLS

/* A server's data folder: its database, its certificate, its lock. */

#define AXLE_FOLDER_DATABASE "server.db"

AxleStorage     *axle_folder_open_storage     (const char       *folder,
                                               const char       *place,
                                               GError          **error);
char            *axle_folder_build_snapshots  (const char       *folder);
AxleBlobStore   *axle_folder_open_blobs       (const char       *folder,
                                               gint64            limit,
                                               GError          **error);
int              axle_folder_lock             (const char       *folder,
                                               GError          **error);
char            *axle_folder_load_metrics_key (const char       *folder,
                                               GError          **error);
GTlsCertificate *axle_folder_load_certificate (const char       *folder,
                                               GError          **error);
gboolean         axle_folder_use_certificate  (const char       *folder,
                                               GTlsCertificate  *certificate,
                                               GError          **error);

G_END_DECLS
