/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What a rule made, whether it is a task or a request. */

AxleId      axle_planned_get_customer (const AxleRecord *planned);
AxleId      axle_planned_get_vehicle  (const AxleRecord *planned);
const char *axle_planned_get_occasion (const AxleRecord *planned);
void        axle_planned_close        (AxleRecord       *planned,
                                       gboolean          booked);

G_END_DECLS
