/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hub.h"

G_BEGIN_DECLS

/* An address that a calendar on somebody's phone asks from time to time: what an advisor's
 * next weeks hold, without who the customers are. Who knows the secret in it may read it;
 * an advisor has one at a time, and it is kept as a hash. */

/* So much of the past, and of what is to come, in days. */
#define AXLE_SUBSCRIPTION_BACK  7
#define AXLE_SUBSCRIPTION_AHEAD 60

char     *axle_subscription_make   (AxleHub       *hub,
                                    const AxleId  *staff,
                                    GError       **error);
gboolean  axle_subscription_find   (AxleHub       *hub,
                                    const AxleId  *staff,
                                    gboolean      *there,
                                    GError       **error);
gboolean  axle_subscription_revoke (AxleHub       *hub,
                                    const AxleId  *staff,
                                    gboolean      *was,
                                    GError       **error);
gboolean  axle_subscription_read   (AxleHub       *hub,
                                    const char    *secret,
                                    GBytes       **calendar,
                                    GError       **error);

G_END_DECLS
