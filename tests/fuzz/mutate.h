/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the fuzzers share: always the same way unless AXLE_FUZZ_SEED says another,
 * as long as AXLE_FUZZ_ROUNDS says. */
GRand  *fuzz_random    (void);
guint   fuzz_rounds    (guint       fallback);

/* Adds the beginnings of all files of the folders of shared data. */
void    fuzz_load      (GPtrArray          *seeds,
                        const char * const *folders);

/* One of @seeds (element-type GBytes), changed in a few places. */
GBytes *fuzz_mutate    (GRand              *random,
                        GPtrArray          *seeds,
                        const char         *signs);

G_END_DECLS
