/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs.h"
#include "server/hub.h"

G_BEGIN_DECLS

/* Pictures of the first cars of a made-up dealership, drawn. */
gboolean axle_demo_add_photos (AxleHub        *hub,
                               AxleBlobStore  *blobs,
                               GPtrArray      *records,
                               guint          *n_left,
                               GError        **error);

G_END_DECLS
