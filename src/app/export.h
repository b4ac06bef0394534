/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

typedef enum
{
  AXLE_EXPORT_CSV,
  AXLE_EXPORT_VCARD,
} AxleExportFormat;

typedef void (*AxleExportProgress) (guint64  n_done,
                                    guint64  n_all,
                                    gpointer user_data);

/* Writes customers with their cars to a file, as a whole or not at all. All of
 * them when @customers is %NULL, or those for whom @condition holds, see store/segments.h. The CSV reads back by an import unchanged. */
void     axle_export_async  (AxleWorkstation     *workstation,
                             AxleExportFormat     format,
                             const AxleId        *customers,
                             gsize                n_customers,
                             const char          *condition,
                             GFile               *file,
                             AxleExportProgress   progress,
                             gpointer             progress_data,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
/* Returns: how many customers were written; -1 with an error. */
gint64   axle_export_finish (GAsyncResult        *result,
                             GError             **error);

G_END_DECLS
