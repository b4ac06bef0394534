/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "wire/range.h"

G_BEGIN_DECLS

#define AXLE_SYNC_ERROR (axle_sync_error_quark ())
GQuark axle_sync_error_quark (void);

/**
 * AxleSyncError:
 * @AXLE_SYNC_ERROR_UNREACHABLE: the server does not answer
 * @AXLE_SYNC_ERROR_UNTRUSTED: whoever answers is not the server that the desk was enrolled with
 * @AXLE_SYNC_ERROR_REPLY: the answer makes no sense, or is too large
 * @AXLE_SYNC_ERROR_REFUSED: the server says no; see the message
 * @AXLE_SYNC_ERROR_SECRET: the PIN or password is wrong
 * @AXLE_SYNC_ERROR_CODE: the enrolment code cannot be right
 */
typedef enum
{
  AXLE_SYNC_ERROR_UNREACHABLE,
  AXLE_SYNC_ERROR_UNTRUSTED,
  AXLE_SYNC_ERROR_REPLY,
  AXLE_SYNC_ERROR_REFUSED,
  AXLE_SYNC_ERROR_SECRET,
  AXLE_SYNC_ERROR_CODE,
} AxleSyncError;

/**
 * AxleReply:
 * @status: the HTTP status
 * @body: what came with it; empty when nothing did
 * @retry_after: how long the server asks to wait, in seconds; 0 when it does not
 * @range: the piece of a 206, or how large the whole is when the server says only
 *   that (416, or the answer to HEAD); all 0 when it says nothing
 */
typedef struct
{
  guint     status;
  GBytes   *body;
  gint64    retry_after;
  AxleRange range;
} AxleReply;

/* Exactly one of @reply and @error is there; both belong to the caller. */
typedef void (*AxleReplyFunc)  (const AxleReply *reply,
                                const GError    *error,
                                gpointer         user_data);
typedef void (*AxleNudgeFunc)  (GBytes          *message,
                                gpointer         user_data);
typedef void (*AxleClosedFunc) (const GError    *error,
                                gpointer         user_data);

/**
 * AxleTransport:
 *
 * The way to the server. Every function is called on one thread, and calls back
 * on it, never before it has returned.
 */
#define AXLE_TYPE_TRANSPORT (axle_transport_get_type ())
G_DECLARE_INTERFACE (AxleTransport, axle_transport, AXLE, TRANSPORT, GObject)

struct _AxleTransportInterface
{
  GTypeInterface parent;

  guint (*send)      (AxleTransport   *self,
                      const char      *method,
                      const char      *path,
                      const AxleRange *range,
                      GBytes          *body,
                      AxleReplyFunc    func,
                      gpointer         user_data);
  guint (*open_live) (AxleTransport  *self,
                      const char     *path,
                      AxleNudgeFunc   nudge,
                      AxleClosedFunc  closed,
                      gpointer        user_data);
  void  (*cancel)    (AxleTransport *self,
                      guint          request);
};

guint axle_transport_send      (AxleTransport   *self,
                                const char      *method,
                                const char      *path,
                                const AxleRange *range,
                                GBytes          *body,
                                AxleReplyFunc    func,
                                gpointer         user_data);
guint axle_transport_open_live (AxleTransport  *self,
                                const char     *path,
                                AxleNudgeFunc   nudge,
                                AxleClosedFunc  closed,
                                gpointer        user_data);
void  axle_transport_cancel    (AxleTransport *self,
                                guint          request);

G_END_DECLS
