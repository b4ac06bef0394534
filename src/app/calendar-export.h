/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* The store's appointments between two moments, in microseconds since 1970 UTC, as iCalendar:
 * times, who, which car and what for, and no phone numbers. Whoever exports is told in the
 * access log. */
void    axle_calendar_export_async  (AxleWorkstation      *workstation,
                                     gint64                from,
                                     gint64                until,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* @n_events: (out) (optional): how many there are */
GBytes *axle_calendar_export_finish (GAsyncResult         *result,
                                     guint                *n_events,
                                     GError              **error);

G_END_DECLS
