/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

void     axle_enrol_async  (AxleStore            *store,
                            const char           *server,
                            const char           *code,
                            const char           *name,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
gboolean axle_enrol_finish (AxleStore            *store,
                            GAsyncResult         *result,
                            GError              **error);

G_END_DECLS
