/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ProxyFault:
 * @PROXY_PASSES: none
 * @PROXY_CUTS: connections end in the middle of what is sent
 * @PROXY_DELAYS: what is sent arrives late, and in small pieces
 * @PROXY_CORRUPTS: a bit is another now and then
 * @PROXY_REPEATS: something arrives twice now and then
 * @PROXY_SWALLOWS: nothing arrives and nothing ends; what is connected stays so when
 *   the proxy does something else
 * @PROXY_DENIES_UPGRADES: no WebSockets; for connections without TLS
 */
typedef enum
{
  PROXY_PASSES,
  PROXY_CUTS,
  PROXY_DELAYS,
  PROXY_CORRUPTS,
  PROXY_REPEATS,
  PROXY_SWALLOWS,
  PROXY_DENIES_UPGRADES,
} ProxyFault;

/* Stands between desks and a server on the loopback network, with a thread for each
 * connection: below TLS, it knows nothing of what it carries. */
typedef struct _Proxy Proxy;

Proxy  *proxy_new         (guint16     target,
                           guint32     seed);
void    proxy_free        (Proxy      *self);
guint16 proxy_get_port    (Proxy      *self);
void    proxy_set_fault   (Proxy      *self,
                           ProxyFault  fault);
guint   proxy_count       (Proxy      *self);

G_END_DECLS
