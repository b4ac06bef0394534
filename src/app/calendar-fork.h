/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"

G_BEGIN_DECLS

/* What the calendar shows, as it would be with other records in the place of those with
 * their ids. */

GPtrArray *axle_calendar_fork_items   (GPtrArray *items,
                                       GPtrArray *changes,
                                       GPtrArray *records,
                                       AxleStore *store,
                                       gint64     from,
                                       gint64     until);
GPtrArray *axle_calendar_fork_records (GPtrArray *records,
                                       GPtrArray *changes);
GPtrArray *axle_calendar_fork_plans   (GPtrArray *plans,
                                       GPtrArray *changes);

G_END_DECLS
