/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/walk.h"

G_BEGIN_DECLS

/* Told from time to time how much has been copied. */
typedef void (*AxleCopyProgress) (const AxleStorageSum *sum,
                                  gpointer              user_data);

gboolean axle_storage_is_empty      (AxleStorage       *self,
                                     gboolean          *empty,
                                     GError           **error);
gboolean axle_storage_is_unfinished (AxleStorage       *self,
                                     gboolean          *unfinished,
                                     GError           **error);
gboolean axle_storage_replace       (AxleStorage       *from,
                                     AxleStorage       *to,
                                     AxleCopyProgress   progress,
                                     gpointer           user_data,
                                     AxleStorageSum    *sum,
                                     GError           **error);
gboolean axle_storage_copy          (AxleStorage       *from,
                                     AxleStorage       *to,
                                     AxleCopyProgress   progress,
                                     gpointer           user_data,
                                     AxleStorageSum    *sum,
                                     GError           **error);

G_END_DECLS
