/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/transport.h"

G_DEFINE_INTERFACE (AxleTransport, axle_transport, G_TYPE_OBJECT)

G_DEFINE_QUARK (axle-sync-error-quark, axle_sync_error)

static void
axle_transport_default_init (AxleTransportInterface *iface)
{
}

/**
 * axle_transport_send:
 * @self: a transport
 * @method: an HTTP method
 * @path: from the server's root, with the query
 * @range: (nullable): the piece that is asked for or, with PUT, sent
 * @body: (nullable): JSON to send, or the bytes of a piece
 * @func: (scope async): gets the reply, whatever its status, or why there is none
 * @user_data: for @func
 *
 * Returns: a number for [method@Axle.Transport.cancel], never 0
 */
guint
axle_transport_send (AxleTransport   *self,
                     const char      *method,
                     const char      *path,
                     const AxleRange *range,
                     GBytes          *body,
                     AxleReplyFunc    func,
                     gpointer         user_data)
{
  return AXLE_TRANSPORT_GET_IFACE (self)->send (self, method, path, range, body, func, user_data);
}

/**
 * axle_transport_open_live:
 * @self: a transport
 * @path: from the server's root
 * @nudge: gets %NULL once when the channel is open, then each message of the server
 * @closed: called once, when the channel cannot be opened or was closed by
 *   anything but [method@Axle.Transport.cancel]
 * @user_data: for both
 *
 * Returns: a number for [method@Axle.Transport.cancel], never 0
 */
guint
axle_transport_open_live (AxleTransport  *self,
                          const char     *path,
                          AxleNudgeFunc   nudge,
                          AxleClosedFunc  closed,
                          gpointer        user_data)
{
  return AXLE_TRANSPORT_GET_IFACE (self)->open_live (self, path, nudge, closed, user_data);
}

/**
 * axle_transport_cancel:
 * @self: a transport
 * @request: a request or a live channel that has not ended
 *
 * Nothing is called for it any more; whether the server got it is not known.
 */
void
axle_transport_cancel (AxleTransport *self,
                       guint          request)
{
  AXLE_TRANSPORT_GET_IFACE (self)->cancel (self, request);
}
