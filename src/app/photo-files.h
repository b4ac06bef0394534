/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/photos.h"
#include "app/workstation-private.h"

G_BEGIN_DECLS

/* What was found of many photos, in the order in which it was asked. */
typedef struct
{
  GPtrArray     *hashes;   /* (element-type utf8) */
  AxleBlobState *states;
} AxlePhotoLook;

void axle_photo_look_free  (gpointer             look);
void axle_photo_files_look (AxleWorkstation     *workstation,
                            GPtrArray           *hashes,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
void axle_photo_files_ask  (AxleWorkstation     *workstation,
                            GPtrArray           *hashes,
                            gboolean             fetches);
void axle_photo_files_send (AxleWorkstation     *workstation,
                            GPtrArray           *hashes);
void axle_photo_files_load (AxleWorkstation     *workstation,
                            const char          *hash,
                            GTask               *task);

G_END_DECLS
