/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs.h"
#include "server/storage.h"

G_BEGIN_DECLS

/* A blob that no record names is kept this long: its deletion may be undone, and
 * the record may be on its way. In microseconds. */
#define AXLE_BLOBS_GRACE (30 * G_TIME_SPAN_DAY)

/**
 * AxleBlobsCollected:
 * @n_used: blobs that a record names
 * @n_waiting: blobs that no record names and whose time is not over
 * @n_dropped: blobs that were taken out
 * @bytes_dropped: how large these were together
 */
typedef struct
{
  gint64 n_used;
  gint64 n_waiting;
  gint64 n_dropped;
  gint64 bytes_dropped;
} AxleBlobsCollected;

gboolean axle_blobs_collect (AxleBlobStore       *blobs,
                             AxleStorage         *storage,
                             gint64               now,
                             AxleBlobsCollected  *collected,
                             GError             **error);

G_END_DECLS
