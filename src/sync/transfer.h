/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/private.h"

G_BEGIN_DECLS

struct _AxleTransfer
{
  AxleBlobs *blobs;
  char      *hash;
  AxleBlobWay way;
  gboolean   wanted;     /* by a person */
  gboolean   preview;
  gint64     offset;
  gint64     size;       /* -1 while not known */
  GChecksum *checksum;   /* of what was fetched */
  gint64     n_hashed;
  guint      request;
  guint      step;
};

/* A blob that did not come or go, until it does. */
typedef struct
{
  AxleBlobs   *blobs;
  char        *hash;
  AxleBackoff  backoff;
  guint        n_nonsense;
  gboolean     planned;   /* it was fetched on nobody's request */
  gboolean     preview;
  gboolean     skipped;   /* too large to be fetched on nobody's request */
} AxleBlobTry;

void     axle_blob_try_free       (gpointer             data);
void     axle_transfer_free       (AxleTransfer        *transfer);
gboolean axle_transfer_begin_down (AxleBlobs           *self,
                                   const char          *hash,
                                   gboolean             wanted,
                                   gboolean             preview);
void     axle_transfer_begin_up   (AxleBlobs           *self,
                                   const char          *hash,
                                   const AxleBlobState *state);
int      axle_blobs_find_wanted   (AxleBlobs           *self,
                                   const char          *hash);

G_END_DECLS
