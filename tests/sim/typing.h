/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"

G_BEGIN_DECLS

/* What a person could type into any field of any kind: read from the registry, so
 * that a new kind or field is tried by itself. */

const AxleEntity *sim_type_pick_entity (SimDesk          *desk);
gboolean          sim_type_may_write   (SimDesk          *desk,
                                        const AxleEntity *entity);
void              sim_type_value       (SimDesk          *desk,
                                        AxleRecord       *record,
                                        guint             field);
AxleRecord       *sim_type_record      (SimDesk          *desk,
                                        const AxleEntity *entity);

G_END_DECLS
