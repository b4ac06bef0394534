/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/transport.h"

G_BEGIN_DECLS

/**
 * AxleHttpTransport:
 *
 * The way to a server over HTTP/1.1 and TLS. It runs in the main context that
 * is the thread's default when it is made.
 */
#define AXLE_TYPE_HTTP_TRANSPORT (axle_http_transport_get_type ())
G_DECLARE_FINAL_TYPE (AxleHttpTransport, axle_http_transport, AXLE, HTTP_TRANSPORT, GObject)

AxleHttpTransport *axle_http_transport_new          (const char        *server,
                                                     const char        *pin,
                                                     const char        *desk_token,
                                                     GError           **error);
void               axle_http_transport_set_session  (AxleHttpTransport *self,
                                                     const char        *token);
void               axle_http_transport_renew        (AxleHttpTransport *self);
const char        *axle_http_transport_get_peer_pin (AxleHttpTransport *self);

G_END_DECLS
