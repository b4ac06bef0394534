/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/transport.h"

G_BEGIN_DECLS

/* Single requests outside the engine. */

gboolean axle_reply_check (const AxleReply  *reply,
                           const GError     *failure,
                           GError          **error);
void     axle_request_run (AxleTransport    *transport,
                           const char       *method,
                           const char       *path,
                           GBytes           *body,
                           AxleReplyFunc     func,
                           GTask            *task);

G_END_DECLS
