/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often a PIN or password may be tried, on the server and on a desk without it. */

/* Wrong tries that cost nothing; each one more doubles the wait. */
#define AXLE_TRIES_OF_PERSON 5
#define AXLE_TRIES_OF_DESK 20

/* Tries are forgotten after that, in microseconds. */
#define AXLE_TRIES_LIFETIME G_TIME_SPAN_HOUR

gint64 axle_tries_get_wait (int    n_tries,
                            int    n_free,
                            gint64 last,
                            gint64 now);

G_END_DECLS
