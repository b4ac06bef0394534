/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What the calendar shows. Times are microseconds since 1970 UTC. */

GPtrArray *axle_store_list_appointments (AxleStore  *self,
                                         gint64      from,
                                         gint64      until,
                                         GError    **error);
GPtrArray *axle_store_list_leave        (AxleStore  *self,
                                         gint64      from,
                                         gint64      until,
                                         GError    **error);
GPtrArray *axle_store_list_requests     (AxleStore  *self,
                                         guint       limit,
                                         GError    **error);
GPtrArray *axle_store_list_requests_since (AxleStore *self,
                                         gint64      since,
                                         guint       limit,
                                         GError    **error);
GPtrArray *axle_store_list_waiting_list (AxleStore  *self,
                                         gint64      now,
                                         guint       limit,
                                         GError    **error);
gboolean   axle_store_find_clash        (AxleStore         *self,
                                         const AxleRecord  *appointment,
                                         AxleVerdict      **clash,
                                         GError           **error);

G_END_DECLS
