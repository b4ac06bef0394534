/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/storage.h"
#include "wire/snapshot.h"

G_BEGIN_DECLS

AxleSnapshot *axle_snapshot_build (AxleStorage    *storage,
                                   const AxleId   *scope,
                                   AxleAudience    audience,
                                   gint64          epoch,
                                   GOutputStream  *stream,
                                   GCancellable   *cancellable,
                                   GError        **error);

G_END_DECLS
