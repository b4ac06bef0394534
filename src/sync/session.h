/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/**
 * AxleSession:
 * @staff: who signed in
 * @token: (nullable): what the server knows the session by; %NULL without the server
 * @expires: when @token does, in microseconds since 1970 UTC; 0 without a token
 *
 * A member of staff at a desk.
 */
typedef struct
{
  AxleId staff;
  char  *token;
  gint64 expires;
} AxleSession;

void         axle_session_free           (AxleSession          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleSession, axle_session_free)

void         axle_session_sign_in_async  (AxleStore            *store,
                                          AxleTransport        *transport,
                                          const AxleId         *staff,
                                          const char           *secret,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
AxleSession *axle_session_sign_in_finish (AxleStore            *store,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
