/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs.h"
#include "server/walk.h"

G_BEGIN_DECLS

/* No more problems than this are told; all are counted. */
#define AXLE_VERIFY_PROBLEMS 100

/**
 * AxleVerifyReport:
 * @sum: what the storage holds
 * @n_blobs: photos and clips
 * @n_blob_bytes: in bytes
 * @n_wrong: how much is damaged or contradicts itself
 * @n_remarks: how much is worth a look and may be in order
 * @problems: (element-type AxleProblem): the first of both; remarks do not block
 *
 * How a server's data is.
 */
typedef struct
{
  AxleStorageSum  sum;
  gint64          n_blobs;
  gint64          n_blob_bytes;
  gint64          n_wrong;
  gint64          n_remarks;
  GPtrArray      *problems;
} AxleVerifyReport;

void              axle_verify_report_free (AxleVerifyReport  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleVerifyReport, axle_verify_report_free)

AxleVerifyReport *axle_verify             (AxleStorage       *storage,
                                           AxleBlobStore     *blobs,
                                           GError           **error);

G_END_DECLS
