/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/server.h"

G_BEGIN_DECLS

/* What new desks get instead of the whole feed, as the real server has it in its folder. */
GPtrArray *sim_copies_new    (void);
gboolean   sim_copies_handle (SimServer         *self,
                              const AxleHubDesk *desk,
                              const char        *path,
                              const AxleRange   *range,
                              AxleReply         *reply,
                              GError           **error);

G_END_DECLS
