/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "server/metrics.h"

G_BEGIN_DECLS

/**
 * AxleListener:
 *
 * Accepts connections for a SoupServer, and is strict with them: so many at once,
 * so many of one address, so long until a request is there.
 */
typedef struct _AxleListener AxleListener;

AxleListener *axle_listener_new         (SoupServer       *soup,
                                         GTlsCertificate  *certificate,
                                         guint             limit,
                                         AxleMetrics      *metrics);
void          axle_listener_free        (AxleListener     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleListener, axle_listener_free)
gboolean      axle_listener_listen      (AxleListener     *self,
                                         const char       *address,
                                         guint16           port,
                                         guint16          *bound,
                                         GError          **error);
void          axle_listener_stop        (AxleListener     *self);

/* A connection shall send its request by a deadline, or is done with it. */
void          axle_listener_expect      (AxleListener     *self,
                                         GSocketAddress   *remote);
void          axle_listener_relax       (AxleListener     *self,
                                         GSocketAddress   *remote);

gboolean      axle_listener_is_crowded  (AxleListener     *self,
                                         GSocketAddress   *remote);

G_END_DECLS
