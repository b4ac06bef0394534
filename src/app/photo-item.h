/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/photos.h"
#include "store/blobs.h"
#include "sync/engine.h"

G_BEGIN_DECLS

/* What the list does with its items. */
AxlePhotoItem *axle_photo_item_new         (AxleWorkstation     *workstation,
                                            AxleRecord          *record);
/* Whether @record changed anything to be seen. */
gboolean       axle_photo_item_set_record  (AxlePhotoItem       *self,
                                            AxleRecord          *record);
void           axle_photo_item_set_found   (AxlePhotoItem       *self,
                                            const AxleBlobState *whole,
                                            const AxleBlobState *preview);
/* Whether the news are of this photo and of something that must be looked at again. */
gboolean       axle_photo_item_take_news   (AxlePhotoItem       *self,
                                            const AxleBlobNews  *news);

G_END_DECLS
