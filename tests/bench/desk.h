/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/outbox.h"
#include "store/store.h"

G_BEGIN_DECLS

/* A profile of the tests of the ui (ui/profile.h), grown by the feed of a server that nobody
 * needs to run. */

AxleStore  *bench_desk_open       (const char       *profile);

/* A record of @scope as the feed brings it, owned by @records. */
AxleRecord *bench_desk_add        (GPtrArray        *records,
                                   const AxleId     *scope,
                                   const AxleEntity *entity);
void        bench_desk_apply      (AxleStore        *store,
                                   const AxleId     *scope,
                                   GPtrArray        *records);

/* As many customers of the demo dealership, and what search needs of all that is there:
 * what a desk does in its first quiet minutes. */
void        bench_desk_fill       (const char       *profile,
                                   guint             n_customers);

G_END_DECLS
