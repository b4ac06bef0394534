/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/random-day.h"

G_BEGIN_DECLS

/* What the planner says, by trying everything: slow, and plain enough to be believed. */

gboolean brute_counts        (const AxleRecord      *booking,
                              const AxleId          *except);
gboolean brute_is_away       (RandomDay             *r,
                              const AxleId          *id,
                              gint64                 from,
                              gint64                 until);
gboolean brute_is_within     (RandomDay             *r,
                              const AxleId          *person,
                              gint64                 at);
gint64   brute_find_work_end (RandomDay             *r,
                              gint64                 from,
                              gint64                 until);
gboolean brute_is_blocked    (RandomDay             *r,
                              const AxleWish        *wish);
int      brute_find_best     (RandomDay             *r,
                              GPtrArray             *plans,
                              const AxleSuggestWish *wish,
                              gint64                *at);

G_END_DECLS
