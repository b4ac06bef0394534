/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Minutes: after midnight, by the clock on the wall, and that something takes. */

char    *axle_clock_format   (gint64      minutes);
gboolean axle_clock_parse    (const char *text,
                              gint64     *minutes);
char    *axle_minutes_format (gint64      minutes);
gboolean axle_minutes_parse  (const char *text,
                              gint64     *minutes);

G_END_DECLS
