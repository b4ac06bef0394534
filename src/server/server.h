/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/blobs.h"
#include "server/hub.h"

G_BEGIN_DECLS

/**
 * AxleServer:
 *
 * A hub on the network: HTTP/1.1 over TLS, see wire/message.h for what is said.
 */
typedef struct _AxleServer AxleServer;

/**
 * AxleServerOptions:
 * @certificate: (nullable): what it shows; %NULL for no TLS
 * @address: an IP address to listen on
 * @port: 0 for any
 * @folder: (nullable): where copies for new desks are kept; %NULL for none
 * @snapshot_from: how many rows a scope has that is copied; 0 for [const@Axle.SNAPSHOT_FROM]
 * @rate: requests a second that one desk may make; 0 for no limit
 * @connections: how many at once; 0 for [const@Axle.SERVER_DEFAULT_CONNECTIONS]
 * @metrics_key: (nullable): what `/metrics` is asked for with; %NULL for none at all
 * @blobs: (nullable): where photos and clips are kept; %NULL for a server without
 */
typedef struct
{
  GTlsCertificate *certificate;
  const char      *address;
  guint16          port;
  const char      *folder;
  gint64           snapshot_from;
  guint            rate;
  guint            connections;
  const char      *metrics_key;
  AxleBlobStore   *blobs;
} AxleServerOptions;

#define AXLE_SERVER_DEFAULT_CONNECTIONS 1000

AxleServer *axle_server_new      (AxleHub                  *hub,
                                  const AxleServerOptions  *options,
                                  GError                  **error);
void        axle_server_free     (AxleServer               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleServer, axle_server_free)
guint16     axle_server_get_port (AxleServer               *self);
void        axle_server_stop     (AxleServer               *self,
                                  GSourceOnceFunc           done,
                                  gpointer                  user_data);

G_END_DECLS
