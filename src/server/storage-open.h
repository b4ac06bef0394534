/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/storage.h"

G_BEGIN_DECLS

AxleStorage *axle_storage_open (const char  *place,
                                GError     **error);

G_END_DECLS
