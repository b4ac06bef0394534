/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "report/paper.h"

G_BEGIN_DECLS

/* A paper as a PDF file; an older one in its place is replaced at once or not at all. */

void     axle_paper_save_async  (AxlePaper           *paper,
                                 GFile               *file,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean axle_paper_save_finish (GAsyncResult        *result,
                                 GError             **error);

G_END_DECLS
