/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/* Times for several cars of a company at once (MISSION 31): none takes what another has. */

GPtrArray  *axle_suggest_batch (GPtrArray         *plans,
                                GPtrArray         *held,
                                GPtrArray         *wishes,
                                guint              per_day);
AxleRecord *axle_batch_place   (const AxleDayPlan *plan,
                                const AxleRecord  *appointment);

G_END_DECLS
