/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A distance is a number of metres in a gint64. */

gint64  axle_distance_round  (gint64 metres,
                              gint64 step);
char   *axle_distance_format (gint64 metres);

G_END_DECLS
