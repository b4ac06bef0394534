/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Work that was put off. */

GPtrArray *axle_jobs_list_deferred (GPtrArray    *visits,
                                    GPtrArray    *jobs,
                                    const AxleId *vehicle);

G_END_DECLS
